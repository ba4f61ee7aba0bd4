#include "gep/formulas/formula_testing.h"
#include "gep/formulas/price.h"

static double sum_of_discounted(double flow, double rate, int years)
{
    double sum = 0;
    for (int t = 0; t < years; t++) sum += flow / pow(1 + rate, t);
    return sum;
}

static void an_annuity_pays_its_capital_back(void **state)
{
    (void)state;
    for (int years = 1; years <= 60; years += 7) {
        double payment = price_annuity(0.04, years);
        assert_near(sum_of_discounted(payment, 0.04, years) / 1.04, 1, 1e-12);
    }
    assert_true(price_annuity(0, 25) == 0.04);
}

static void a_yearly_price_is_the_annuity_and_the_upkeep(void **state)
{
    (void)state;
    assert_near(price_annualised(100, 0.04, 30, 2.5), 100 * 0.04 / (1 - pow(1.04, -30)) + 2.5, 1e-12);
}

static void present_value_is_the_sum_of_discounted_flows(void **state)
{
    (void)state;
    assert_near(price_present_value_due(19.1, 0.0277, 100), sum_of_discounted(19.1, 0.0277, 100), 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_annuity_pays_its_capital_back),
        cmocka_unit_test(a_yearly_price_is_the_annuity_and_the_upkeep),
        cmocka_unit_test(present_value_is_the_sum_of_discounted_flows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
