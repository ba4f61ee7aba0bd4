#include "gep/formulas/formula_testing.h"
#include "gep/formulas/water.h"

static void balance(double *out, const double *const *in, size_t count)
{
    water_balance(out, in[0], in[1], in[2], count);
}

static double balance_twin(const double *x)
{
    return x[0] - x[1] * x[0] - x[2];
}

static void forest(double *out, const double *const *in, size_t count)
{
    water_forest(out, in[0], in[1], in[2], in[3], count);
}

static double forest_twin(const double *x)
{
    return (x[0] - x[1] - x[2]) * x[3];
}

static void storage(double *out, const double *const *in, size_t count)
{
    water_storage(out, in[0], 0.6, in[1], count);
}

static double storage_twin(const double *x)
{
    return x[0] * 0.6 * x[1];
}

static void formulas_agree_with_plain_arithmetic(void **state)
{
    (void)state;
    check_twin(balance, balance_twin, (const Range[]){{0, 2500}, {0, 0.5}, {200, 1200}}, 3);
    check_twin(forest, forest_twin, (const Range[]){{0, 2500}, {200, 1200}, {0, 300}, {0.5, 1.5}}, 4);
    check_twin(storage, storage_twin, (const Range[]){{0, 2500}, {0, 1}}, 2);
}

static void supply_counts_what_leaves_less_what_came(void **state)
{
    (void)state;
    assert_true(water_supply_m3(900, 300, 120, 20) == 700);
    assert_true(water_supply_m3(100, 300, 0, 0) == -200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_agree_with_plain_arithmetic),
        cmocka_unit_test(supply_counts_what_leaves_less_what_came),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
