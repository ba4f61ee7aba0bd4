// r04.c - R04 coastal protection (海岸带防护), km: coast that ecosystems keep, at what a dyke would cost a year.
//
// Table `coast`: name, town (may be absent), length (km), price (yuan/km a year; absent or empty: parameter
// price.dyke).
#include "gep/service.h"

#include <math.h>

#include "base/message.h"

typedef struct CoastColumns {
    int name, town, length, price;
} CoastColumns;

static bool coast_entry(Arena *arena, const Table *table, size_t row, const CoastColumns *columns, Entry *out, Err *err)
{
    double length, price = NAN;
    if (!table_number(table, row, columns->length, "km", &length, err)) return false;
    if (columns->price >= 0 && !table_number(table, row, columns->price, "yuan/km", &price, err)) return false;
    if (!(length >= 0)) {
        return err_set(err, ERR_INPUT, _("%s row %d: the length of coast must be a number of km, not below 0"),
                       table->path, table->row_numbers[row]);
    }
    *out = (Entry){
        .part = "coast",
        .item = table_cell(table, row, columns->name),
        .town = table_cell(table, row, columns->town),
        .ecosystem = "",
        .quantity = length,
        .price_yuan = price,
        .price_constant_yuan = NAN,
        .value_yuan = NAN,
        .value_constant_yuan = NAN,
        .where = arena_printf(arena, "%s row %d", table->path, table->row_numbers[row]),
    };
    return true;
}

static bool coast(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    const Table *table = in->tables[0];
    CoastColumns columns = {
        .name = table_column(table, "name|名称"),
        .town = table_column(table, "town|乡镇代码|乡镇"),
        .price = table_column(table, "price|单价"),
    };
    if (!table_need_column(table, "length|长度|岸线长度", &columns.length, err)) return false;
    *out = arena_array(arena, table->row_count, sizeof **out);
    *count = table->row_count;
    for (size_t row = 0; row < table->row_count; row++) {
        if (!coast_entry(arena, table, row, &columns, &(*out)[row], err)) return false;
    }
    return true;
}

const Service service_r04 = {
    .code = "R04",
    .name_zh = "海岸带防护",
    .name_en = "Coastal protection",
    .group = GROUP_REGULATING,
    .unit = "km",
    .seea = "Coastal protection",
    .parts = {{.id = "coast",
               .name_zh = "海岸带防护",
               .name_en = "Coastal protection",
               .unit = "km",
               .price = "price.dyke",
               .price_unit = "yuan/km"}},
    .variants = {{
        .id = "length",
        .name_zh = "替代工程法",
        .name_en = "Replacement cost",
        .source = "2020 guideline (recalled, verify): V = D_cl C_cl",
        .tables = {"coast"},
        .tabulate = coast,
    }},
};
