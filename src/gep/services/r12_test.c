#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/kernel_testing.h"

extern const Service service_r12;
static Arena *arena;

static void a_class_recovers_by_its_share(void **state)
{
    (void)state;
    KernelRun *run = kernel_run_open(arena, 3);
    for (uint16_t i = 0; i < 3; i++) run->class_index[i] = i;
    run->by_class[0][0] = 0.495;
    run->by_class[0][1] = 1;
    service_r12.variants[0].kernel(&run->cells, run->out);
    assert_true(kernel_near(run->out[0][0], 0.495 / 1e4));
    assert_true(kernel_near(run->out[0][1], 1 / 1e4));
    assert_true(isnan(run->out[0][2]));
    assert_string_equal(service_r12.parts[0].price, "price.pest_control");
}

static int start(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_class_recovers_by_its_share),
    };
    return cmocka_run_group_tests_name("r12", tests, start, stop);
}
