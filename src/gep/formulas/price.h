// price.h - a one-off cost as a yearly one, and yearly flows as a present value.
//
// Sources: capital and annualised cost gep-methods 2.0; asset value Bo Wenjing et al. 2017 [S5].
#ifndef QINGSHAN_GEP_FORMULAS_PRICE_H
#define QINGSHAN_GEP_FORMULAS_PRICE_H

// r / (1 - (1 + r)^-n): what one yuan of capital costs a year over n years at rate r (share).
double price_annuity(double rate, double years);
// Yearly price of a capital price with upkeep: capital annuity + upkeep.
double price_annualised(double capital, double rate, double years, double upkeep);
// Present value of a yearly flow over n years at rate r, paid at the beginning of each year (annuity due).
double price_present_value_due(double flow, double rate, double years);

#endif
