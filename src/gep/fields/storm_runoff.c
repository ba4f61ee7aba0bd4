// storm_runoff.c - the year's runoff from storms on vegetation, by type (rh_basis: annual, event or coefficient).
//
// The regressions are not additive: four storms of 75 mm in evergreen broadleaf forest run off 20.40 mm storm by storm,
// 15.85 mm by their sum (gep-methods 2.5).
#include "gep/cells.h"
#include "gep/formulas/storm.h"

static void of_sum(const Cells *cells, double *const *out)
{
    double *a = cells->scratch[0], *b = cells->scratch[1];
    cells_by_class(cells, 0, a);
    cells_by_class(cells, 1, b);
    storm_runoff_log(out[0], cells->in[0][0], a, b, cells->count);
}

static void of_events(const Cells *cells, double *const *out)
{
    double *a = cells->scratch[0], *b = cells->scratch[1];
    cells_by_class(cells, 0, a);
    cells_by_class(cells, 1, b);
    storm_runoff_events(out[0], cells->in[0][0], cells->in[1][0], a, b, cells->count);
}

static void by_coefficient(const Cells *cells, double *const *out)
{
    double *share = cells->scratch[0];
    cells_by_class(cells, 0, share);
    for (size_t i = 0; i < cells->count; i++) out[0][i] = share[i] * cells->in[0][0][i];
}

const Field field_storm_runoff = {
    .id = "storm_runoff",
    .name_zh = "暴雨径流量",
    .name_en = "Storm runoff",
    .unit = "mm/a",
    .months = 1,
    .option = "rh_basis",
    .climate = "yes",
    .methods =
        {
            {
                .name = "event",
                .source = "regression by type, storm by storm (recalled, verify)",
                .inputs = {{"storm_log", 1, "1"}, {"storm_days", 1, "d/a"}},
                .params = {{"R05.rh_a", PARAM_BY_CLASS, "mm"}, {"R05.rh_b", PARAM_BY_CLASS, "mm"}},
                .kernel = of_events,
            },
            {
                .name = "annual",
                .source = "regression by type, on the year's storm rain (recalled, verify)",
                .inputs = {{"storm_p", 1, "mm/a"}},
                .params = {{"R05.rh_a", PARAM_BY_CLASS, "mm"}, {"R05.rh_b", PARAM_BY_CLASS, "mm"}},
                .kernel = of_sum,
            },
            {
                .name = "coefficient",
                .source = "storm runoff coefficient by type [S15], [S47]",
                .inputs = {{"storm_p", 1, "mm/a"}},
                .params = {{"R05.rh_alpha", PARAM_BY_CLASS, "1"}},
                .kernel = by_coefficient,
            },
        },
};
