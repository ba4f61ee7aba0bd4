#include "gep/formulas/culture.h"

#include "base/message.h"
#include "base/vmath.h"

static bool check_zones(const TravelZone *zones, size_t count, Err *err)
{
    if (count < 3) {
        return err_set(
            err, ERR_INPUT,
            _("a zonal demand curve needs at least 3 zones of origin, found %zu: give more zones, or use the "
              "variant individual with a consumer surplus"),
            count);
    }
    for (size_t i = 0; i < count; i++) {
        if (zones[i].population > 0 && zones[i].visits > 0) continue;
        return err_set(err, ERR_INPUT,
                       _("zone %zu of %zu has population %g and visits %g: both must be above 0. Join it to its "
                         "neighbour"),
                       i + 1, count, zones[i].population, zones[i].visits);
    }
    return true;
}

bool travel_zonal_surplus(const TravelZone *zones, size_t count, double *yuan_per_visit, Err *err)
{
    if (!check_zones(zones, count, err)) return false;
    double mean_cost = 0, spread = 0, together = 0;
    for (size_t i = 0; i < count; i++) mean_cost += zones[i].cost_yuan / (double)count;
    for (size_t i = 0; i < count; i++) {
        double cost = zones[i].cost_yuan - mean_cost;
        spread += cost * cost;
        together += cost * exact_log(zones[i].visits / zones[i].population);
    }
    *yuan_per_visit = -spread / together;
    if (!(together < 0 && *yuan_per_visit < 1e6)) { // no visit is worth a million: a slope of rounding alone
        return err_set(
            err, ERR_INPUT,
            _("the visits per head do not fall with the travel cost over the %zu zones, so there is no demand "
              "curve: check population, visits and cost, or use the variant individual"),
            count);
    }
    return true;
}
