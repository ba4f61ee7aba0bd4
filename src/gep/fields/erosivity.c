// erosivity.c - rainfall erosivity R (option r): R1, R2 from daily rain at the stations; R3 to R6 from monthly or
// yearly rain, with a warning.
//
// R1's exponent is fitted at each station on the years of option r_fit, else on all its years; years with too many
// missing days take no part in the fit. The sum over 24 half-months is the sum over the days, since gamma and alpha are
// the station's.
#include "gep/formulas/daily.h"
#include "gep/formulas/erosivity.h"

#include <math.h>

// false when no year of the span is complete. days 0: a station without erosive rain.
static bool fit_years(const SiteDays *days, double missing_days_max, ErosivityFit *fit, int *erosive_days)
{
    double rain[YEAR_DAYS], sum = 0;
    int years = 0;
    *erosive_days = 0;
    for (int year = days->fit_first; year <= days->fit_last; year++) {
        daily_year(days, 0, year, rain);
        if (!daily_complete(rain, year, missing_days_max)) continue;
        DailyEvents events = daily_events(rain, YEAR_DAYS, EROSIVITY_R1_THRESHOLD_MM);
        sum += events.sum;
        *erosive_days += events.days;
        years++;
    }
    *fit = erosivity_r1_fit(sum / *erosive_days, sum / years); // no number without erosive days, and then not used
    return years > 0;
}

static void r1_at_site(const SiteDays *days, double *out, char why[256])
{
    double rain[YEAR_DAYS];
    ErosivityFit fit;
    int erosive_days;
    out[0] = NAN;
    if (!daily_site_year(days, 0, days->scalar[0], rain, why)) return;
    if (!fit_years(days, days->scalar[0], &fit, &erosive_days)) {
        daily_say(why,
                  "no year from %d to %d is complete enough to fit the erosivity exponent / "
                  "没有一年的资料足以拟合侵蚀力指数",
                  days->fit_first, days->fit_last);
        return;
    }
    out[0] = erosive_days ? erosivity_r1(&fit, rain, YEAR_DAYS) : 0;
}

static void r2_at_site(const SiteDays *days, double *out, char why[256])
{
    double rain[YEAR_DAYS];
    bool complete = daily_site_year(days, 0, days->scalar[1], rain, why);
    out[0] = complete ? 0 : NAN;
    for (int month = 1; complete && month <= 12; month++) {
        int first, count;
        daily_month(days->year, month, &first, &count);
        out[0] += erosivity_r2(month >= 5 && month <= 9, days->scalar[0], rain + first, (size_t)count);
    }
}

static void r3(const Cells *cells, double *const *out)
{
    erosivity_r3(out[0], cells->in[0], cells->count);
}

static void r3_si(const Cells *cells, double *const *out)
{
    erosivity_r3(out[0], cells->in[0], cells->count);
    for (size_t i = 0; i < cells->count; i++) out[0][i] *= EROSIVITY_US_TO_SI;
}

static void r4(const Cells *cells, double *const *out)
{
    erosivity_r4(out[0], cells->in[0], cells->count);
}

static void r5y(const Cells *cells, double *const *out)
{
    erosivity_r5y(out[0], cells->in[0], cells->count);
}

static void r5(const Cells *cells, double *const *out)
{
    erosivity_r5(out[0], cells->in[0], cells->count);
}

static void r6(const Cells *cells, double *const *out)
{
    erosivity_r6(out[0], cells->in[0][0], cells->count);
}

#define MONTHLY_ZH "降雨侵蚀力由月雨量推算：同样的月份，各月雨量公式的结果相差可达数十倍；有日雨量时应选 R1 或 R2"
#define MONTHLY_EN                                                                                                     \
    "erosivity from monthly rain: on the same months these formulas differ up to forty times; with daily rain choose " \
    "R1 or R2"
#define YEARLY_ZH "降雨侵蚀力由年雨量推算，误差很大；有日雨量时应选 R1 或 R2"
#define YEARLY_EN "erosivity from yearly rain is very uncertain; with daily rain choose R1 or R2"

const Field field_erosivity = {
    .id = "erosivity",
    .name_zh = "降雨侵蚀力",
    .name_en = "Rainfall erosivity",
    .unit = "MJ mm/(hm2 h a)",
    .months = 1,
    .option = "r",
    .climate = "yes",
    .methods =
        {
            {
                .name = "R1",
                .source = "Zhang Wenbo, half-month model on daily rain [S6], [S8]",
                .site_variables = {"p"},
                .params = {{"station.missing_days_max", PARAM_SCALAR, "d"}},
                .options = {{"r_fit", "years", ""}},
                .at_site = r1_at_site,
            },
            {
                .name = "R2",
                .source = "HJ 1173-2021 A.2, cold and warm months [S31], [S33]",
                .site_variables = {"p"},
                .params = {{"R02.r2_threshold_mm", PARAM_SCALAR, "mm/d"},
                           {"station.missing_days_max", PARAM_SCALAR, "d"}},
                .at_site = r2_at_site,
            },
            {
                .name = "R5y",
                .source = "Zhang Wenbo, monthly rain of one year [S36]",
                .warning_zh = MONTHLY_ZH,
                .warning_en = MONTHLY_EN,
                .inputs = {{"precip", 12, "mm/month"}},
                .kernel = r5y,
            },
            {
                .name = "R3",
                .source = "Wischmeier, monthly, as printed [S37]",
                .warning_zh = MONTHLY_ZH,
                .warning_en = MONTHLY_EN,
                .inputs = {{"precip", 12, "mm/month"}},
                .kernel = r3,
            },
            {
                .name = "R3_SI",
                .source = "Wischmeier, monthly, times 17.02 from US units [S37] (factor recalled, verify)",
                .warning_zh = MONTHLY_ZH,
                .warning_en = MONTHLY_EN,
                .inputs = {{"precip", 12, "mm/month"}},
                .kernel = r3_si,
            },
            {
                .name = "R4",
                .source = "Zhou Fujian, monthly, Fujian [S9] (coefficients recalled, verify)",
                .warning_zh = MONTHLY_ZH,
                .warning_en = MONTHLY_EN,
                .inputs = {{"precip", 12, "mm/month"}},
                .kernel = r4,
            },
            {
                .name = "R5",
                .source = "Zhang & Fu 2003, modified Fournier index (recalled, verify)",
                .warning_zh = MONTHLY_ZH,
                .warning_en = MONTHLY_EN,
                .inputs = {{"precip", 12, "mm/month"}},
                .kernel = r5,
            },
            {
                .name = "R6",
                .source = "Zhang & Fu 2003, yearly rain (recalled, verify)",
                .warning_zh = YEARLY_ZH,
                .warning_en = YEARLY_EN,
                .inputs = {{"precip_year", 1, "mm/a"}},
                .kernel = r6,
            },
        },
};
