#include "gep/formulas/formula_testing.h"
#include "gep/kernel_testing.h"

extern const Service service_r03;
enum { CELL_COUNT = 100 };

static const Range ranges[] = {{1, 60}, {20, 70}, {10, 40}, {3, 30}, {0.1, 3}, {0, 1}, {0, 10}};

static KernelRun *open_run(Arena *arena)
{
    KernelRun *run = kernel_run_open(arena, CELL_COUNT);
    uint64_t seed = 0x9E3779B97F4A7C15u + 4;
    for (int k = 0; k < 7; k++) {
        double row[CELL_COUNT];
        for (int i = 0; i < CELL_COUNT; i++) row[i] = testing_random(&seed, ranges[k].low, ranges[k].high);
        kernel_run_input(run, k, 0, row);
    }
    for (size_t i = 0; i < CELL_COUNT; i++) run->class_index[i] = (uint16_t)(1 + i % 2);
    run->by_class[0][1] = 0.1151; // a, grass
    run->by_class[0][2] = 0.0438; // crop
    run->by_class[1][1] = 0.6;    // ridges, cm
    run->by_class[1][2] = 1.4;
    run->scalar[2] = 50;
    return run;
}

static const double *compute(KernelRun *run)
{
    service_r03.variants[0].kernel(&run->cells, run->out);
    return run->out[0];
}

static double loss(double x)
{
    double s = 150.71 * pow(x, -0.3711);
    return 2 * 50 / (s * s) * 109.8 * x * exp(-(50 / s) * (50 / s));
}

static double twin(const KernelRun *run, size_t i, double carbonate)
{
    double sand = run->values[1][0][i], silt = run->values[2][0][i], clay = run->values[3][0][i];
    double sum = (sand + silt + clay) / 100, om = 1.724 * run->values[4][0][i];
    double ridge = run->by_class[1][run->class_index[i]], a = run->by_class[0][run->class_index[i]];
    double ef =
        (29.09 + 0.31 * sand / sum + 0.17 * silt / sum + 0.33 * sand / clay - 2.59 * om - 0.95 * carbonate) / 100;
    double scf = 1 / (1 + 0.0066 * pow(clay / sum, 2) + 0.021 * om * om);
    double bare = run->values[0][0][i] * ef * scf * exp(1.86 * ridge - 2.41 * pow(ridge, 0.934));
    return (loss(bare) - loss(bare * exp(-a * 100 * run->values[5][0][i]))) / 1000;
}

static void retention_is_the_loss_of_bare_soil_less_that_under_cover(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    KernelRun *run = open_run(arena);
    const double *out = compute(run);
    for (size_t i = 0; i < CELL_COUNT; i++) assert_near(out[i], twin(run, i, run->values[6][0][i]), 1e-11);
    run->in[6] = NULL; // carbonate is not known
    out = compute(run);
    for (size_t i = 0; i < CELL_COUNT; i++) assert_near(out[i], twin(run, i, 0), 1e-11);
    arena_close(arena);
}

static void bare_soil_keeps_nothing(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    KernelRun *run = open_run(arena);
    for (size_t i = 0; i < CELL_COUNT; i++) run->values[5][0][i] = 0;
    const double *out = compute(run);
    for (size_t i = 0; i < CELL_COUNT; i++) assert_true(out[i] == 0);
    arena_close(arena);
}

static void a_missing_value_stays_missing(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    KernelRun *run = open_run(arena);
    for (int k = 0; k < 7; k++) {
        assert_true(kernel_run_keeps_nan(run, service_r03.variants[0].kernel, k, 0, 0, 31));
    }
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(retention_is_the_loss_of_bare_soil_less_that_under_cover),
        cmocka_unit_test(bare_soil_keeps_nothing),
        cmocka_unit_test(a_missing_value_stays_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
