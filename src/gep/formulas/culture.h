// culture.h - products and cultural services: the formulas of gep-methods.md 2.1 and 2.11.
#ifndef QINGSHAN_GEP_FORMULAS_CULTURE_H
#define QINGSHAN_GEP_FORMULAS_CULTURE_H

#include <stddef.h>

#include "base/err.h"

// ---- products (2.1)

static inline double product_gross(double quantity, double price)
{
    return quantity * price;
}

// Less the human input: seed, feed, fertiliser, machinery, labour, capital.
static inline double product_net(double quantity, double price, double cost_yuan)
{
    return quantity * price - cost_yuan;
}

// The share of the ecosystem in it, 0..1.
static inline double product_by_ratio(double quantity, double price, double ratio)
{
    return quantity * price * ratio;
}

// ---- visits (2.11)

// Time of a visit at a share of the wage: 0.3 by Baiyangdian (doi 10.5846/stxb201410091984) and by custom.
static inline double visit_time_cost(double hours, double wage_yuan_per_hour, double share)
{
    return hours * wage_yuan_per_hour * share;
}

// Travel cost method: a visit is worth what was spent, the time and the consumer surplus.
static inline double visit_value(double travel_yuan, double time_yuan, double surplus_yuan)
{
    return travel_yuan + time_yuan + surplus_yuan;
}

// Leisure of residents: hours that count, priced by the wage.
static inline double leisure_hours(double visits, double hours, double factor)
{
    return visits * hours * factor;
}

// A landscape premium must be a yearly flow: a premium paid once is spread over the years of the lease.
static inline double premium_per_year(double premium_yuan, double years)
{
    return premium_yuan / years;
}

// Non-use value by contingent valuation: yuan a month, share that would pay, payers. Not in any GEP standard; here for
// the test of Baiyangdian.
static inline double nonuse_value(double yuan_per_month, double paying_share, double payers)
{
    return yuan_per_month * 12 * paying_share * payers;
}

// ---- zonal demand curve

typedef struct TravelZone {
    double population, visits, cost_yuan;
} TravelZone;

// The consumer surplus of one visit, yuan, by a semi-log demand curve over zones of origin: ln(visits/population) =
// a - b * cost by least squares; the area under it above the cost paid is 1/b a visit. ERR_INPUT: fewer than three
// zones, a zone without population or visits, visits that do not fall with cost.
MUST_CHECK bool travel_zonal_surplus(const TravelZone *zones, size_t count, double *yuan_per_visit, Err *err);

#endif
