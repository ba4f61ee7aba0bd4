// c_factor.c - the cover and management factor C of RUSLE (option c): from cover, from a table by class, or a map.
//
// "table" takes column `c` of a class table if there is one, else parameter R02.c by class.
#include "gep/cells.h"
#include "gep/formulas/cover.h"

static void to_percent(const Cells *cells, double *percent)
{
    for (size_t i = 0; i < cells->count; i++) percent[i] = 100 * cells->in[0][0][i];
}

static void cai(const Cells *cells, double *const *out)
{
    double *percent = cells->scratch[0];
    to_percent(cells, percent);
    cover_c_cai(out[0], percent, cells->count);
}

// Table A.1 where the class has bands of it; the formula for dry cropland; the fixed values of R02.c for all else.
static void hj1173(const Cells *cells, double *const *out)
{
    double *percent = cells->scratch[0], *dry = cells->scratch[1], *banded = cells->scratch[2];
    to_percent(cells, percent);
    cover_c_dry_cropland(dry, cells->in[0][0], cells->count);
    cells_band(cells, 0, percent, banded);
    cells_by_class(cells, 1, out[0]);
    for (size_t i = 0; i < cells->count; i++) {
        if (cells_has_band(cells, 0, i))
            out[0][i] = banded[i];
        else if (cells_within(cells, i, "512"))
            out[0][i] = dry[i];
    }
}

const Field field_c_factor = {
    .id = "c_factor",
    .name_zh = "植被覆盖与管理因子",
    .name_en = "Cover and management factor",
    .unit = "1",
    .months = 1,
    .option = "c",
    .methods =
        {
            {
                .name = "cai",
                .source = "Cai Chongfa [S7], [S8]",
                .inputs = {{"cover_fraction", 1, "1"}},
                .kernel = cai,
            },
            {
                .name = "table",
                .source = "a class table's column c",
                .inputs = {{"c", 1, "1"}},
                .kernel = cells_copy,
            },
            {
                .name = "table",
                .source = "parameter R02.c by class",
                .params = {{"R02.c", PARAM_BY_CLASS, "1"}},
                .kernel = cells_class_value,
            },
            {
                .name = "hj1173",
                .source = "HJ 1173-2021 table A.1 and the formula for dry cropland [S31], [S33]",
                .inputs = {{"cover_fraction", 1, "1"}},
                .params = {{"R02.c_cover", PARAM_BAND, "1"},
                           {.id = "R02.c", .shape = PARAM_BY_CLASS, .unit = "1", .optional = true}},
                .kernel = hj1173,
            },
            {
                .name = "raster",
                .source = "a map of C",
                .inputs = {{"c", 1, "1"}},
                .kernel = cells_copy,
            },
        },
};
