#include "gep/formulas/invest.h"

#include <math.h>

#include "base/vmath.h"
#include "gep/formulas/formula.h"
#include "gep/formulas/topography.h"

#define MM_PER_INCH 25.4

double invest_omega(double z, double awc_mm, double rain_mm)
{
    double omega = z * awc_mm / rain_mm + 1.25;
    return omega > 5 ? 5 : omega;
}

// E1(x) = -gamma - ln x - sum (-x)^k / (k k!), for small x.
static double expint_series(double x)
{
    double term = 1, sum = 0;
    for (int k = 1; k < 40; k++) {
        term *= -x / k;
        sum -= term / k;
    }
    return sum - exact_log(x) - 0.57721566490153286061;
}

// E1(x) = e^-x / (x + 1/(1 + 1/(x + 2/(1 + 2/(x + ...))))), from the far end, for large x.
static double expint_fraction(double x)
{
    double tail = x;
    for (int k = 120; k >= 1; k--) tail = x + k / (1 + k / tail);
    return exact_exp(-x) / tail;
}

double invest_expint(double x)
{
    return x <= 1 ? expint_series(x) : expint_fraction(x);
}

double invest_quickflow_mm(double rain_mm, double events, double curve_number)
{
    if (rain_mm <= 0 || events <= 0) return 0;
    double rain = rain_mm / (MM_PER_INCH * events), storage = 1000 / curve_number - 10, ratio = storage / rain;
    if (storage <= 0) return rain_mm;
    if (ratio > 100) return 0;
    double direct = (rain - storage) * exact_exp(-0.2 * ratio);
    double tail = storage * ratio * exact_exp(0.8 * ratio) * invest_expint(ratio);
    double flow = events * (direct + tail) * MM_PER_INCH;
    return flow < 0 ? 0 : flow;
}

double invest_delivery_ratio(double connectivity, double ratio_max, double ic0, double k)
{
    return ratio_max / (1 + exact_exp((ic0 - connectivity) / k));
}

double invest_length_factor(double upslope_m2, double cell_m, double slope_deg, double most)
{
    double exponent, factor, side_m = sqrt(upslope_m2);
    topography_exponent(&exponent, LENGTH_INVEST, &slope_deg, 1);
    topography_l_desmet_govers(&factor, &side_m, cell_m, &slope_deg, &exponent, 1);
    return factor > most ? most : factor;
}

double invest_slope_factor(double slope_deg)
{
    double sine, cosine;
    formula_sin_cos(&sine, &cosine, &slope_deg, 1);
    return sine < 0.09 * cosine ? 10.8 * sine + 0.03 : 16.8 * sine - 0.50;
}

double invest_habitat(double suitability, double degradation, double k)
{
    double harm = exact_pow(degradation, 2.5);
    return suitability * (1 - harm / (harm + exact_pow(k, 2.5)));
}

double invest_cooling(double shade, double albedo, double et_index)
{
    return 0.6 * shade + 0.2 * albedo + 0.2 * et_index;
}

double invest_air_temperature(double reference_c, double mitigation, double island_c)
{
    return reference_c + (1 - mitigation) * island_c;
}

double invest_vapour_hpa(double temperature_c, double rh_percent)
{
    return rh_percent / 100 * 6.105 * exact_exp(17.27 * temperature_c / (237.7 + temperature_c));
}

double invest_wbgt(double temperature_c, double rh_percent)
{
    return 0.567 * temperature_c + 0.393 * invest_vapour_hpa(temperature_c, rh_percent) + 3.94;
}
