// e_factor.c - the factor E of CSLE, engineering measures: column or map `e`, else parameter R02.e by class.
#include "gep/cells.h"

const Field field_e_factor = {
    .id = "e_factor",
    .name_zh = "工程措施因子",
    .name_en = "Engineering measures factor",
    .unit = "1",
    .months = 1,
    .methods =
        {
            {
                .name = "raster",
                .source = "a map or class-table column e of the water bureau's CSLE survey [S12]",
                .inputs = {{"e", 1, "1"}},
                .kernel = cells_copy,
            },
            {
                .name = "table",
                .source = "parameter R02.e by class [S12]",
                .params = {{"R02.e", PARAM_BY_CLASS, "1"}},
                .kernel = cells_class_value,
            },
        },
};
