// erodibility.c - soil erodibility K (option k), with or without Zhang Keli's correction for China (option
// k_correction).
//
// Sand, silt and clay are first made shares of their own sum: reports that count stones sum to less than 100.
#include "gep/cells.h"
#include "gep/formulas/erodibility.h"

enum { SAND, SILT, CLAY, CARBON, VERY_FINE_SAND, STRUCTURE, PERMEABILITY };

static void normalise(const Cells *cells, double *const *texture)
{
    const double *const measured[3] = {cells->in[SAND][0], cells->in[SILT][0], cells->in[CLAY][0]};
    erodibility_normalise(texture, measured, cells->count);
}

static void epic(const Cells *cells, double *const *out)
{
    double *const *texture = cells->scratch;
    normalise(cells, texture);
    erodibility_epic(out[0], texture[SAND], texture[SILT], texture[CLAY], cells->in[CARBON][0], cells->count);
    if (cells_option(cells, 0, "zhang"))
        erodibility_zhang_epic(out[0], out[0], cells->count);
    else
        erodibility_to_si(out[0], out[0], cells->count);
}

// Very fine sand is part of the sand and is scaled with it.
static void nomograph(const Cells *cells, double *const *out)
{
    double *const *texture = cells->scratch;
    double *fine = cells->scratch[3];
    const double *sand = cells->in[SAND][0], *very_fine = cells->in[VERY_FINE_SAND][0];
    normalise(cells, texture);
    for (size_t i = 0; i < cells->count; i++) fine[i] = very_fine[i] * (texture[SAND][i] / sand[i]);
    erodibility_nomograph(out[0], texture[SILT], fine, texture[CLAY], cells->in[CARBON][0], cells->in[STRUCTURE][0],
                          cells->in[PERMEABILITY][0], cells->count);
    if (cells_option(cells, 0, "zhang"))
        erodibility_zhang_nomograph(out[0], out[0], cells->count);
    else
        erodibility_to_si(out[0], out[0], cells->count);
}

const Field field_erodibility = {
    .id = "erodibility",
    .name_zh = "土壤可蚀性",
    .name_en = "Soil erodibility",
    .unit = "t hm2 h/(hm2 MJ mm)",
    .months = 1,
    .option = "k",
    .methods =
        {
            {
                .name = "epic",
                .source = "EPIC, HJ 1173-2021 A.7; correction A.8 [S31], [S33]",
                .inputs =
                    {{"sand", 1, "percent"}, {"silt", 1, "percent"}, {"clay", 1, "percent"}, {"soc", 1, "percent"}},
                .options = {{"k_correction", "none|zhang", "none"}},
                .kernel = epic,
            },
            {
                .name = "nomograph",
                .source = "Wischmeier nomograph; correction of Zhang Keli (both recalled, verify)",
                .inputs = {{"sand", 1, "percent"},
                           {"silt", 1, "percent"},
                           {"clay", 1, "percent"},
                           {"soc", 1, "percent"},
                           {"very_fine_sand", 1, "percent"},
                           {"soil_structure", 1, "1"},
                           {"soil_permeability", 1, "1"}},
                .options = {{"k_correction", "none|zhang", "none"}},
                .kernel = nomograph,
            },
            {
                .name = "raster",
                .source = "a map of K",
                .inputs = {{"k", 1, "t hm2 h/(hm2 MJ mm)"}},
                .kernel = cells_copy,
            },
        },
};
