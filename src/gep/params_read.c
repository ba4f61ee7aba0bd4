// params_read.c - parameter tables to rows; every fault is a finding with file, row and column.
#include "gep/params.h"

#include <math.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/params_internal.h"
#include "land/table.h"

enum {
    ID,
    ECOSYSTEM,
    KEY,
    FROM,
    TO,
    VALUE,
    LOW,
    HIGH,
    DIST,
    UNIT,
    PRICE_YEAR,
    REGION,
    SOURCE,
    CLAUSE,
    STATUS,
    VALID_FROM,
    VALID_TO,
    NOTE,
    COLUMN_COUNT
};

static const char *const names[COLUMN_COUNT] = {
    [ID] = "id|参数|参数编码",
    [ECOSYSTEM] = "ecosystem|生态系统|生态系统代码",
    [KEY] = "key|选项",
    [FROM] = "from|下限",
    [TO] = "to|上限",
    [VALUE] = "value|值|取值",
    [LOW] = "low|低值",
    [HIGH] = "high|高值",
    [DIST] = "dist|分布",
    [UNIT] = "unit|单位",
    [PRICE_YEAR] = "price_year|价格年|价格年份",
    [REGION] = "region|地区|地区代码",
    [SOURCE] = "source|来源",
    [CLAUSE] = "clause|条款",
    [STATUS] = "status|状态",
    [VALID_FROM] = "valid_from|生效年",
    [VALID_TO] = "valid_to|失效年",
    [NOTE] = "note|notes|备注|说明",
};

typedef struct Reader {
    Params *params;
    const Table *table;
    const char *name;
    int columns[COLUMN_COUNT];
    int rank;
    size_t row;
    Findings *findings;
} Reader;

static const char *column_name(Arena *arena, int column)
{
    return arena_text_size(arena, names[column], strcspn(names[column], "|"));
}

static const char *place(const Reader *reader)
{
    return arena_printf(reader->findings->arena, _("%s, row %d"), reader->name,
                        reader->table->row_numbers[reader->row]);
}

// ---- columns --------------------------------------------------------------------------------------------------------

static bool need_column(const Reader *reader, int column)
{
    if (reader->columns[column] >= 0) return true;
    return finding_add(reader->findings, FINDING_ERROR, "param.column", reader->name,
                       "参数表缺少列 %s；须有 id、value、unit、source 各列",
                       "the table of parameters lacks the column %s; it needs id, value, unit and source",
                       column_name(reader->findings->arena, column));
}

static bool is_known(const Reader *reader, int at)
{
    for (int k = 0; k < COLUMN_COUNT; k++) {
        if (reader->columns[k] == at) return true;
    }
    return false;
}

static bool check_once(const Reader *reader)
{
    Err err;
    bool ok = true;
    for (int k = 0; k < COLUMN_COUNT; k++) {
        int column;
        if (reader->columns[k] < 0 || table_need_column(reader->table, names[k], &column, &err)) continue;
        ok = finding_add_err(reader->findings, "param.column", reader->name, &err);
    }
    return ok;
}

static bool find_columns(Reader *reader)
{
    for (int k = 0; k < COLUMN_COUNT; k++) reader->columns[k] = table_column(reader->table, names[k]);
    if (!check_once(reader)) return false;
    for (size_t at = 0; at < reader->table->column_count; at++) {
        const char *header = reader->table->columns[at].header;
        if (is_known(reader, (int)at) || header[0] == '\0') continue;
        finding_add(reader->findings, FINDING_DOUBT, "param.column", reader->name, "列“%s”不是参数表的列，未读取",
                    "the column '%s' is none of a table of parameters; it is not read", header);
    }
    bool id = need_column(reader, ID), value = need_column(reader, VALUE), unit = need_column(reader, UNIT);
    return need_column(reader, SOURCE) && id && value && unit;
}

// ---- cells ----------------------------------------------------------------------------------------------------------

static const char *cell(const Reader *reader, int column)
{
    const char *text = table_cell(reader->table, reader->row, reader->columns[column]);
    return text_is_missing(text) ? "" : text;
}

static bool read_number(const Reader *reader, int column, double fallback, double *out)
{
    const char *text = cell(reader, column);
    *out = fallback;
    if (text[0] == '\0' || text_to_double(text, out)) return true;
    return finding_add(reader->findings, FINDING_ERROR, "param.number", place(reader),
                       "列 %s 的“%s”不是数；比例请写小数，如 4.65%% 写作 0.0465",
                       "column %s: '%s' is no number; write shares as fractions: 4.65%% is 0.0465",
                       column_name(reader->findings->arena, column), text);
}

static bool read_year(const Reader *reader, int column, int fallback, int *out)
{
    int64_t year;
    const char *text = cell(reader, column);
    *out = fallback;
    if (text[0] == '\0') return true;
    if (text_to_int64(text, &year) && year >= 1900 && year <= 9999) {
        *out = (int)year;
        return true;
    }
    return finding_add(reader->findings, FINDING_ERROR, "param.year", place(reader), "列 %s 的“%s”不是年份",
                       "column %s: '%s' is no year", column_name(reader->findings->arena, column), text);
}

static bool is_one_of(const char *text, const char *words)
{
    size_t size = strlen(text);
    for (const char *at = words; *at; at += strcspn(at, "|"), at += *at == '|') {
        if (strcspn(at, "|") == size && strncmp(at, text, size) == 0) return true;
    }
    return false;
}

static bool check_word(const Reader *reader, int column, const char *text, const char *words)
{
    if (is_one_of(text, words)) return true;
    return finding_add(reader->findings, FINDING_ERROR, "param.word", place(reader), "列 %s 的“%s”应为 %s 之一",
                       "column %s: '%s' must be one of %s", column_name(reader->findings->arena, column), text, words);
}

static bool need_text(const Reader *reader, int column, const char *text)
{
    if (text[0] != '\0') return true;
    return finding_add(reader->findings, FINDING_ERROR, "param.missing", place(reader), "列 %s 为空；每个参数都须填写",
                       "column %s is empty; every parameter needs it", column_name(reader->findings->arena, column));
}

// ---- rows -----------------------------------------------------------------------------------------------------------

static bool read_texts(const Reader *reader, ParamRow *row)
{
    row->id = cell(reader, ID);
    row->ecosystem = text_equal(cell(reader, ECOSYSTEM), "*") ? "" : cell(reader, ECOSYSTEM);
    row->key = cell(reader, KEY);
    row->dist = cell(reader, DIST);
    row->unit = cell(reader, UNIT);
    row->region = cell(reader, REGION);
    row->source = cell(reader, SOURCE);
    row->clause = cell(reader, CLAUSE);
    row->status = cell(reader, STATUS);
    if (row->status[0] == '\0' && row->rank > 0) row->status = "district";
    bool id = need_text(reader, ID, row->id), unit = need_text(reader, UNIT, row->unit);
    bool source = need_text(reader, SOURCE, row->source);
    bool status = check_word(reader, STATUS, row->status,
                             row->rank > 0 ? "verified|unverified|district|demo" : "verified|unverified|demo");
    bool dist = row->dist[0] == '\0' || check_word(reader, DIST, row->dist, "triangular|uniform|normal|lognormal");
    return id && unit && source && status && dist;
}

static bool read_numbers(const Reader *reader, ParamRow *row)
{
    bool value = need_text(reader, VALUE, cell(reader, VALUE)) && read_number(reader, VALUE, NAN, &row->value);
    bool from = read_number(reader, FROM, -INFINITY, &row->from), to = read_number(reader, TO, INFINITY, &row->to);
    bool low = read_number(reader, LOW, NAN, &row->low), high = read_number(reader, HIGH, NAN, &row->high);
    bool price = read_year(reader, PRICE_YEAR, 0, &row->price_year);
    bool first = read_year(reader, VALID_FROM, 0, &row->valid_from);
    bool last = read_year(reader, VALID_TO, 9999, &row->valid_to);
    return value && from && to && low && high && price && first && last;
}

static bool check_row(const Reader *reader, const ParamRow *row)
{
    if (!(row->from < row->to)) {
        return finding_add(reader->findings, FINDING_ERROR, "param.band", place(reader),
                           "参数 %s 的分段下限 %g 不小于上限 %g",
                           "parameter %s: the band's from %g is not below its to %g", row->id, row->from, row->to);
    }
    if (row->valid_from > row->valid_to) {
        return finding_add(reader->findings, FINDING_ERROR, "param.valid", place(reader),
                           "参数 %s 的生效年 %d 晚于失效年 %d", "parameter %s: valid_from %d is after valid_to %d",
                           row->id, row->valid_from, row->valid_to);
    }
    if (isnan(row->low) == isnan(row->high) && !(row->dist[0] != '\0' && isnan(row->low))) return true;
    return finding_add(reader->findings, FINDING_ERROR, "param.spread", place(reader),
                       "参数 %s 的 low 与 high 须同时给出；有 dist 时二者必填",
                       "parameter %s: low and high come together, and dist needs both", row->id);
}

static bool read_row(const Reader *reader, ParamRow *row)
{
    *row =
        (ParamRow){.file = reader->name, .row_number = reader->table->row_numbers[reader->row], .rank = reader->rank};
    bool texts = read_texts(reader, row);
    return read_numbers(reader, row) && texts && check_row(reader, row);
}

static bool read_table(Params *params, const Table *table, const char *name, int rank, Findings *findings)
{
    Reader reader = {.params = params, .table = table, .rank = rank, .findings = findings};
    reader.name = arena_text(params->arena, name);
    if (!find_columns(&reader)) return false;
    bool ok = true;
    size_t count = 0;
    ParamRow *rows = arena_array(params->arena, table->row_count, sizeof *rows);
    for (reader.row = 0; reader.row < table->row_count; reader.row++) {
        if (read_row(&reader, &rows[count]))
            count++;
        else
            ok = false;
    }
    params_take(params, rows, count);
    return ok;
}

bool params_read(Params *params, const char *path, const char *sheet, int rank, Findings *findings)
{
    Table table;
    Err err;
    if (!table_read(params->arena, path, &(TableOptions){.sheet = sheet}, &table, &err)) {
        return finding_add_err(findings, "param.table", path, &err);
    }
    return read_table(params, &table, path, rank, findings);
}

bool params_parse(Params *params, const char *csv, size_t size, const char *name, int rank, Findings *findings)
{
    Table table;
    Err err;
    if (!text_is_utf8(csv, size)) {
        return finding_add(findings, FINDING_ERROR, "param.table", name, "%s 不是 UTF-8 文本", "%s is no UTF-8 text",
                           name);
    }
    if (!table_parse_csv(params->arena, csv, size, &(TableOptions){0}, &table, &err)) {
        return finding_add_err(findings, "param.table", name, &err);
    }
    return read_table(params, &table, name, rank, findings);
}
