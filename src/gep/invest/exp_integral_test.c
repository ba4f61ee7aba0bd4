#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "base/vmath.h"
#include "gep/invest/exp_integral.h"

enum { KNOWN = 17 };
static const double known[KNOWN][2] = { // to the last digit, by 30-digit arithmetic
    {1e-6, 13.23829589306249},       {0.01, 4.037929576538113},    {0.1, 1.8229239584193906},
    {0.5, 0.5597735947761608},       {1, 0.21938393439552029},     {2, 0.048900510708061120},
    {2.000001, 0.04890044304047025}, {3, 0.013048381094197037},    {4, 0.0037793524098489063},
    {5, 0.0011482955912753257},      {10, 4.156968929685324e-06},  {15, 1.918627892147867e-08},
    {20, 9.835525290649882e-11},     {50, 3.783264029550459e-24},  {80, 2.228543258688473e-37},
    {100, 3.683597761682032e-46},    {700, 1.406518766234033e-307}};

static void e1_is_what_tables_say(void **state)
{
    (void)state;
    double x[KNOWN], e1[KNOWN];
    for (int i = 0; i < KNOWN; i++) x[i] = known[i][0];
    exp_integral_e1(e1, x, KNOWN);
    for (int i = 0; i < KNOWN; i++)
        if (!(fabs(e1[i] / known[i][1] - 1) <= 1e-12)) fail_msg("E1(%g): %.17g, not %.17g", x[i], e1[i], known[i][1]);
}

// d E1 / dx = -exp(-x) / x: over a short step Simpson's rule holds the fall, also where the formula changes.
static void e1_falls_as_its_integrand_says(void **state)
{
    (void)state;
    for (double x = 0.5; x < 90; x += 0.00173) {
        double step = 0.002, ends[2] = {x, x + step}, e1[2], middle = x + step / 2;
        exp_integral_e1(e1, ends, 2);
        double area =
            step / 6 * (exact_exp(-x) / x + 4 * exact_exp(-middle) / middle + exact_exp(-x - step) / (x + step));
        if (!(fabs(e1[0] - e1[1] - area) <= 1e-11 * area + 1e-12 * e1[0]))
            fail_msg("between %g and %g: %.15g, not %.15g", x, x + step, e1[0] - e1[1], area);
    }
}

// What stands beside a number in an array has no say.
static void e1_depends_on_its_number_alone(void **state)
{
    (void)state;
    double x[1000], all[1000], one;
    for (int i = 0; i < 1000; i++) x[i] = 0.001 + i * i * 1e-4;
    exp_integral_e1(all, x, 1000);
    for (int i = 0; i < 1000; i++) {
        exp_integral_e1(&one, &x[i], 1);
        assert_true(one == all[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(e1_is_what_tables_say),
        cmocka_unit_test(e1_falls_as_its_integrand_says),
        cmocka_unit_test(e1_depends_on_its_number_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
