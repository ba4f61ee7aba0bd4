// t_factor.c - the factor T of CSLE, tillage: column or map `t`, else parameter R02.t by class.
#include "gep/cells.h"

const Field field_t_factor = {
    .id = "t_factor",
    .name_zh = "耕作措施因子",
    .name_en = "Tillage measures factor",
    .unit = "1",
    .months = 1,
    .methods =
        {
            {
                .name = "raster",
                .source = "a map or class-table column t of the water bureau's CSLE survey [S12]",
                .inputs = {{"t", 1, "1"}},
                .kernel = cells_copy,
            },
            {
                .name = "table",
                .source = "parameter R02.t by class [S12]",
                .params = {{"R02.t", PARAM_BY_CLASS, "1"}},
                .kernel = cells_class_value,
            },
        },
};
