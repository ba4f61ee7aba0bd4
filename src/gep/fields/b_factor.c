// b_factor.c - the factor B of CSLE, biological measures: column or map `b`, else parameter R02.b by class.
#include "gep/cells.h"

const Field field_b_factor = {
    .id = "b_factor",
    .name_zh = "生物措施因子",
    .name_en = "Biological measures factor",
    .unit = "1",
    .months = 1,
    .methods =
        {
            {
                .name = "raster",
                .source = "a map or class-table column b of the water bureau's CSLE survey [S12]",
                .inputs = {{"b", 1, "1"}},
                .kernel = cells_copy,
            },
            {
                .name = "table",
                .source = "parameter R02.b by class [S12]",
                .params = {{"R02.b", PARAM_BY_CLASS, "1"}},
                .kernel = cells_class_value,
            },
        },
};
