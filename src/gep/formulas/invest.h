// invest.h - InVEST's formulas of one cell (no routing), as its source has them [S13]; for comparison with the Chinese
// methods.
//
// The routing around them (connectivity, upslope sums, convolutions) is not here.
#ifndef QINGSHAN_GEP_FORMULAS_INVEST_H
#define QINGSHAN_GEP_FORMULAS_INVEST_H

// Annual water yield: omega = Z AWC / P + 1.25, not above 5 (AWC and P mm). Actual ET by evaporation_fu.
double invest_omega(double z, double awc_mm, double rain_mm);
// Seasonal water yield: quickflow of a month (mm) from its rain (mm), rain events and curve number (0 < CN <= 100).
// CN 100 gives the rain itself, as the source code does (the users' guide says 0); no rain or no events give 0.
double invest_quickflow_mm(double rain_mm, double events, double curve_number);
// The exponential integral E1, x > 0.
double invest_expint(double x);
// Sediment delivery ratio from the index of connectivity: max / (1 + exp((ic0 - ic) / k)).
double invest_delivery_ratio(double connectivity, double ratio_max, double ic0, double k);
// Length factor of a cell, not above `most` (InVEST's default 122, a factor and not a length): Desmet & Govers with the
// SIDE of the upslope area in place of the area, and the slope angle in place of the aspect, as the source has it since
// 3.14 (gep-methods 5.1). upslope_m2 is the strictly upstream area.
double invest_length_factor(double upslope_m2, double cell_m, double slope_deg, double most);
// 10.8 sin + 0.03 below 9 percent, 16.8 sin - 0.50 from there: no branch for steep slopes.
double invest_slope_factor(double slope_deg);
// Habitat quality H (1 - D^2.5 / (D^2.5 + k^2.5)) from suitability H 0..1 and degradation D.
double invest_habitat(double suitability, double degradation, double k);
// Urban cooling capacity 0.6 shade + 0.2 albedo + 0.2 ETI, each 0..1.
double invest_cooling(double shade, double albedo, double et_index);
// Air temperature before mixing: reference + (1 - heat mitigation) * heat island.
double invest_air_temperature(double reference_c, double mitigation, double island_c);
// Wet bulb globe temperature from air temperature (deg C) and relative humidity (percent); vapour pressure in hPa.
double invest_vapour_hpa(double temperature_c, double rh_percent);
double invest_wbgt(double temperature_c, double rh_percent);

#endif
