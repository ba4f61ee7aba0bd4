#include "gep/formulas/erodibility.h"
#include "gep/formulas/formula_testing.h"

static void epic(double *out, const double *const *in, size_t count)
{
    erodibility_epic(out, in[0], in[1], in[2], in[3], count);
}

static double epic_twin(const double *x)
{
    double sand = x[0], silt = x[1], clay = x[2], carbon = x[3], sn = 1 - sand / 100;
    return (0.2 + 0.3 * exp(-0.0256 * sand * (1 - silt / 100))) * pow(silt / (clay + silt), 0.3) *
           (1 - 0.25 * carbon / (carbon + exp(3.72 - 2.95 * carbon))) * (1 - 0.7 * sn / (sn + exp(-5.51 + 22.9 * sn)));
}

static void nomograph(double *out, const double *const *in, size_t count)
{
    erodibility_nomograph(out, in[0], in[1], in[2], in[3], in[4], in[5], count);
}

static double nomograph_twin(const double *x)
{
    double m = (x[0] + x[1]) * (100 - x[2]);
    return fmax(0, (2.1e-4 * (12 - 1.724 * x[3]) * pow(m, 1.14) + 3.25 * (x[4] - 2) + 2.5 * (x[5] - 3)) / 100);
}

static void zhang_epic(double *out, const double *const *in, size_t count)
{
    erodibility_zhang_epic(out, in[0], count);
}

static double zhang_epic_twin(const double *x)
{
    return fmax(0, (-0.01383 + 0.51575 * x[0]) * 0.1317);
}

static void zhang_nomograph(double *out, const double *const *in, size_t count)
{
    erodibility_zhang_nomograph(out, in[0], count);
}

static double zhang_nomograph_twin(const double *x)
{
    return fmax(0, (-0.00911 + 0.55066 * x[0]) * 0.1317);
}

static void to_si(double *out, const double *const *in, size_t count)
{
    erodibility_to_si(out, in[0], count);
}

static double to_si_twin(const double *x)
{
    return 0.1317 * x[0];
}

static void formulas_agree_with_libm(void **state)
{
    (void)state;
    check_twin(epic, epic_twin, (const Range[]){{1, 95}, {1, 95}, {1, 60}, {0.05, 6}}, 4);
    check_twin(nomograph, nomograph_twin, (const Range[]){{1, 80}, {0, 20}, {1, 60}, {0, 4}, {1, 4}, {1, 6}}, 6);
    check_twin(zhang_epic, zhang_epic_twin, (const Range[]){{0, 0.5}}, 1);
    check_twin(zhang_nomograph, zhang_nomograph_twin, (const Range[]){{0, 0.5}}, 1);
    check_twin(to_si, to_si_twin, (const Range[]){{0, 0.5}}, 1);
}

static void shares_sum_to_a_hundred_and_keep_their_proportions(void **state)
{
    (void)state;
    double sand[TRIES], silt[TRIES], clay[TRIES];
    uint64_t seed = 0x9E3779B97F4A7C15u + 3;
    for (int i = 0; i < TRIES; i++) {
        sand[i] = testing_random(&seed, 1, 60);
        silt[i] = testing_random(&seed, 1, 60);
        clay[i] = testing_random(&seed, 1, 60);
    }
    double a[TRIES] = {0}, b[TRIES] = {0}, c[TRIES] = {0};
    double *const out[3] = {a, b, c};
    const double *const in[3] = {sand, silt, clay};
    erodibility_normalise(out, in, TRIES);
    for (int i = 0; i < TRIES; i++) {
        assert_near(a[i] + b[i] + c[i], 100, 1e-12);
        assert_near(a[i] * silt[i], b[i] * sand[i], 1e-12);
        assert_near(a[i] * clay[i], c[i] * sand[i], 1e-12);
        assert_near(a[i], 100 * sand[i] / (sand[i] + silt[i] + clay[i]), 1e-12);
    }
    double *const same[3] = {sand, silt, clay}; // in place
    erodibility_normalise(same, in, TRIES);
    for (int i = 0; i < TRIES; i++) assert_true(sand[i] == a[i] && silt[i] == b[i] && clay[i] == c[i]);
}

static void a_missing_share_leaves_none(void **state)
{
    (void)state;
    for (int k = 0; k < 3; k++) {
        double x[3] = {30, 40, 20};
        x[k] = NAN;
        double *const out[3] = {&x[0], &x[1], &x[2]};
        const double *const in[3] = {&x[0], &x[1], &x[2]};
        erodibility_normalise(out, in, 1);
        assert_true(isnan(x[0]) && isnan(x[1]) && isnan(x[2]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_agree_with_libm),
        cmocka_unit_test(shares_sum_to_a_hundred_and_keep_their_proportions),
        cmocka_unit_test(a_missing_share_leaves_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
