// carbon_cells.h - net carbon and productivity over a chunk of cells, g C/m2/a: what R06 and R07 share.
//
// Both services declare the inputs and parameters of a variant in the order named here.
#ifndef QINGSHAN_GEP_CARBON_CELLS_H
#define QINGSHAN_GEP_CARBON_CELLS_H

#include "gep/service.h"

// N1: inputs npp_year, tmean (12), precip (12). NEP = NPP - R_h of Pei Zhiyong.
void carbon_cells_respiration(const Cells *cells, double *nep);
// N2: input npp_year; parameter 0 the ratio NEP/NPP by class.
void carbon_cells_ratio(const Cells *cells, double *nep);
// N3: parameters 0 the rate (tC/hm2/a) and 1 the soil's share beta, both by class.
void carbon_cells_rate(const Cells *cells, double *nep);
// N4: inputs carbon_before, carbon_after (tC/hm2); option 0 the years between.
void carbon_cells_stocks(const Cells *cells, double *nep);
// N6: inputs tmean_year, precip_year, tmean (12), precip (12). N1 on the Miami model's NPP.
void carbon_cells_miami(const Cells *cells, double *nep);

// NPP itself, for oxygen on the basis NPP: N1, N2 (input 0), and N6.
void carbon_cells_npp(const Cells *cells, double *npp);
void carbon_cells_npp_miami(const Cells *cells, double *npp);

#endif
