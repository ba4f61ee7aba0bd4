// stat.h - statistical tables row by row: columns by their names in either language, numbers with their units converted
// exactly, and errors that name file, sheet, row, column, what was expected, what was found and what to do.
//
// A table's columns are one const array of StatColumn; its index is an enum beside it. Rows that are empty, that give a
// total (合计, 总计, 小计, total) or that belong to another year (column year|年份) do not count.
#ifndef QINGSHAN_GEP_STAT_H
#define QINGSHAN_GEP_STAT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "gep/service.h"
#include "land/table.h"

enum { STAT_COLUMN_MAX = 24 };

typedef enum StatKind {
    STAT_TEXT,
    STAT_NUMBER, // not negative; `unit` is what it is converted to, "" when the caller converts
    STAT_SHARE,  // 0..1; "35%" and a header in % are read as 0.35
    STAT_FLAG,   // yes or no: 是, 否, yes, no, true, false, 1, 0
} StatKind;

typedef struct StatColumn {
    const char *names; // "town|乡镇代码|乡镇": the first is the column's name in the manual
    StatKind kind;
    const char *unit;
    bool required; // the column must be there; a cell may still be empty
} StatColumn;

// The columns that every statistical table may have.
#define STAT_TOWN                                                                                                      \
    {                                                                                                                  \
        "town|town_code|乡镇代码|乡镇街道|镇街|乡镇|街道", STAT_TEXT, "", false                                        \
    }
#define STAT_ECOSYSTEM                                                                                                 \
    {                                                                                                                  \
        "ecosystem|class|生态系统代码|生态系统", STAT_TEXT, "", false                                                  \
    }

typedef struct StatSheet {
    Arena *arena;
    const StatInput *in;
    const Table *table;
    const StatColumn *columns;
    size_t column_count;
    int column[STAT_COLUMN_MAX]; // where each is in the table; -1 absent
    int year_column;
} StatSheet;

// The entries so far, and what must not come twice.
typedef struct StatList {
    Arena *arena;
    Entry *entries;
    size_t count, capacity;
    struct StatKey {
        const char *text;
        size_t row;
    } * keys;
    size_t key_count, key_capacity;
} StatList;

// Reads one row that counts: adds entries, or fails.
typedef bool StatReader(const StatSheet *sheet, size_t row, StatList *list, Err *err);

// A Tabulate over table `which`: every row that counts goes to `read`. ERR_MISSING when no row gives an entry,
// ERR_INPUT for the rest.
MUST_CHECK bool stat_tabulate(Arena *arena, const StatInput *in, size_t which, const StatColumn *columns, size_t count,
                              StatReader *read, Entry **out, size_t *out_count, Err *err);
// Its parts, for tables that are read as a whole.
MUST_CHECK bool stat_open(Arena *arena, const StatInput *in, size_t which, const StatColumn *columns, size_t count,
                          StatSheet *out, Err *err);
MUST_CHECK bool stat_row_counts(const StatSheet *sheet, size_t row, bool *counts, Err *err);
MUST_CHECK bool stat_finish(const StatSheet *sheet, StatList *list, Entry **out, size_t *out_count, Err *err);

// ---- cells; `column` is an index into the array of StatColumn
bool stat_has(const StatSheet *sheet, size_t row, int column);         // the column is there and the cell not missing
const char *stat_text(const StatSheet *sheet, size_t row, int column); // "" when missing
// NaN when missing.
MUST_CHECK bool stat_number(const StatSheet *sheet, size_t row, int column, double *out, Err *err);
// A missing one is an error.
MUST_CHECK bool stat_need_text(const StatSheet *sheet, size_t row, int column, const char **out, Err *err);
MUST_CHECK bool stat_need_number(const StatSheet *sheet, size_t row, int column, double *out, Err *err);
// `fallback` when missing.
MUST_CHECK bool stat_number_or(const StatSheet *sheet, size_t row, int column, double fallback, double *out, Err *err);
MUST_CHECK bool stat_flag_or(const StatSheet *sheet, size_t row, int column, bool fallback, bool *out, Err *err);
// The word of a cell among sets of words: {"household|生活", "industry|工业", NULL}; the set's index.
MUST_CHECK bool stat_choice(const StatSheet *sheet, size_t row, int column, const char *const *sets, int *out,
                            Err *err);

// "tables/products_2023.xlsx, sheet 产量, row 7", in the user's language
const char *stat_where(const StatSheet *sheet, size_t row);
// Fills err: place, "expected", what was found, remedy. Returns false.
bool stat_fault(const StatSheet *sheet, size_t row, int column, const char *expected, const char *remedy, Err *err);

// ---- entries
// A new entry of `part` with the row's town and ecosystem; its numbers are NaN.
Entry *stat_add(const StatSheet *sheet, size_t row, StatList *list, const char *part, const char *item, int town_column,
                int ecosystem_column);
// Part, item, ecosystem and town of an entry: what usually may stand only once in a table.
const char *stat_key(const StatSheet *sheet, const Entry *entry);
// Refused by stat_finish when it comes twice.
void stat_once(StatList *list, size_t row, const char *key);

// ---- units
// value in `to`; exact where the factor or its inverse is a whole number. false when they do not measure the same.
bool stat_convert(double value, const char *from, const char *to, double *out);
// The header's unit of a column; "" when it has none or is absent.
const char *stat_header_unit(const StatSheet *sheet, int column);
// Is `word` one of "a|b|c"? ASCII letters compare without case.
bool stat_is_word(const char *word, const char *words);

#endif
