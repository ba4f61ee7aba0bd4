#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/kernel_testing.h"

extern const Service service_r14;
static Arena *arena;

static void a_stand_gives_ions_by_height_and_density(void **state)
{
    (void)state;
    KernelRun *run = kernel_run_open(arena, 3);
    run->class_index[2] = 1;
    run->by_class[1][0] = 1;
    run->by_class[1][1] = 0.5;
    run->scalar[0] = 10;
    kernel_run_input(run, 0, 0, (double[]){12, 8, 8});
    kernel_run_input(run, 1, 0, (double[]){1600, 500, 2600});
    Kernel *kernel = service_r14.variants[0].kernel;
    kernel(&run->cells, run->out);
    assert_true(kernel_near(run->out[0][0], 5.256e11 * 12 * 1000 / 10));
    assert_true(kernel_near(run->out[0][1], 5.256e11 * 8 * -100 / 10)); // clamped by the engine
    assert_true(kernel_near(run->out[0][2], 5.256e11 * 8 * 0.5 * 2000 / 10));
    assert_true(service_r14.flows[0].clamp);
    assert_true(kernel_run_keeps_nan(run, kernel, 0, 0, 0, 1));
    assert_true(kernel_run_keeps_nan(run, kernel, 1, 0, 0, 2));
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
        cmocka_unit_test(a_stand_gives_ions_by_height_and_density),
    };
    return cmocka_run_group_tests_name("r14", tests, start, stop);
}
