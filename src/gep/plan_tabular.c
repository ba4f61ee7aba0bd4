// plan_tabular.c - tabular mode: the rows of a table (class, town, area, inputs) are the cells.
#include "gep/plan_internal.h"

#include <math.h>

#include "base/message.h"

static bool row_class(Plan *plan, const Table *table, size_t row, int column, uint16_t *out)
{
    const char *code = table_cell(table, row, column);
    if (classes_find(&plan->classes, code) == NULL) {
        finding_add(&plan->findings, FINDING_ERROR, "cells.class", table->path,
                    "第 %d 行：生态系统代码 %s 不在 HJ 1166 分类表中",
                    "row %d: ecosystem code %s is not in the HJ 1166 table", table->row_numbers[row], code);
        return false;
    }
    int index = plan_class_index(plan, code);
    if (index == 0 && plan->class_count < CLASS_MAX) {
        index = (int)plan->class_count++;
        plan->class_code[index] = code;
    }
    *out = (uint16_t)index;
    return index != 0;
}

// Towns are those that the rows name, in order of first mention.
static uint16_t row_zone(Plan *plan, const Table *table, size_t row, int code_column, int name_column)
{
    const char *code = table_cell(table, row, code_column);
    int index = plan_zone_index(plan, code);
    if (index >= 0) return (uint16_t)index;
    index = (int)++plan->zone_count;
    plan->zone_code[index] = code;
    plan->zone_name[index] = name_column < 0 ? code : table_cell(table, row, name_column);
    return (uint16_t)index;
}

static bool read_rows(Plan *plan, const Table *table, Err *err)
{
    int class_column, area_column, town_column = table_column(table, "town|镇街代码|镇街"),
                                   name_column = table_column(table, "town_name|镇街名称");
    if (!table_need_column(table, "ecosystem|class|生态系统代码|生态系统", &class_column, err) ||
        !table_need_column(table, "area|area_hm2|面积", &area_column, err))
        return false;
    if (table->row_count > UINT16_MAX)
        return err_set(err, ERR_INPUT, _("%s has %zu rows; the limit is %d"), table->path, table->row_count,
                       UINT16_MAX);
    uint16_t *classes = arena_array(plan->arena, table->row_count, sizeof *classes),
             *zones = arena_array(plan->arena, table->row_count, sizeof *zones);
    double *areas = arena_array(plan->arena, table->row_count, sizeof *areas);
    plan->zone_code = arena_array(plan->arena, table->row_count + 1, sizeof *plan->zone_code);
    plan->zone_name = arena_array(plan->arena, table->row_count + 1, sizeof *plan->zone_name);
    plan->zone_code[0] = plan->zone_name[0] = plan->class_code[0] = "";
    plan->class_count = 1;
    for (size_t row = 0; row < table->row_count; row++) {
        if (!row_class(plan, table, row, class_column, &classes[row])) continue;
        zones[row] = row_zone(plan, table, row, town_column, name_column);
        if (!table_number(table, row, area_column, "m2", &areas[row], err)) return false;
        if (!(areas[row] >= 0))
            return err_set(err, ERR_INPUT, _("%s row %d: the area is missing or negative"), table->path,
                           table->row_numbers[row]);
    }
    plan->row_count = table->row_count;
    plan->row_class = classes;
    plan->row_zone = zones;
    plan->row_area_m2 = areas;
    return true;
}

bool plan_tabular(Plan *plan)
{
    Err err;
    const District *district = &plan->district;
    plan->tabular = true;
    plan->land_layer = plan->land_before_layer = -1;
    plan->cells = arena_alloc(plan->arena, sizeof *plan->cells);
    if (district->cells_file[0] == '\0') { // only given quantities
        plan->zone_code = arena_array(plan->arena, 1, sizeof *plan->zone_code);
        plan->zone_name = arena_array(plan->arena, 1, sizeof *plan->zone_name);
        plan->zone_code[0] = plan->zone_name[0] = plan->class_code[0] = "";
        plan->class_count = 1;
        return true;
    }
    const char *path = district_file(plan->arena, &plan->district, district->cells_file, plan->year, 0);
    plan_add_input(plan, "cells", path, -1, "");
    TableOptions options = {.sheet = district->cells_sheet};
    if (!table_read(plan->arena, path, &options, plan->cells, &err)) return plan_fail(plan, "cells", path, &err);
    return read_rows(plan, plan->cells, &err) || plan_fail(plan, "cells", path, &err);
}

int plan_column_node(Plan *plan, const char *id, int months, const char *unit)
{
    Node node = {
        .id = id, .unit = unit, .months = months, .kind = NODE_COLUMN, .factor = 1, .fill = "", .fill_node = -1};
    double *values = arena_array(plan->arena, plan->row_count * (size_t)months, sizeof *values);
    for (int m = 0; m < months; m++) {
        int column = table_column(plan->cells, months == 1 ? id : arena_printf(plan->arena, "%s_%02d", id, m + 1));
        if (column < 0) return -1;
        for (size_t row = 0; row < plan->row_count; row++) {
            Err err;
            if (!table_number(plan->cells, row, column, unit, &values[(size_t)m * plan->row_count + row], &err)) {
                plan_fail(plan, "cells.number", plan->cells->path, &err);
                return -1;
            }
        }
    }
    node.column = values;
    return plan_add_node(plan, node);
}
