// golden_water_soil.c - the functions of water, soil, storms, sand and prices that golden files may name.
#include "gep/formulas/cover.h"
#include "gep/formulas/erodibility.h"
#include "gep/formulas/erosivity.h"
#include "gep/formulas/evaporation.h"
#include "gep/formulas/golden.h"
#include "gep/formulas/invest.h"
#include "gep/formulas/practice.h"
#include "gep/formulas/price.h"
#include "gep/formulas/rweq.h"
#include "gep/formulas/storm.h"
#include "gep/formulas/topography.h"
#include "gep/formulas/water.h"

#include <math.h>

// ---- water

static void run_water_balance(const GoldenInput *in, double *out)
{
    water_balance(out, &in[0].value, &in[1].value, &in[2].value, 1);
    out[1] = out[0] / 1000 * in[3].value;
}

static void run_water_forest(const GoldenInput *in, double *out)
{
    water_forest(out, &in[0].value, &in[1].value, &in[2].value, &in[3].value, 1);
}

static void run_water_storage(const GoldenInput *in, double *out)
{
    water_storage(out, &in[0].value, in[1].value, &in[2].value, 1);
}

static void run_water_supply(const GoldenInput *in, double *out)
{
    out[0] = water_supply_m3(in[0].value, in[1].value, in[2].value, in[3].value);
}

// ---- erosivity

static void run_erosivity_r1(const GoldenInput *in, double *out)
{
    ErosivityFit fit = erosivity_r1_fit(in[0].value, in[1].value);
    out[0] = fit.gamma;
    out[1] = fit.alpha;
    out[2] = erosivity_r1(&fit, in[2].values, in[2].count);
}

static void run_erosivity_r2(const GoldenInput *in, double *out)
{
    out[0] = erosivity_r2(true, in[0].value, in[1].values, in[1].count);
    out[1] = erosivity_r2(false, in[0].value, in[1].values, in[1].count);
}

typedef void MonthsFormula(double *out, const double *const *rain_mm, size_t count);

static double of_months(MonthsFormula *formula, const GoldenInput *in)
{
    const double *months[12];
    double out = NAN;
    for (int month = 0; month < 12; month++) months[month] = &in->values[month];
    if (in->count == 12) formula(&out, months, 1);
    return out;
}

static void run_erosivity_r3(const GoldenInput *in, double *out)
{
    out[0] = of_months(erosivity_r3, in);
    out[1] = out[0] * EROSIVITY_US_TO_SI;
}

static void run_erosivity_r4(const GoldenInput *in, double *out)
{
    out[0] = of_months(erosivity_r4, in);
}

static void run_erosivity_r5y(const GoldenInput *in, double *out)
{
    out[0] = of_months(erosivity_r5y, in);
}

static void run_erosivity_r5(const GoldenInput *in, double *out)
{
    out[0] = of_months(erosivity_r5, in);
}

static void run_erosivity_r6(const GoldenInput *in, double *out)
{
    erosivity_r6(out, &in[0].value, 1);
}

// ---- soil

static void run_erodibility_epic(const GoldenInput *in, double *out)
{
    erodibility_epic(&out[0], &in[0].value, &in[1].value, &in[2].value, &in[3].value, 1);
    erodibility_to_si(&out[1], &out[0], 1);
    erodibility_zhang_epic(&out[2], &out[0], 1);
}

static void run_erodibility_nomograph(const GoldenInput *in, double *out)
{
    erodibility_nomograph(&out[0], &in[0].value, &in[1].value, &in[2].value, &in[3].value, &in[4].value, &in[5].value,
                          1);
    erodibility_to_si(&out[1], &out[0], 1);
    erodibility_zhang_nomograph(&out[2], &out[0], 1);
}

static void run_texture(const GoldenInput *in, double *out)
{
    double *const shares[3] = {&out[0], &out[1], &out[2]};
    const double *const measured[3] = {&in[0].value, &in[1].value, &in[2].value};
    erodibility_normalise(shares, measured, 1);
}

// ---- topography

static void run_s_liu(const GoldenInput *in, double *out)
{
    topography_s_liu(out, &in[0].value, 1);
}

static void run_s_hj1173(const GoldenInput *in, double *out)
{
    topography_s_hj1173(out, &in[0].value, 1);
}

static void run_exponents(const GoldenInput *in, double *out)
{
    for (int i = LENGTH_DEG; i <= LENGTH_HJ1173; i++) topography_exponent(&out[i], (LengthExponent)i, &in[0].value, 1);
}

static void run_length_factor(const GoldenInput *in, double *out)
{
    topography_l(out, &in[0].value, in[1].value, &in[2].value, 1);
}

static void run_cell_length(const GoldenInput *in, double *out)
{
    topography_cell_length(out, &in[0].value, &in[1].value, 1);
}

static void run_desmet_govers(const GoldenInput *in, double *out)
{
    double exponent, s;
    topography_exponent(&exponent, LENGTH_MCCOOL, &in[2].value, 1);
    topography_l_desmet_govers(&out[0], &in[1].value, in[0].value, &in[3].value, &exponent, 1);
    topography_s_liu(&s, &in[2].value, 1);
    out[1] = out[0] * s;
}

// ---- cover, practice

static void run_cover_fraction(const GoldenInput *in, double *out)
{
    cover_fraction(out, &in[0].value, in[1].value, in[2].value, 1);
}

static void run_c_cai(const GoldenInput *in, double *out)
{
    cover_c_cai(out, &in[0].value, 1);
}

static void run_c_dry_cropland(const GoldenInput *in, double *out)
{
    cover_c_dry_cropland(out, &in[0].value, 1);
}

static void run_p_wener(const GoldenInput *in, double *out)
{
    practice_p_wener(out, &in[0].value, 1);
}

// ---- sand

static void run_rweq_loss(const GoldenInput *in, double *out)
{
    rweq_loss_kg_m2(out, &in[0].value, in[1].value, 1);
}

static void run_rweq_soil(const GoldenInput *in, double *out)
{
    rweq_erodible(&out[0], &in[0].value, &in[1].value, &in[2].value, &in[3].value, NULL, 1);
    rweq_crust(&out[1], &in[2].value, &in[3].value, 1);
}

static void run_rweq_roughness(const GoldenInput *in, double *out)
{
    out[0] = rweq_ridge_cm(in[0].value, in[1].value);
    rweq_roughness(&out[1], &out[0], in[2].value, 1);
}

static void run_rweq_cover(const GoldenInput *in, double *out)
{
    rweq_cover(out, &in[0].value, &in[1].value, 1);
}

// ---- storms

static void run_storm_runoff(const GoldenInput *in, double *out)
{
    double rain = 0, logarithms = 0, storms = (double)in[0].count;
    for (size_t i = 0; i < in[0].count; i++) {
        double one, zero = 0, unit = 1;
        storm_runoff_log(&one, &in[0].values[i], &unit, &zero, 1); // ln of a storm above 1 mm
        rain += in[0].values[i];
        logarithms += one;
    }
    storm_runoff_events(&out[0], &logarithms, &storms, &in[1].value, &in[2].value, 1);
    storm_runoff_log(&out[1], &rain, &in[1].value, &in[2].value, 1);
}

static void run_curve_number(const GoldenInput *in, double *out)
{
    storm_runoff_curve_number(&out[0], &in[0].value, &in[1].value, 1);
    storm_retained_share(&out[1], &in[0].value, &out[0], 1);
}

static void run_lake(const GoldenInput *in, double *out)
{
    out[0] = storm_lake_m3(in[0].value, in[1].value, in[2].value, in[3].value);
}

static void run_reservoir(const GoldenInput *in, double *out)
{
    out[0] = storm_reservoir_m3(in[0].value, in[1].value);
}

static void run_swamp(const GoldenInput *in, double *out)
{
    out[0] = storm_swamp_surface_m3(in[0].value, in[1].value);
}

static void run_swamp_soil(const GoldenInput *in, double *out)
{
    out[0] = storm_swamp_soil_m3(in[0].value, in[1].value, in[2].value, in[3].value, in[4].value);
}

// ---- evaporation

static void run_fu(const GoldenInput *in, double *out)
{
    evaporation_fu(out, &in[0].value, &in[1].value, &in[2].value, 1);
    out[1] = out[0] / in[0].value;
}

static void run_zhang(const GoldenInput *in, double *out)
{
    evaporation_zhang(out, &in[0].value, &in[1].value, &in[2].value, 1);
}

static void run_radiation(const GoldenInput *in, double *out)
{
    evaporation_extraterrestrial(&out[0], &in[0].value, (int)in[1].value, 1);
    out[1] = evaporation_daylight_h(in[0].value, (int)in[1].value);
}

static void run_solar(const GoldenInput *in, double *out)
{
    out[0] = evaporation_solar(in[0].value, in[1].value, in[2].value, in[3].value, in[4].value);
}

static void run_wind(const GoldenInput *in, double *out)
{
    out[0] = evaporation_wind_2m(in[0].value, in[1].value);
}

static void run_vapour(const GoldenInput *in, double *out)
{
    out[0] = evaporation_saturation_kpa(in[0].value);
    out[1] = evaporation_saturation_kpa(in[1].value);
    out[2] = evaporation_vapour_kpa(in[0].value, in[1].value, in[2].value);
}

static void run_penman_monteith(const GoldenInput *in, double *out)
{
    EvaporationDay day = {.tmax_c = in[0].value,
                          .tmin_c = in[1].value,
                          .vapour_kpa = in[2].value,
                          .wind_2m = in[3].value,
                          .solar = in[4].value,
                          .extraterrestrial = in[5].value,
                          .elevation_m = in[6].value};
    out[0] = evaporation_penman_monteith(&day);
}

static void run_hargreaves(const GoldenInput *in, double *out)
{
    evaporation_hargreaves(out, &in[0].value, &in[1].value, &in[2].value, &in[3].value, 1);
}

// ---- prices

static void run_annuity(const GoldenInput *in, double *out)
{
    out[0] = price_annuity(in[0].value, in[1].value);
}

static void run_annualised(const GoldenInput *in, double *out)
{
    out[0] = price_annualised(in[0].value, in[1].value, in[2].value, in[3].value);
}

static void run_present_value(const GoldenInput *in, double *out)
{
    out[0] = price_present_value_due(in[0].value, in[1].value, in[2].value);
    out[1] = out[0] / (1 + in[1].value);
}

// ---- InVEST

static void run_water_yield(const GoldenInput *in, double *out)
{
    out[0] = invest_omega(in[3].value, in[2].value, in[0].value);
    double actual;
    evaporation_fu(&actual, &in[0].value, &in[1].value, &out[0], 1);
    out[1] = actual / in[0].value;
    out[2] = in[0].value - actual;
}

static void run_quickflow(const GoldenInput *in, double *out)
{
    out[0] = invest_quickflow_mm(in[0].value, in[1].value, in[2].value);
}

static void run_expint(const GoldenInput *in, double *out)
{
    out[0] = invest_expint(in[0].value);
}

static void run_delivery_ratio(const GoldenInput *in, double *out)
{
    out[0] = invest_delivery_ratio(in[0].value, in[1].value, in[2].value, in[3].value);
}

static void run_invest_ls(const GoldenInput *in, double *out)
{
    out[0] = invest_length_factor(in[1].value, in[0].value, in[2].value, in[3].value);
    out[1] = invest_slope_factor(in[2].value);
    out[2] = out[0] * out[1];
}

static void run_habitat(const GoldenInput *in, double *out)
{
    out[0] = invest_habitat(in[0].value, in[1].value, in[2].value);
}

static void run_cooling(const GoldenInput *in, double *out)
{
    out[0] = invest_cooling(in[0].value, in[1].value, in[2].value);
    out[1] = invest_air_temperature(in[3].value, out[0], in[4].value);
}

static void run_wbgt(const GoldenInput *in, double *out)
{
    out[0] = invest_vapour_hpa(in[0].value, in[1].value);
    out[1] = invest_wbgt(in[0].value, in[1].value);
}

const GoldenFunction golden_water_soil[] = {
    {"water_balance", "P alpha ET area_m2", "depth_mm Q_m3", run_water_balance},
    {"water_forest", "P E C F", "depth_mm", run_water_forest},
    {"water_storage", "J0 K R", "depth_mm", run_water_storage},
    {"water_supply", "outflow inflow use transfer_in", "Q_m3", run_water_supply},
    {"erosivity_r1", "P_d12 P_y12 days...", "gamma alpha R_hm", run_erosivity_r1},
    {"erosivity_r2", "threshold_mm days...", "warm cold", run_erosivity_r2},
    {"erosivity_r3", "months...", "R R_SI", run_erosivity_r3},
    {"erosivity_r4", "months...", "R", run_erosivity_r4},
    {"erosivity_r5y", "months...", "R", run_erosivity_r5y},
    {"erosivity_r5", "months...", "R", run_erosivity_r5},
    {"erosivity_r6", "P", "R", run_erosivity_r6},
    {"erodibility_epic", "sand silt clay carbon", "K_US K_SI K_zhang", run_erodibility_epic},
    {"erodibility_nomograph", "silt very_fine_sand clay carbon structure permeability", "K_US K_SI K_zhang",
     run_erodibility_nomograph},
    {"texture_normalise", "sand silt clay", "sand silt clay", run_texture},
    {"slope_factor_liu", "slope_deg", "S", run_s_liu},
    {"slope_factor_hj1173", "slope_deg", "S", run_s_hj1173},
    {"length_exponent", "slope_deg", "deg pct invest mccool hj1173", run_exponents},
    {"length_factor", "length_m cap_m exponent", "L", run_length_factor},
    {"cell_length", "cell_m slope_deg", "length_m", run_cell_length},
    {"desmet_govers", "cell_m inflow_m2 slope_deg aspect_deg", "L LS", run_desmet_govers},
    {"cover_fraction", "ndvi ndvi_soil ndvi_full", "f", run_cover_fraction},
    {"c_cai", "cover_percent", "C", run_c_cai},
    {"c_dry_cropland", "cover_fraction", "C", run_c_dry_cropland},
    {"p_wener", "slope_deg", "P", run_p_wener},
    {"rweq_loss", "product distance_m", "S_L", run_rweq_loss},
    {"rweq_soil", "sand silt clay matter", "EF SCF", run_rweq_soil},
    {"rweq_roughness", "height_difference distance random_cm", "Kr K", run_rweq_roughness},
    {"rweq_cover", "a cover_percent", "C", run_rweq_cover},
    {"storm_runoff", "storms... a b", "event annual", run_storm_runoff},
    {"curve_number", "P CN", "Q R", run_curve_number},
    {"lake_storage", "area_km2 a b exchanges", "C_m3", run_lake},
    {"reservoir_storage", "capacity_m3 share", "C_m3", run_reservoir},
    {"swamp_storage", "area_km2 depth_m", "C_m3", run_swamp},
    {"swamp_soil_storage", "area_km2 depth_m density saturated natural", "C_m3", run_swamp_soil},
    {"evaporation_fu", "P E0 omega", "ET share", run_fu},
    {"evaporation_zhang", "P E0 w", "ET", run_zhang},
    {"radiation", "latitude_deg day", "Ra N", run_radiation},
    {"solar_radiation", "Ra sunshine_h N a b", "Rs", run_solar},
    {"wind_2m", "wind height_m", "u2", run_wind},
    {"vapour_pressure", "tmax tmin RH", "e_tmax e_tmin ea", run_vapour},
    {"penman_monteith", "tmax tmin ea u2 Rs Ra elevation_m", "ET0", run_penman_monteith},
    {"hargreaves", "tmean tmax tmin Ra", "ET0", run_hargreaves},
    {"annuity", "rate years", "factor", run_annuity},
    {"annualised_price", "capital rate years upkeep", "price", run_annualised},
    {"present_value", "flow rate years", "due ordinary", run_present_value},
    {"invest_water_yield", "P E0 AWC Z", "omega share yield_mm", run_water_yield},
    {"invest_quickflow", "P events CN", "QF", run_quickflow},
    {"invest_expint", "x", "E1", run_expint},
    {"invest_delivery_ratio", "IC ratio_max IC0 k", "SDR", run_delivery_ratio},
    {"invest_ls", "cell_m upslope_m2 slope_deg most", "L S LS", run_invest_ls},
    {"invest_habitat", "H D k", "Q", run_habitat},
    {"invest_cooling", "shade albedo ETI t_ref island", "CC T", run_cooling},
    {"invest_wbgt", "T RH", "e WBGT", run_wbgt},
    {0},
};
