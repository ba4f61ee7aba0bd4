// npp_year.c - net primary productivity of the year, g C/m2/a. Option npp of R06 and R07 chooses the method; nothing is
// chosen silently, because the Miami model is no substitute for a map.
#include <stddef.h>
#include <string.h>

#include "gep/formulas/carbon.h"
#include "gep/service.h"

static void from_map(const Cells *cells, double *const *out)
{
    memcpy(out[0], cells->in[0][0], cells->count * sizeof *out[0]);
}

static void from_dry_matter(const Cells *cells, double *const *out)
{
    const double *dry = cells->in[0][0];
    for (size_t i = 0; i < cells->count; i++) out[0][i] = carbon_from_dry_matter(dry[i]);
}

enum { WORK }; // scratch array

static void from_climate(const Cells *cells, double *const *out)
{
    carbon_npp_miami_cells(out[0], cells->in[0][0], cells->in[1][0], cells->scratch[WORK], cells->count);
    for (size_t i = 0; i < cells->count; i++) out[0][i] = carbon_from_dry_matter(out[0][i]);
}

const Field field_npp_year = {
    .id = "npp_year",
    .name_zh = "净初级生产力",
    .name_en = "Net primary productivity",
    .unit = "gC/m2/a",
    .months = 1,
    .option = "npp",
    .methods =
        {
            {.name = "map",
             .source = "map npp",
             .inputs = {{.id = "npp", .months = 1, .unit = "gC/m2/a"}},
             .kernel = from_map},
            {.name = "dry",
             .source = "map npp_dry (dry matter) times 72/162",
             .inputs = {{.id = "npp_dry", .months = 1, .unit = "g/m2/a"}},
             .kernel = from_dry_matter},
            {.name = "miami",
             .source = "Lieth 1975, Miami model (recalled, not read)",
             .warning_zh = "净初级生产力由迈阿密模型按年均温和年降水推算（未核实），未用遥感或实测",
             .warning_en = "NPP is the Miami model's, from the year's temperature and precipitation (unverified), not "
                           "measured or sensed",
             .inputs = {{.id = "tmean_year", .months = 1, .unit = "degC"},
                        {.id = "precip_year", .months = 1, .unit = "mm/a"}},
             .kernel = from_climate},
        },
};
