#include "gep/formulas/formula_testing.h"
#include "gep/kernel_testing.h"

extern const Service service_r02;
enum { CELL_COUNT = 64 };

static KernelRun *open_run(Arena *arena, int inputs)
{
    KernelRun *run = kernel_run_open(arena, CELL_COUNT);
    uint64_t seed = 0x9E3779B97F4A7C15u + 2;
    for (int k = 0; k < inputs; k++) {
        double row[CELL_COUNT];
        for (int i = 0; i < CELL_COUNT; i++) row[i] = testing_random(&seed, 0, k ? 1 : 3000);
        kernel_run_input(run, k, 0, row);
    }
    return run;
}

static const double *compute(KernelRun *run, const char *variant)
{
    kernel_variant(&service_r02, variant)->kernel(&run->cells, run->out);
    return run->out[0];
}

static void rusle_keeps_what_cover_and_practice_keep(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    KernelRun *run = open_run(arena, 3);
    const double *out = compute(run, "RUSLE");
    for (int i = 0; i < CELL_COUNT; i++) {
        double rkls = run->values[0][0][i], c = run->values[1][0][i], p = run->values[2][0][i];
        assert_near(out[i], rkls * (1 - c * p) / 1e4, 1e-13);
        assert_true(out[i] >= 0 && out[i] <= rkls / 1e4);
    }
    arena_close(arena);
}

static void csle_keeps_by_three_measures(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    KernelRun *run = open_run(arena, 4);
    const double *out = compute(run, "CSLE");
    for (int i = 0; i < CELL_COUNT; i++) {
        double rkls = run->values[0][0][i], b = run->values[1][0][i], e = run->values[2][0][i];
        assert_near(out[i], rkls * (1 - b * e * run->values[3][0][i]) / 1e4, 1e-13);
    }
    arena_close(arena);
}

static void more_cover_keeps_more_soil(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    KernelRun *run = open_run(arena, 3);
    double before[CELL_COUNT];
    memcpy(before, compute(run, "RUSLE"), sizeof before);
    for (int i = 0; i < CELL_COUNT; i++) run->values[1][0][i] *= 0.9;
    const double *after = compute(run, "RUSLE");
    for (int i = 0; i < CELL_COUNT; i++) assert_true(after[i] >= before[i]);
    arena_close(arena);
}

static void a_missing_value_stays_missing(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    KernelRun *run = open_run(arena, 4);
    for (int k = 0; k < 3; k++) {
        assert_true(kernel_run_keeps_nan(run, kernel_variant(&service_r02, "RUSLE")->kernel, k, 0, 0, 7));
    }
    for (int k = 0; k < 4; k++) {
        assert_true(kernel_run_keeps_nan(run, kernel_variant(&service_r02, "CSLE")->kernel, k, 0, 0, 7));
    }
    arena_close(arena);
}

static void silt_is_counted_by_volume(void **state)
{
    (void)state;
    const Part *silt = &service_r02.parts[0];
    assert_string_equal(silt->factors[0], "R02.lambda");
    assert_string_equal(silt->factors[1], "/R02.rho");
    assert_string_equal(service_r02.parts[1].price, "tax:TN");
    assert_string_equal(service_r02.parts[2].price, "tax:TP");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rusle_keeps_what_cover_and_practice_keep),
        cmocka_unit_test(csle_keeps_by_three_measures),
        cmocka_unit_test(more_cover_keeps_more_soil),
        cmocka_unit_test(a_missing_value_stays_missing),
        cmocka_unit_test(silt_is_counted_by_volume),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
