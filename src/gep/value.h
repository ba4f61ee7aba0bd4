// value.h - prices: what a unit of each part is worth, in current and in constant money, class by class.
#ifndef QINGSHAN_GEP_VALUE_H
#define QINGSHAN_GEP_VALUE_H

#include "gep/plan.h"

typedef struct PartValue {
    bool priced;              // has a price in every class asked for
    double factor[CLASS_MAX]; // from flow to part quantity
    double price[CLASS_MAX];  // yuan per unit of the part, current money; NaN without
    double price_constant[CLASS_MAX];
    int price_year; // of the rows, before any index; 0 mixed or none
    bool unverified, unverified_class[CLASS_MAX];
    size_t row_count;
    const ParamRow *const *rows;
} PartValue;

typedef struct ValuePlan {
    PartValue *parts; // [service * PART_MAX + part]
    double *yuan;     // [(service * FLOW_MAX + flow) * CLASS_MAX + class], for PassOptions.yuan
} ValuePlan;

// Derived prices: "storage": price.storage_capital as it is (price_basis capital), or annualised: capital * r / (1 - (1
// + r)^-n) + price.storage_annual_om (annualised; gep-methods 2.0). "tax:SO2": tax.rate_air (water: COD, NH3-N, TN, TP,
// SS) * 1000 / tax.equivalent.SO2, yuan/t (Environmental Protection Tax Law, art. 8, annex 2). Prices that a kernel's
// part needs and that are missing become ERROR findings of the plan; old and unindexed prices DOUBTs.
ValuePlan *value_open(Plan *plan);
// Annual payment for one yuan of capital over `years` at `rate`.
double value_annuity(double rate, double years);
// yuan/t from the tax per equivalent (yuan) and the equivalent (kg).
double value_tax_price(double rate_yuan, double equivalent_kg);

#endif
