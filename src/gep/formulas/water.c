#include "gep/formulas/water.h"

void water_balance(double *out, const double *rain_mm, const double *alpha, const double *et_mm, size_t count)
{
    for (size_t i = 0; i < count; i++) out[i] = rain_mm[i] - alpha[i] * rain_mm[i] - et_mm[i];
}

void water_forest(double *out, const double *rain_mm, const double *et_mm, const double *quick_mm, const double *stand,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) out[i] = (rain_mm[i] - et_mm[i] - quick_mm[i]) * stand[i];
}

void water_storage(double *out, const double *rain_mm, double runoff_share, const double *benefit, size_t count)
{
    for (size_t i = 0; i < count; i++) out[i] = rain_mm[i] * runoff_share * benefit[i];
}

double water_supply_m3(double outflow_m3, double inflow_m3, double use_m3, double transfer_in_m3)
{
    return outflow_m3 - inflow_m3 + use_m3 - transfer_in_m3;
}
