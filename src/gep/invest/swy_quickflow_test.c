#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "base/vmath.h"
#include "gep/invest/exp_integral.h"
#include "gep/invest/swy_quickflow.h"

static float quickflow(double rain, double events, double retention, int stream)
{
    float p = (float)rain, n = (float)events, s = (float)retention, out;
    uint8_t on = (uint8_t)stream;
    swy_quickflow(1, &p, &n, &s, &on, &out);
    return out;
}

static void near(float value, double wanted, double slack)
{
    if (!(fabs((double)value - wanted) <= slack)) fail_msg("%.9g, not %.9g", (double)value, wanted);
}

// The numbers of InVEST's own tests, and what its program has for one of them.
static void quickflow_is_invests(void **state)
{
    (void)state;
    near(quickflow(10, 10, 15, 0), 0, 1e-12);
    near(quickflow(10, 1, 2.5, 0), 0.61928378, 1e-5);
    near(quickflow(10, 1, 2.5, 0), 0.61927694, 3e-8);
    near(quickflow(10.5, 4, 0, 0), 10.5, 0);
    near(quickflow(6, 10, 23.33, 0), 0, 0);
    near(quickflow(30, 10, 10, 0), 3.0082049e-8, 1e-14); // what floats leave of 0, there as here
    near(quickflow(30, 2, 7, 0), 0.382035, 1e-6);
}

static void on_streams_all_rain_runs_off(void **state)
{
    (void)state;
    assert_true(quickflow(33, 4, 5, 1) == 33);
    assert_true(quickflow(33, 4, NAN, 1) == 33);
}

static void what_is_missing_is_missing_only_where_it_counts(void **state)
{
    (void)state;
    assert_true(isnan(quickflow(NAN, 4, 5, 0)));
    assert_true(isnan(quickflow(33, NAN, 5, 1)));
    assert_true(isnan(quickflow(33, 4, NAN, 0)));
    assert_true(isnan(quickflow(33, 4, 5, 255)));
    assert_true(quickflow(0, 4, NAN, 255) == 0);
    assert_true(quickflow(33, 0, NAN, 255) == 0);
    assert_true(quickflow(-1, 4, 5, 0) == 0);
}

// Where nothing cancels, the formula in doubles is near.
static void quickflow_is_its_formula(void **state)
{
    (void)state;
    for (double s = 0.05; s < 20; s *= 1.07) {
        for (double rain = 2; rain < 900; rain *= 1.31) {
            double n = 9, a = rain / n / 25.4, x = s / a, e1;
            if (x > 20) continue;
            exp_integral_e1(&e1, &x, 1);
            double wanted = 25.4 * n * ((a - s) * exact_exp(-0.2 * x) + s * x * exact_exp(0.8 * x) * e1);
            near(quickflow(rain, n, s, 0), wanted, 2e-6 * rain);
        }
    }
}

static void quickflow_never_exceeds_rain(void **state)
{
    (void)state;
    for (double s = 0; s < 40; s += 0.37) {
        float last = 0;
        for (double rain = 1; rain < 600; rain *= 1.2) {
            float now = quickflow(rain, 8, s, 0);
            assert_true(now >= 0 && (double)now <= rain * (1 + 1e-6));
            assert_true(now >= last - 1e-4F);
            last = now;
        }
    }
}

static void neighbours_in_an_array_have_no_say(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    float rain[COUNT], events[COUNT], retention[COUNT], all[COUNT];
    uint8_t stream[COUNT];
    for (int i = 0; i < COUNT; i++) {
        rain[i] = (float)(i % 97) * 3.1F;
        events[i] = (float)(i % 13);
        retention[i] = (float)(i % 31) * 0.4F;
        stream[i] = (uint8_t)(i % 23 == 0);
    }
    swy_quickflow(COUNT, rain, events, retention, stream, all);
    for (int i = 0; i < COUNT; i++) {
        float one = quickflow((double)rain[i], (double)events[i], (double)retention[i], stream[i]);
        assert_memory_equal(&one, &all[i], sizeof one);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quickflow_is_invests),
        cmocka_unit_test(on_streams_all_rain_runs_off),
        cmocka_unit_test(what_is_missing_is_missing_only_where_it_counts),
        cmocka_unit_test(quickflow_is_its_formula),
        cmocka_unit_test(quickflow_never_exceeds_rain),
        cmocka_unit_test(neighbours_in_an_array_have_no_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
