// quick_runoff.c - quick surface runoff of the forest standard's water balance: a map, else a depth by class, else the
// runoff coefficient of the class times the rain.
#include "gep/cells.h"

static void by_coefficient(const Cells *cells, double *const *out)
{
    double *alpha = cells->scratch[0];
    cells_by_class(cells, 0, alpha);
    for (size_t i = 0; i < cells->count; i++) out[0][i] = alpha[i] * cells->in[0][0][i];
}

const Field field_quick_runoff = {
    .id = "quick_runoff",
    .name_zh = "快速地表径流量",
    .name_en = "Quick surface runoff",
    .unit = "mm/a",
    .months = 1,
    .climate = "yes",
    .methods =
        {
            {
                .name = "table",
                .source = "parameter R01.quick_mm by class, GB/T 38582-2020 (recalled, verify)",
                .params = {{"R01.quick_mm", PARAM_BY_CLASS, "mm/a"}},
                .kernel = cells_class_value,
            },
            {
                .name = "coefficient",
                .source = "runoff coefficient by class times the rain, HJ 1173-2021 A.1",
                .inputs = {{"precip_year", 1, "mm/a"}},
                .params = {{"R01.alpha", PARAM_BY_CLASS, "1"}},
                .kernel = by_coefficient,
            },
        },
};
