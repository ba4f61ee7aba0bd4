// erosivity.h - rainfall erosivity R (降雨侵蚀力), MJ mm/(hm2 h a), of RUSLE and CSLE.
//
// R1 and R2 need daily rain and are the defensible ones; R3 to R6 are fallbacks (on the same months they differ by 40
// times, gep-methods 2.3). Sources: R1 Zhang Wenbo 2003 [S6], [S8]; R2 HJ 1173-2021 A.2 [S31], [S33]; R3 Wischmeier
// monthly [S37]; R4 Zhou Fujian (recalled, verify); R5y Zhang Wenbo [S36]; R5, R6 Zhang & Fu 2003 (recalled, verify).
#ifndef QINGSHAN_GEP_FORMULAS_EROSIVITY_H
#define QINGSHAN_GEP_FORMULAS_EROSIVITY_H

#include <stdbool.h>
#include <stddef.h>

#define EROSIVITY_R1_THRESHOLD_MM 12.0  // erosive days of R1: part of the fitted formula
#define EROSIVITY_US_TO_SI        17.02 // 100 ft tonf in/(acre h a) to MJ mm/(hm2 h a)

// R1: gamma and alpha of a station from its mean erosive day (mm) and mean yearly erosive rain (mm).
typedef struct ErosivityFit {
    double gamma, alpha;
} ErosivityFit;
ErosivityFit erosivity_r1_fit(double mean_day_mm, double mean_year_mm);
// alpha * sum P^gamma over the days of at least 12 mm. Half-months add up, so any span of days will do. count: any.
double erosivity_r1(const ErosivityFit *fit, const double *rain_mm, size_t count);

// R2: alpha * sum P^1.7265 over the days that reach the threshold; alpha 0.3937 warm (May to September), 0.3101 cold.
double erosivity_r2(bool warm, double threshold_mm, const double *rain_mm, size_t count);

// By twelve monthly sums (mm). A year without rain gives 0.
// R3: sum 1.735 * 10^(1.5 log10(P_i^2 / P) - 0.8188), as printed; times EROSIVITY_US_TO_SI if that is in US units.
void erosivity_r3(double *out, const double *const *rain_mm, size_t count);
// R4: 10 * sum (-1.5527 + 0.1792 P_i); a month below 8.66 mm adds nothing.
void erosivity_r4(double *out, const double *const *rain_mm, size_t count);
// R5y: 0.1833 F^1.9957 with F = sum P_i^2 / sum P_i of one year.
void erosivity_r5y(double *out, const double *const *rain_mm, size_t count);
// R5: 0.3589 F^1.9462, meant for long-term mean months.
void erosivity_r5(double *out, const double *const *rain_mm, size_t count);
// R6: 0.0534 P^1.6548, P the year's rain (mm).
void erosivity_r6(double *out, const double *rain_mm, size_t count);

#endif
