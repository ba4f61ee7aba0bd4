#include "gep/formulas/formula_testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "gep/formulas/erosivity.h"

static const double months[12] = {20, 25, 50, 95, 150, 160, 170, 140, 140, 95, 50, 20};

static double of_months(void (*formula)(double *, const double *const *, size_t), const double *rain)
{
    const double *rows[12];
    double out;
    for (int m = 0; m < 12; m++) rows[m] = &rain[m];
    formula(&out, rows, 1);
    return out;
}

static double power_sum(const double *x, double exponent)
{
    double sum = 0;
    for (int m = 0; m < 12; m++) sum += pow(x[m], exponent);
    return sum;
}

static double year_of(const double *x)
{
    return power_sum(x, 1);
}

static double twin_r3(const double *x)
{
    double sum = 0;
    for (int m = 0; m < 12; m++) sum += 1.735 * pow(10, 1.5 * log10(x[m] * x[m] / year_of(x)) - 0.8188);
    return sum;
}

static double twin_r4(const double *x)
{
    double sum = 0;
    for (int m = 0; m < 12; m++) sum += 10 * fmax(0, -1.5527 + 0.1792 * x[m]);
    return sum;
}

static double twin_r5y(const double *x)
{
    return 0.1833 * pow(power_sum(x, 2) / year_of(x), 1.9957);
}

static double twin_r5(const double *x)
{
    return 0.3589 * pow(power_sum(x, 2) / year_of(x), 1.9462);
}

static void monthly_formulas_agree_with_libm(void **state)
{
    (void)state;
    static const struct {
        void (*formula)(double *, const double *const *, size_t);
        double (*twin)(const double *);
    } all[] = {{erosivity_r3, twin_r3}, {erosivity_r4, twin_r4}, {erosivity_r5y, twin_r5y}, {erosivity_r5, twin_r5}};
    uint64_t seed = 7;
    for (int i = 0; i < 200; i++) {
        double x[12];
        for (int m = 0; m < 12; m++) x[m] = testing_random(&seed, 0, 300);
        for (size_t k = 0; k < 4; k++) assert_near(of_months(all[k].formula, x), all[k].twin(x), 1e-12);
    }
}

static void a_missing_month_leaves_no_erosivity(void **state)
{
    (void)state;
    for (int m = 0; m < 12; m++) {
        double x[12];
        memcpy(x, months, sizeof x);
        x[m] = NAN;
        assert_true(isnan(of_months(erosivity_r3, x)));
        assert_true(isnan(of_months(erosivity_r4, x)));
        assert_true(isnan(of_months(erosivity_r5y, x)));
        assert_true(isnan(of_months(erosivity_r5, x)));
    }
    double missing = NAN, out;
    erosivity_r6(&out, &missing, 1);
    assert_true(isnan(out));
}

static void a_dry_year_has_no_erosivity(void **state)
{
    (void)state;
    static const double dry[12];
    assert_true(of_months(erosivity_r3, dry) == 0);
    assert_true(of_months(erosivity_r4, dry) == 0);
    assert_true(of_months(erosivity_r5y, dry) == 0);
    assert_true(of_months(erosivity_r5, dry) == 0);
}

static void cells_do_not_mix(void **state)
{
    (void)state;
    double rain[12][3], out[3];
    const double *rows[12];
    for (int m = 0; m < 12; m++) {
        for (int i = 0; i < 3; i++) rain[m][i] = months[m] * (i + 1);
        rows[m] = rain[m];
    }
    erosivity_r4(out, rows, 3);
    assert_near(out[0], 1811.756, 1e-9);
    assert_near(out[1], 1811.756 + 1792 * 1.115, 1e-9);
    assert_near(out[2], 1811.756 + 2 * 1792 * 1.115, 1e-9);
    erosivity_r6(out, rows[11], 3);
    assert_near(out[2], 0.0534 * pow(60, 1.6548), 1e-12);
}

static void the_longest_arrays_fit(void **state)
{
    (void)state;
    static void (*const all[])(double *, const double *const *, size_t) = {erosivity_r3, erosivity_r4, erosivity_r5y,
                                                                           erosivity_r5};
    double *rain[12], *out = malloc(FORMULA_MAX * sizeof *out); // each of just its size, for ASan
    const double *rows[12];
    for (int m = 0; m < 12; m++) {
        rows[m] = rain[m] = malloc(FORMULA_MAX * sizeof *rain[m]);
        assert_non_null(rain[m]);
        for (int i = 0; i < FORMULA_MAX; i++) rain[m][i] = months[m] + i % 7;
    }
    for (size_t k = 0; k < 4; k++) {
        all[k](out, rows, FORMULA_MAX);
        for (int i = 7; i < FORMULA_MAX; i++) assert_true(out[i] == out[i - 7] && out[i] > 0);
    }
    erosivity_r6(out, rows[0], FORMULA_MAX);
    assert_true(out[FORMULA_MAX - 1] > 0);
    for (int m = 0; m < 12; m++) free(rain[m]);
    free(out);
}

static void daily_formulas_agree_with_libm(void **state)
{
    (void)state;
    double days[] = {0, 11.999, 12, 9.999, 10, 80.5, NAN, 33};
    ErosivityFit fit = erosivity_r1_fit(28, 700);
    double gamma = 0.8363 + 18.144 / 28 + 24.455 / 700;
    assert_near(fit.gamma, gamma, 1e-14);
    assert_near(fit.alpha, 21.586 * pow(gamma, -7.1891), 1e-12);
    double sum = pow(12, gamma) + pow(80.5, gamma) + pow(33, gamma);
    assert_near(erosivity_r1(&fit, days, 8), 21.586 * pow(gamma, -7.1891) * sum, 1e-12);
    sum = pow(12, 1.7265) + pow(80.5, 1.7265) + pow(33, 1.7265);
    assert_near(erosivity_r2(true, 12, days, 8), 0.3937 * sum, 1e-12);
    sum += pow(11.999, 1.7265) + pow(10, 1.7265);
    assert_near(erosivity_r2(false, 10, days, 8), 0.3101 * sum, 1e-12);
    assert_true(erosivity_r1(&fit, days, 2) == 0);
}

// ---- the real catchment Youwuzhen: one column of daily rain, 2012 to 2017

static FILE *open_youwuzhen(void)
{
    static const char name[] = "shared/data/youwuzhen/pcp_daily.csv";
    const char *shared = getenv("QINGSHAN_SHARED");
    char path[4096];
    if (shared) {
        snprintf(path, sizeof path, "%s/data/youwuzhen/pcp_daily.csv", shared);
        return fopen(path, "r");
    }
    static const char *const ups[] = {"", "../", "../../", "../../../", "../../../../", "../../../../../"};
    for (size_t i = 0; i < sizeof ups / sizeof *ups; i++) {
        snprintf(path, sizeof path, "%s%s", ups[i], name);
        FILE *file = fopen(path, "r");
        if (file) return file;
    }
    return NULL;
}

enum { FIRST_YEAR = 2012, YEARS = 6, DAYS = 366 };

static void read_youwuzhen(FILE *file, double rain[YEARS][DAYS], size_t count[YEARS])
{
    char line[256];
    while (fgets(line, sizeof line, file)) {
        char *comma = strchr(line, ',');
        long year = strtol(line, NULL, 10) - FIRST_YEAR;
        if (!comma || year < 0 || year >= YEARS) continue; // head
        rain[year][count[year]++] = strtod(comma + 1, NULL);
    }
    fclose(file);
}

static void youwuzhen_has_the_expected_erosivity(void **state)
{
    (void)state;
    static double rain[YEARS][DAYS];
    size_t count[YEARS] = {0}, erosive = 0;
    double sum = 0;
    FILE *file = open_youwuzhen();
    if (!file) skip();
    read_youwuzhen(file, rain, count);
    for (int y = 0; y < YEARS; y++) {
        for (size_t i = 0; i < count[y]; i++) {
            if (rain[y][i] < EROSIVITY_R1_THRESHOLD_MM) continue;
            sum += rain[y][i];
            erosive++;
        }
    }
    ErosivityFit fit = erosivity_r1_fit(sum / (double)erosive, sum / YEARS);
    static const double expected[] = {8041, 6226, 5750}; // 2013 to 2015
    assert_near(fit.gamma, 1.477, 0.0005);
    for (int k = 0; k < 3; k++) {
        double found = erosivity_r1(&fit, rain[k + 1], count[k + 1]);
        assert_true(fabs(found - expected[k]) <= 0.01 * expected[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(monthly_formulas_agree_with_libm),
        cmocka_unit_test(a_missing_month_leaves_no_erosivity),
        cmocka_unit_test(a_dry_year_has_no_erosivity),
        cmocka_unit_test(cells_do_not_mix),
        cmocka_unit_test(the_longest_arrays_fit),
        cmocka_unit_test(daily_formulas_agree_with_libm),
        cmocka_unit_test(youwuzhen_has_the_expected_erosivity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
