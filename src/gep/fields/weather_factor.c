// weather_factor.c - the weather factor WF of RWEQ, summed over twelve months (a map of that name comes before).
#include "gep/cells.h"
#include "gep/formulas/formula.h"
#include "gep/formulas/rweq.h"

enum { WIND, TEMPERATURE, RAIN, ET0, RAIN_DAYS, ELEVATION, SNOW };

static void sum_months(const Cells *cells, double *const *out)
{
    double *part = cells->scratch[0];
    for (size_t i = 0; i < cells->count; i++) out[0][i] = 0;
    for (int month = 0; month < 12; month++) {
        RweqWeather weather = {
            .wind = cells->in[WIND][month],
            .temperature_c = cells->in[TEMPERATURE][month],
            .rain_mm = cells->in[RAIN][month],
            .et0_mm = cells->in[ET0][month],
            .rain_days = cells->in[RAIN_DAYS][month],
            .snow_share = cells_in(cells, SNOW, month),
            .elevation_m = cells->in[ELEVATION][0],
            .days = formula_month_days[month],
        };
        rweq_weather(part, &weather, cells->count);
        for (size_t i = 0; i < cells->count; i++) out[0][i] += part[i];
    }
}

const Field field_weather_factor = {
    .id = "weather_factor",
    .name_zh = "气候因子",
    .name_en = "Weather factor",
    .unit = "kg/m",
    .months = 1,
    .climate = "yes",
    .methods = {{
        .name = "rweq",
        .source = "HJ 1173-2021 A.17 [S31]; air density and soil wetness Fryrear 1998 (recalled, verify)",
        .inputs = {{"wind_factor", 12, "m3/s3"},
                   {"tmean", 12, "degC"},
                   {"precip", 12, "mm/month"},
                   {"et0", 12, "mm/month"},
                   {"rain_days", 12, "d/month"},
                   {"elevation", 1, "m"},
                   {"snow_share", 12, "1", .optional = true}},
        .kernel = sum_months,
    }},
};
