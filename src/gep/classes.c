#include "gep/classes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "land/table.h"

static bool at_row(const Table *table, size_t row, Err *err)
{
    return err_within(err, _("%s row %d"), table->path, table->row_numbers[row]);
}

// ---- classes --------------------------------------------------------------------------------------------------------

enum { CODE, NAME_ZH, NAME_EN, LEVEL, PARENT, STATUS, SOURCE, CLASS_COLUMN_COUNT };

static bool class_columns(const Table *table, int columns[CLASS_COLUMN_COUNT], Err *err)
{
    static const char *const names[CLASS_COLUMN_COUNT] = {"code",   "name_zh", "name_en", "level",
                                                          "parent", "status",  "source"};
    for (int k = 0; k < CLASS_COLUMN_COUNT; k++) {
        if (!table_need_column(table, names[k], &columns[k], err)) return false;
    }
    return true;
}

static bool class_check(const EcoClasses *above, const EcoClass *item, Err *err)
{
    if (item->code[0] == '\0') return err_set(err, ERR_INPUT, _("the code is missing"));
    if (classes_find(above, item->code)) return err_set(err, ERR_INPUT, _("class %s stands twice"), item->code);
    if (item->level < 1 || item->level > 4) {
        return err_set(err, ERR_INPUT, _("class %s: the level must be 1, 2, 3 or 4"), item->code);
    }
    const EcoClass *parent = classes_find(above, item->parent);
    bool fits = item->level == 1 ? item->parent[0] == '\0'
                                 : parent && parent->level == item->level - 1 && text_starts(item->code, parent->code);
    if (fits) return true;
    return err_set(err, ERR_INPUT,
                   _("class %s: '%s' is no parent of it; expected a class of the level above that stands before it and "
                     "begins its code"),
                   item->code, item->parent);
}

bool classes_read(Arena *arena, const char *methods_folder, EcoClasses *out, Err *err)
{
    Table table;
    int columns[CLASS_COLUMN_COUNT];
    const char *path = file_join(arena, methods_folder, "classes/ecosystem.csv");
    if (!table_read(arena, path, &(TableOptions){0}, &table, err)) return false;
    if (!class_columns(&table, columns, err)) return false;
    EcoClass *items = arena_array(arena, table.row_count, sizeof *items);
    *out = (EcoClasses){.items = items};
    for (size_t row = 0; row < table.row_count; row++) {
        int64_t level = 0;
        if (!text_to_int64(table_cell(&table, row, columns[LEVEL]), &level) || level < 0 || level > 9) level = 0;
        items[row] = (EcoClass){.code = table_cell(&table, row, columns[CODE]),
                                .name_zh = table_cell(&table, row, columns[NAME_ZH]),
                                .name_en = table_cell(&table, row, columns[NAME_EN]),
                                .parent = table_cell(&table, row, columns[PARENT]),
                                .status = table_cell(&table, row, columns[STATUS]),
                                .source = table_cell(&table, row, columns[SOURCE]),
                                .level = (int)level};
        if (!class_check(out, &items[row], err)) return at_row(&table, row, err);
        out->count++;
    }
    return true;
}

const EcoClass *classes_find(const EcoClasses *classes, const char *code)
{
    for (size_t i = 0; i < classes->count; i++) {
        if (text_equal(classes->items[i].code, code)) return &classes->items[i];
    }
    return NULL;
}

bool class_within(const char *code, const char *pattern)
{
    return text_equal(pattern, "*") || text_starts(code, pattern);
}

// ---- crosswalks -----------------------------------------------------------------------------------------------------

typedef struct CrosswalkColumns {
    int code, ecosystem, number, name_zh, inferred, rule, status, source;
} CrosswalkColumns;

static bool crosswalk_columns(const Table *table, CrosswalkColumns *out, Err *err)
{
    out->number = table_column(table, "number|栅格值");
    out->name_zh = table_column(table, "name_zh|name|名称");
    out->inferred = table_column(table, "inferred|推断");
    out->rule = table_column(table, "rule|规则");
    out->status = table_column(table, "status|状态");
    out->source = table_column(table, "source|来源");
    return table_need_column(table, "code|代码|编码|地类编码", &out->code, err) &&
           table_need_column(table, "ecosystem|生态系统|生态系统代码", &out->ecosystem, err);
}

// The number of a code that is all digits; -1 for others.
static long code_number(const char *code)
{
    if (code[0] == '\0' || strlen(code) > 9 || code[strspn(code, "0123456789")] != '\0') return -1;
    return strtol(code, NULL, 10);
}

static bool read_number(const char *cell, const char *code, long *out, Err *err)
{
    int64_t number;
    *out = code_number(code);
    if (text_is_missing(cell)) return true;
    if (!text_to_int64(cell, &number) || number < -1 || number > INT32_MAX) {
        return err_set(err, ERR_INPUT, _("code %s: '%s' is no raster value; expected a whole number, or -1 for none"),
                       code, cell);
    }
    *out = (long)number;
    return true;
}

static bool read_inferred(const char *cell, const char *code, bool *out, Err *err)
{
    static const char *const yes[] = {"1", "yes", "true", "是"}, *const no[] = {"0", "no", "false", "否"};
    *out = false;
    if (text_is_missing(cell)) return true;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (text_equal(cell, yes[i])) return *out = true;
        if (text_equal(cell, no[i])) return true;
    }
    return err_set(err, ERR_INPUT, _("code %s: inferred is '%s'; expected 1 for a guess, else 0"), code, cell);
}

static bool crosswalk_row(const Table *table, size_t row, const CrosswalkColumns *columns, const EcoClasses *classes,
                          struct CrosswalkRow *out, Err *err)
{
    *out = (struct CrosswalkRow){.code = table_cell(table, row, columns->code),
                                 .name_zh = table_cell(table, row, columns->name_zh),
                                 .ecosystem = table_cell(table, row, columns->ecosystem),
                                 .rule = table_cell(table, row, columns->rule),
                                 .status = table_cell(table, row, columns->status),
                                 .source = table_cell(table, row, columns->source)};
    if (out->code[0] == '\0') return err_set(err, ERR_INPUT, _("the code is missing"));
    if (text_is_missing(out->ecosystem)) out->ecosystem = "";
    if (out->ecosystem[0] != '\0' && !classes_find(classes, out->ecosystem)) {
        return err_set(err, ERR_INPUT, _("code %s: no ecosystem class '%s'; see methods/classes/ecosystem.csv"),
                       out->code, out->ecosystem);
    }
    return read_number(table_cell(table, row, columns->number), out->code, &out->number, err) &&
           read_inferred(table_cell(table, row, columns->inferred), out->code, &out->inferred, err);
}

static int by_number_then_code(const void *left, const void *right)
{
    const struct CrosswalkRow *a = left, *b = right;
    if (a->number != b->number) return a->number < b->number ? -1 : 1;
    return strcmp(a->code, b->code);
}

static bool check_duplicates(const Crosswalk *crosswalk, const char *path, Err *err)
{
    const struct CrosswalkRow *rows = crosswalk->rows;
    for (size_t i = 0; i < crosswalk->count; i++) {
        if (crosswalk_by_code(crosswalk, rows[i].code) != &rows[i]) {
            return err_set(err, ERR_INPUT, _("%s: code %s stands twice"), path, rows[i].code);
        }
        if (i > 0 && rows[i].number >= 0 && rows[i].number == rows[i - 1].number) {
            return err_set(err, ERR_INPUT, _("%s: codes %s and %s have the same raster value %ld"), path,
                           rows[i - 1].code, rows[i].code, rows[i].number);
        }
    }
    return true;
}

static bool unknown_system(Arena *arena, const char *folder, const char *system, Err *err)
{
    char **names;
    size_t count;
    if (!file_list(arena, folder, &names, &count, err)) return false;
    StrBuf known = strbuf_open(arena);
    for (size_t i = 0; i < count; i++) {
        if (!text_ends(names[i], ".csv")) continue;
        strbuf_add(&known, known.size > 0 ? ", " : "");
        strbuf_add_size(&known, names[i], strlen(names[i]) - strlen(".csv"));
    }
    return err_set(err, ERR_MISSING,
                   _("no crosswalk for the code system '%s'; known are %s; or name a table of your "
                     "own as `crosswalk` of the map"),
                   system, known.data);
}

static bool find_system(Arena *arena, const char *methods_folder, const char *system, const char **path, Err *err)
{
    const char *folder = file_join(arena, methods_folder, "crosswalks");
    bool plain = system[0] != '\0' && strchr(system, '/') == NULL;
    *path = file_join(arena, folder, arena_printf(arena, "%s.csv", system));
    return (plain && file_exists(*path)) || unknown_system(arena, folder, system, err);
}

bool crosswalk_read(Arena *arena, const char *methods_folder, const char *system, const char *path,
                    const EcoClasses *classes, Crosswalk *out, Err *err)
{
    Table table;
    CrosswalkColumns columns;
    bool own = path && path[0] != '\0';
    if (!own && !find_system(arena, methods_folder, system, &path, err)) return false;
    if (!table_read(arena, path, &(TableOptions){0}, &table, err)) return false;
    if (!crosswalk_columns(&table, &columns, err)) return err_within(err, "%s", path);
    struct CrosswalkRow *rows = arena_array(arena, table.row_count, sizeof *rows);
    for (size_t row = 0; row < table.row_count; row++) {
        if (!crosswalk_row(&table, row, &columns, classes, &rows[row], err)) return at_row(&table, row, err);
    }
    qsort(rows, table.row_count, sizeof *rows, by_number_then_code);
    *out = (Crosswalk){.system = arena_text(arena, system), .count = table.row_count, .rows = rows};
    return check_duplicates(out, path, err);
}

const struct CrosswalkRow *crosswalk_by_number(const Crosswalk *crosswalk, long number)
{
    size_t low = 0, high = crosswalk->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (crosswalk->rows[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = number >= 0 && low < crosswalk->count && crosswalk->rows[low].number == number;
    return found ? &crosswalk->rows[low] : NULL;
}

const struct CrosswalkRow *crosswalk_by_code(const Crosswalk *crosswalk, const char *code)
{
    for (size_t i = 0; i < crosswalk->count; i++) {
        if (text_equal(crosswalk->rows[i].code, code)) return &crosswalk->rows[i];
    }
    return NULL;
}
