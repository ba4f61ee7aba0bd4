#include "gep/carbon_cells.h"

#include <string.h>

#include "gep/formulas/carbon.h"

enum { WORK, RESPIRATION }; // scratch arrays

void carbon_cells_npp(const Cells *cells, double *npp)
{
    memcpy(npp, cells->in[0][0], cells->count * sizeof *npp);
}

void carbon_cells_npp_miami(const Cells *cells, double *npp)
{
    carbon_npp_miami_cells(npp, cells->in[0][0], cells->in[1][0], cells->scratch[WORK], cells->count);
    for (size_t i = 0; i < cells->count; i++) npp[i] = carbon_from_dry_matter(npp[i]);
}

static void subtract_respiration(const Cells *cells, int temperature, int precip, double *npp)
{
    double *respiration = cells->scratch[RESPIRATION];
    carbon_respiration_year(respiration, cells->in[temperature], cells->in[precip], 12, cells->scratch[WORK],
                            cells->count);
    for (size_t i = 0; i < cells->count; i++) npp[i] -= respiration[i];
}

void carbon_cells_respiration(const Cells *cells, double *nep)
{
    carbon_cells_npp(cells, nep);
    subtract_respiration(cells, 1, 2, nep);
}

void carbon_cells_miami(const Cells *cells, double *nep)
{
    carbon_cells_npp_miami(cells, nep);
    subtract_respiration(cells, 2, 3, nep);
}

void carbon_cells_ratio(const Cells *cells, double *nep)
{
    const double *npp = cells->in[0][0], *ratio = cells->by_class[0];
    for (size_t i = 0; i < cells->count; i++) {
        nep[i] = carbon_nep_by_ratio(carbon_dry_matter_from_carbon(npp[i]), ratio[cells->class_index[i]]);
    }
}

void carbon_cells_rate(const Cells *cells, double *nep)
{
    const double *rate = cells->by_class[0], *beta = cells->by_class[1];
    for (size_t i = 0; i < cells->count; i++) {
        unsigned class = cells->class_index[i];
        nep[i] = 100 * carbon_by_rate(rate[class], beta[class]); // 1 t/hm2 = 100 g/m2
    }
}

void carbon_cells_stocks(const Cells *cells, double *nep)
{
    const double *before = cells->in[0][0], *after = cells->in[1][0];
    for (size_t i = 0; i < cells->count; i++) {
        nep[i] = 100 * carbon_by_stocks(before[i], after[i], cells->option_number[0]);
    }
}
