// ls.c - the topographic factor LS (option l: whence the slope length; s and l_m: which formulas; cap_m: longest
// length).
#include "gep/cells.h"

#include <assert.h>

#include "gep/formulas/topography.h"

enum { OPTION_S, OPTION_M, OPTION_CAP, OPTION_LENGTH };

static LengthExponent exponent_variant(const Cells *cells)
{
    static const char *const names[] = {"deg", "pct", "invest", "mccool", "hj1173"};
    for (int i = LENGTH_DEG;; i++) {
        assert(i <= LENGTH_HJ1173); // the plan has checked the option's value
        if (cells_option(cells, OPTION_M, names[i])) return (LengthExponent)i;
    }
}

static void multiply(const Cells *cells, const double *length_m, double *out)
{
    const double *slope = cells->in[0][0];
    double *exponent = cells->scratch[1], *s = cells->scratch[2];
    topography_exponent(exponent, exponent_variant(cells), slope, cells->count);
    topography_l(out, length_m, cells->option_number[OPTION_CAP], exponent, cells->count);
    if (cells_option(cells, OPTION_S, "hj1173"))
        topography_s_hj1173(s, slope, cells->count);
    else
        topography_s_liu(s, slope, cells->count);
    for (size_t i = 0; i < cells->count; i++) out[i] *= s[i];
}

static void of_cell(const Cells *cells, double *const *out)
{
    double *length = cells->scratch[0];
    topography_cell_length(length, cells->in[1][0], cells->in[0][0], cells->count);
    multiply(cells, length, out[0]);
}

static void of_map(const Cells *cells, double *const *out)
{
    multiply(cells, cells->in[1][0], out[0]);
}

static void of_constant(const Cells *cells, double *const *out)
{
    double *length = cells->scratch[0];
    for (size_t i = 0; i < cells->count; i++) length[i] = cells->option_number[OPTION_LENGTH];
    multiply(cells, length, out[0]);
}

#define S_VALUES "liu|hj1173"
#define M_VALUES "deg|pct|invest|mccool|hj1173"

const Field field_ls = {
    .id = "ls",
    .name_zh = "地形因子",
    .name_en = "Topographic factor",
    .unit = "1",
    .months = 1,
    .option = "l",
    .methods =
        {
            {
                .name = "cell",
                .source = "S McCool and Liu Baoyuan [S12] or HJ 1173-2021 A.12; L = (min(cell/cos slope, cap)/22.13)^m",
                .inputs = {{"slope", 1, "deg"}, {"cell_m", 1, "m"}},
                .options = {{"s", S_VALUES, "liu"}, {"l_m", M_VALUES, "mccool"}, {"cap_m", "number", NULL}},
                .kernel = of_cell,
            },
            {
                .name = "raster",
                .source = "S McCool and Liu Baoyuan [S12] or HJ 1173-2021 A.12; L from a map of slope length",
                .inputs = {{"slope", 1, "deg"}, {"slope_length", 1, "m"}},
                .options = {{"s", S_VALUES, "liu"}, {"l_m", M_VALUES, "mccool"}, {"cap_m", "number", NULL}},
                .kernel = of_map,
            },
            {
                .name = "constant",
                .source = "S McCool and Liu Baoyuan [S12] or HJ 1173-2021 A.12; L from one slope length",
                .inputs = {{"slope", 1, "deg"}},
                .options = {{"s", S_VALUES, "liu"},
                            {"l_m", M_VALUES, "mccool"},
                            {"cap_m", "number", NULL},
                            {"length_m", "number", NULL}},
                .kernel = of_constant,
            },
        },
};
