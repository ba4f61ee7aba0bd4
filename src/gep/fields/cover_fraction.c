// cover_fraction.c - vegetation cover from NDVI between the district's 5 and 95 percent points. They are found over the
// whole district before it is split, so that towns sum to it.
#include "gep/formulas/cover.h"
#include "gep/service.h"

static void between_percentiles(const Cells *cells, double *const *out)
{
    cover_fraction(out[0], cells->in[0][0], cells->scalar[0], cells->scalar[1], cells->count);
}

const Field field_cover_fraction = {
    .id = "cover_fraction",
    .name_zh = "植被覆盖度",
    .name_en = "Vegetation cover",
    .unit = "1",
    .months = 1,
    .methods = {{
        .name = "ndvi",
        .source = "pixel dichotomy, NDVI ends at 5 and 95 percent [S7], [S8]",
        .inputs = {{"ndvi_max", 1, "1"}},
        .kernel = between_percentiles,
        .statistics = {{"ndvi_max", 5}, {"ndvi_max", 95}},
    }},
};
