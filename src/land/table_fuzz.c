// Any text as a CSV table, looked at as parameter, station and class tables are: cells, numbers, lists, units.
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "land/class_table.h"
#include "land/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_at(Arena *arena, const Table *table)
{
    static const char *const wanted[] = {"yuan", "m2", "t", "mm/d", NULL};
    Err err;
    for (size_t row = 0; row < table->row_count && row < 6; row++) {
        for (int column = 0; column < (int)table->column_count && column < 8; column++) {
            double value;
            if (table_number(table, row, column, wanted[(row + (size_t)column) % 5], &value, &err) && isinf(value))
                return;
            for (int part = 0; part < 4; part++) table_list_part(arena, table_cell(table, row, column), '-', part);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena *arena;
    static const ClassTableEntry entry = {.file = "f", .map = "m", .key = "id", .split = "-", .part = 2};
    static const TableOptions options[] = {{.comment = "#"}, {.separator = ';'}, {.comment = ""}, {.separator = '\t'}};
    Table table;
    ClassTable classes;
    Err err;
    int column;
    if (!arena) arena = arena_open();
    arena_reset(arena);
    if (!table_parse_csv(arena, (const char *)data, size, &options[size % 4], &table, &err)) return 0;
    look_at(arena, &table);
    if (!table_need_column(&table, "value|数值|v", &column, &err) && strlen(err.text) == 0) __builtin_trap();
    if (class_table_parse(arena, &table, &entry, "v", &classes, &err)) class_table_value(&classes, 1);
    return 0;
}
