// p_factor.c - the support practice factor P of RUSLE (option p). "none" is the form without P (HJ 1173-2021).
//
// "table" takes column `p` of a class table if there is one, else parameter R02.p by class. "wener" is the slope rule
// on cropland (51), "slope_table" the bands of R02.p_slope where a class has them; the other classes take R02.p.
#include "gep/cells.h"
#include "gep/formulas/practice.h"

static void wener(const Cells *cells, double *const *out)
{
    double *by_slope = cells->scratch[0];
    practice_p_wener(by_slope, cells->in[0][0], cells->count);
    cells_by_class(cells, 0, out[0]);
    for (size_t i = 0; i < cells->count; i++) {
        if (cells_within(cells, i, "51")) out[0][i] = by_slope[i];
    }
}

static void slope_table(const Cells *cells, double *const *out)
{
    double *by_slope = cells->scratch[0];
    cells_band(cells, 0, cells->in[0][0], by_slope);
    cells_by_class(cells, 1, out[0]);
    for (size_t i = 0; i < cells->count; i++) {
        if (cells_has_band(cells, 0, i)) out[0][i] = by_slope[i];
    }
}

static void one(const Cells *cells, double *const *out)
{
    for (size_t i = 0; i < cells->count; i++) out[0][i] = 1;
}

const Field field_p_factor = {
    .id = "p_factor",
    .name_zh = "水土保持措施因子",
    .name_en = "Support practice factor",
    .unit = "1",
    .months = 1,
    .option = "p",
    .methods =
        {
            {
                .name = "table",
                .source = "a class table's column p",
                .inputs = {{"p", 1, "1"}},
                .kernel = cells_copy,
            },
            {
                .name = "table",
                .source = "parameter R02.p by class",
                .params = {{"R02.p", PARAM_BY_CLASS, "1"}},
                .kernel = cells_class_value,
            },
            {
                .name = "wener",
                .source =
                    "Wener, 0.2 + 0.03 slope percent on paddy and dry cropland [S42] (coefficients recalled, verify)",
                .inputs = {{"slope", 1, "deg"}},
                .params = {{.id = "R02.p", .shape = PARAM_BY_CLASS, .unit = "1", .optional = true}},
                .kernel = wener,
            },
            {
                .name = "slope_table",
                .source = "contour and terrace by slope (recalled, verify)",
                .inputs = {{"slope", 1, "deg"}},
                .params = {{"R02.p_slope", PARAM_BAND, "1"},
                           {.id = "R02.p", .shape = PARAM_BY_CLASS, .unit = "1", .optional = true}},
                .kernel = slope_table,
            },
            {
                .name = "raster",
                .source = "a map of P",
                .inputs = {{"p", 1, "1"}},
                .kernel = cells_copy,
            },
            {
                .name = "none",
                .source = "HJ 1173-2021: without P [S31], [S32]",
                .kernel = one,
            },
        },
};
