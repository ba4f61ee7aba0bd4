#include "gep/formulas/cover.h"
#include "gep/formulas/formula_testing.h"

static void fraction(double *out, const double *const *in, size_t count)
{
    cover_fraction(out, in[0], 0.12, 0.86, count);
}

static double fraction_twin(const double *x)
{
    return fmin(1, fmax(0, (x[0] - 0.12) / (0.86 - 0.12)));
}

static void cai(double *out, const double *const *in, size_t count)
{
    cover_c_cai(out, in[0], count);
}

static double cai_twin(const double *x)
{
    if (x[0] >= 78.3) return 0;
    return fmin(1, 0.6508 - 0.3436 * log10(x[0]));
}

static void dry(double *out, const double *const *in, size_t count)
{
    cover_c_dry_cropland(out, in[0], count);
}

static double dry_twin(const double *x)
{
    return fmin(1, fmax(0, 0.221 - 0.595 * log10(x[0])));
}

static void formulas_agree_with_libm(void **state)
{
    (void)state;
    check_twin(fraction, fraction_twin, (const Range[]){{-0.2, 1}}, 1);
    check_twin(cai, cai_twin, (const Range[]){{0, 100}}, 1);
    check_twin(cai, cai_twin, (const Range[]){{0, 0.2}}, 1);
    check_twin(dry, dry_twin, (const Range[]){{0, 1}}, 1);
    check_twin(dry, dry_twin, (const Range[]){{1, 5}}, 1);
}

static double at(void (*formula)(double *, const double *, size_t), double x)
{
    double out;
    formula(&out, &x, 1);
    return out;
}

static void c_changes_branch_at_the_limits_themselves(void **state)
{
    (void)state;
    assert_true(at(cover_c_cai, 78.3) == 0);
    assert_true(at(cover_c_cai, nextafter(78.3, 0)) > 1e-5);
    assert_true(at(cover_c_cai, 0) == 1);
    assert_true(at(cover_c_cai, 1e-300) == 1);
    assert_true(at(cover_c_dry_cropland, 0) == 1);
    assert_true(at(cover_c_dry_cropland, 3) == 0); // no cover is above 1, but the formula stays within its limits
}

static void ndvi_without_a_span_gives_no_cover(void **state)
{
    (void)state;
    double ndvi = 0.5, out;
    cover_fraction(&out, &ndvi, 0.6, 0.4, 1);
    assert_true(isnan(out));
    cover_fraction(&out, &ndvi, 0.4, 0.4, 1);
    assert_true(isnan(out));
    cover_fraction(&out, &ndvi, 0.4, nextafter(0.4, 1), 1);
    assert_true(out == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_agree_with_libm),
        cmocka_unit_test(c_changes_branch_at_the_limits_themselves),
        cmocka_unit_test(ndvi_without_a_span_gives_no_cover),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
