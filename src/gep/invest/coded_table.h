// coded_table.h - a table whose rows are told apart by a whole number: land classes, stations. And codes that it lacks.
#ifndef QINGSHAN_GEP_INVEST_CODED_TABLE_H
#define QINGSHAN_GEP_INVEST_CODED_TABLE_H

#include "base/arena.h"
#include "base/err.h"
#include "gep/invest/run.h"

typedef struct CodedTable CodedTable; // immutable; any thread may read
// The table of an argument, which must be given: all columns of numbers that the argument's rows name and the table
// has. Errors name file, row and column: a column that is missing, an empty cell, no number, outside the limits, a key
// twice.
MUST_CHECK bool coded_read(Arena *arena, const InvestRun *run, const char *arg, CodedTable **out, Err *err);
size_t coded_count(const CodedTable *classes);
const double *coded_keys(const CodedTable *classes); // ascending
// By row in the order of the keys; NaN where the cell is empty. NULL when the table does not have the column.
const double *coded_column(const CodedTable *classes, const char *id);
int coded_row(const CodedTable *classes, double code); // -1 when it is not there

// Codes that a table lacks, from several threads.
typedef struct CodeSet CodeSet;
CodeSet *code_set_open(Arena *arena);
void code_set_close(CodeSet *set);
void code_set_add(CodeSet *set, double code);
// "3, 17, 250"; "" when there are none. At most 50 are written out.
const char *code_set_text(Arena *arena, CodeSet *set);
// ERR_INPUT when there are codes: which, which raster lacks them in which table.
MUST_CHECK bool code_set_check(Arena *arena, CodeSet *set, const char *raster, const char *table, Err *err);

#endif
