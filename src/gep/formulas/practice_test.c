#include "gep/formulas/formula_testing.h"
#include "gep/formulas/practice.h"

static void wener(double *out, const double *const *in, size_t count)
{
    practice_p_wener(out, in[0], count);
}

static double wener_twin(const double *x)
{
    return fmin(1, 0.2 + 0.03 * 100 * tan(x[0] * 3.14159265358979323846 / 180));
}

static void wener_agrees_with_libm_and_stays_at_or_below_one(void **state)
{
    (void)state;
    check_twin(wener, wener_twin, (const Range[]){{0, 45}}, 1);
    check_twin(wener, wener_twin, (const Range[]){{14, 16}}, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(wener_agrees_with_libm_and_stays_at_or_below_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
