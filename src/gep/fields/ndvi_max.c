// ndvi_max.c - the year's highest NDVI of each cell: of twelve months, else the one map that is given.
//
// A month without a value leaves the cell without one: the highest may have been there. Fill the maps by a declared
// rule.
#include "gep/cells.h"

#include <math.h>

static void highest(const Cells *cells, double *const *out)
{
    for (size_t i = 0; i < cells->count; i++) out[0][i] = cells->in[0][0][i];
    for (int month = 1; month < 12; month++) {
        const double *ndvi = cells->in[0][month];
        for (size_t i = 0; i < cells->count; i++)
            out[0][i] = out[0][i] < ndvi[i] || isnan(ndvi[i]) ? ndvi[i] : out[0][i];
    }
}

const Field field_ndvi_max = {
    .id = "ndvi_max",
    .name_zh = "年最大植被指数",
    .name_en = "Highest NDVI of the year",
    .unit = "1",
    .months = 1,
    .methods =
        {
            {
                .name = "months",
                .source = "maximum value composite of twelve months",
                .inputs = {{"ndvi", 12, "1"}},
                .kernel = highest,
            },
            {
                .name = "year",
                .source = "the NDVI map as it is given",
                .inputs = {{"ndvi", 1, "1"}},
                .kernel = cells_copy,
            },
        },
};
