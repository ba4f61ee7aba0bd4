// golden_carbon_air.c - the functions of carbon, air, water quality, climate, products and culture that golden files
// may name.
#include "gep/formulas/air.h"
#include "gep/formulas/carbon.h"
#include "gep/formulas/culture.h"
#include "gep/formulas/golden.h"

// ---- carbon and oxygen

static void run_from_dry_matter(const GoldenInput *in, double *out)
{
    out[0] = carbon_co2_from_dry_matter(in[0].value);
    out[1] = carbon_o2_from_dry_matter(in[0].value);
    out[2] = carbon_from_dry_matter_by_co2(in[0].value);
    out[3] = carbon_from_dry_matter(in[0].value);
}

static void run_from_carbon(const GoldenInput *in, double *out)
{
    out[0] = carbon_co2_from_carbon(in[0].value);
    out[1] = carbon_o2_from_carbon(in[0].value);
    out[2] = carbon_dry_matter_from_carbon(in[0].value);
}

static void run_o2_from_co2(const GoldenInput *in, double *out)
{
    out[0] = carbon_o2_from_co2(in[0].value);
}

static void run_nep_by_ratio(const GoldenInput *in, double *out)
{
    out[0] = carbon_nep_by_ratio(in[0].value, in[1].value);
}

static void run_carbon_by_rate(const GoldenInput *in, double *out)
{
    out[0] = carbon_by_rate(in[0].value, in[1].value);
}

static void run_carbon_by_stocks(const GoldenInput *in, double *out)
{
    out[0] = carbon_by_stocks(in[0].value, in[1].value, in[2].value);
}

static void run_respiration(const GoldenInput *in, double *out)
{
    out[0] = carbon_respiration_month(in[0].value, in[1].value);
}

static void run_npp_miami(const GoldenInput *in, double *out)
{
    out[0] = carbon_npp_miami(in[0].value, in[1].value);
}

static void run_oxygen_ratio(const GoldenInput *in, double *out)
{
    out[0] = in[1].value / in[0].value;
    out[1] = carbon_oxygen_agrees(in[0].value, in[1].value);
}

// ---- pollutants

static void run_pollutant_price(const GoldenInput *in, double *out)
{
    out[0] = pollutant_price(in[0].value, in[1].value);
}

static void run_pollutant_capacity(const GoldenInput *in, double *out)
{
    out[0] = pollutant_capacity_t_per_m2(in[0].value) * (in[1].value * 1e4);
}

static void run_pollutant_used(const GoldenInput *in, double *out)
{
    out[0] = pollutant_used(in[0].value, in[1].value);
}

static void run_pollutant_removed(const GoldenInput *in, double *out)
{
    out[0] = pollutant_removed(in[0].value, in[1].value);
}

// ---- climate

static void run_latent_heat(const GoldenInput *in, double *out)
{
    out[0] = climate_latent_kwh_per_m3(in[0].value);
}

static void run_climate_et(const GoldenInput *in, double *out)
{
    out[0] = climate_by_et(in[0].value, in[1].value, in[2].value);
}

static void run_climate_epp(const GoldenInput *in, double *out)
{
    out[0] = climate_by_epp(in[0].value, in[1].value, in[2].value);
}

static void run_climate_water(const GoldenInput *in, double *out)
{
    out[0] = climate_by_water(in[0].value, in[1].value, in[2].value, in[3].value);
}

// ---- species, noise, ions

static void run_species(const GoldenInput *in, double *out)
{
    out[0] = in[0].value * in[1].value * species_factor(in[2].value, in[3].value, in[4].value);
}

static void run_noise(const GoldenInput *in, double *out)
{
    out[0] = noise_km_db(in[0].value, in[1].value);
}

static void run_ions(const GoldenInput *in, double *out)
{
    out[0] = ions_per_m2(in[1].value, in[2].value, in[3].value, in[4].value) * (in[0].value * 1e4);
}

// ---- products and culture

static void run_value(const GoldenInput *in, double *out)
{
    out[0] = product_gross(in[0].value, in[1].value);
}

static void run_net_value(const GoldenInput *in, double *out)
{
    out[0] = product_net(in[0].value, in[1].value, in[2].value);
}

static void run_ratio_value(const GoldenInput *in, double *out)
{
    out[0] = product_by_ratio(in[0].value, in[1].value, in[2].value);
}

static void run_visit(const GoldenInput *in, double *out)
{
    out[0] = visit_value(in[0].value, in[1].value, in[2].value);
    out[1] = out[0] * in[3].value;
}

static void run_time_cost(const GoldenInput *in, double *out)
{
    out[0] = visit_time_cost(in[0].value, in[1].value, in[2].value);
}

static void run_leisure(const GoldenInput *in, double *out)
{
    out[0] = leisure_hours(in[0].value, in[1].value, in[2].value) * in[3].value;
}

static void run_premium(const GoldenInput *in, double *out)
{
    out[0] = in[0].value * premium_per_year(in[1].value, in[2].value);
}

static void run_nonuse(const GoldenInput *in, double *out)
{
    out[0] = nonuse_value(in[0].value, in[1].value, in[2].value);
}

const GoldenFunction golden_carbon_air[] = {
    {"from_dry_matter", "dry_matter", "CO2 O2 C_by_co2 C", run_from_dry_matter},
    {"from_carbon", "C", "CO2 O2 dry_matter", run_from_carbon},
    {"o2_from_co2", "CO2", "O2", run_o2_from_co2},
    {"nep_by_ratio", "NPP_dry alpha", "NEP_C", run_nep_by_ratio},
    {"carbon_by_rate", "rate beta", "C", run_carbon_by_rate},
    {"carbon_by_stocks", "before after years", "C", run_carbon_by_stocks},
    {"respiration_month", "T P", "R_h", run_respiration},
    {"npp_miami", "T P", "NPP_dry", run_npp_miami},
    {"oxygen_ratio", "CO2 O2", "ratio agrees", run_oxygen_ratio},
    {"pollutant_price", "rate_yuan equivalent_kg", "yuan_per_t", run_pollutant_price},
    {"pollutant_capacity", "kg_per_hm2 area_hm2", "t", run_pollutant_capacity},
    {"pollutant_used", "emission_t capacity_t", "used_t", run_pollutant_used},
    {"pollutant_removed", "inflow_t outflow_t", "removed_t", run_pollutant_removed},
    {"latent_heat", "q", "kWh_per_m3", run_latent_heat},
    {"climate_by_et", "ET_mm q cop", "kWh_per_m2", run_climate_et},
    {"climate_by_epp", "EPP days cop", "kWh_per_m2", run_climate_epp},
    {"climate_by_water", "E_mm q cop humidifier", "kWh_per_m2", run_climate_water},
    {"species_value", "area_hm2 level E B O", "yuan", run_species},
    {"noise", "km dB", "km_dB", run_noise},
    {"ions", "A_hm2 H_m F Q L_min", "ions", run_ions},
    {"value", "quantity price", "value", run_value},
    {"net_value", "quantity price cost", "value", run_net_value},
    {"ratio_value", "quantity price ratio", "value", run_ratio_value},
    {"visit_value", "TC TT CS visits", "a_visit yuan", run_visit},
    {"time_cost", "hours wage share", "yuan", run_time_cost},
    {"leisure_value", "visits hours factor wage", "yuan", run_leisure},
    {"premium_value", "area_m2 premium years", "yuan", run_premium},
    {"nonuse_value", "yuan_a_month share payers", "yuan", run_nonuse},
    {0},
};
