#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "base/vmath.h"
#include "gep/invest/float_exp.h"

enum { KNOWN = 12 };

static void exp_is_numpys(void **state)
{
    (void)state;
    static const float x[KNOWN] = {-80, -20, -3.3F, -0.2F, -1e-3F, 0, 1e-3F, 0.5F, 1, 7.77F, 40, 80};
    static const float known[KNOWN] = {0x1.7fd976p-116F, 0x1.1b4866p-29F, 0x1.2e259ep-5F,  0x1.a330acp-1F,
                                       0x1.ff7cfep-1F,   0x1p+0F,         0x1.004192p+0F,  0x1.a61298p+0F,
                                       0x1.5bf0aap+1F,   0x1.280f14p+11F, 0x1.a220d2p+57F, 0x1.55779cp+115F};
    float got[KNOWN];
    float_exp(got, x, KNOWN);
    for (int i = 0; i < KNOWN; i++)
        if (got[i] != known[i]) fail_msg("exp(%g): %a, not %a", (double)x[i], (double)got[i], (double)known[i]);
}

static void exp_is_right_to_three_units_of_the_last_place(void **state)
{
    (void)state;
    for (double x = -85; x <= 85; x += 0.00713) {
        float single = (float)x, got;
        float_exp(&got, &single, 1);
        double wanted = exact_exp((double)single);
        if (!(fabs((double)got / wanted - 1) <= 3.6e-7)) fail_msg("exp(%g): %.9g, not %.9g", x, (double)got, wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_is_numpys),
        cmocka_unit_test(exp_is_right_to_three_units_of_the_last_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
