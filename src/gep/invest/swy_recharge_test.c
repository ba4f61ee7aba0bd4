#include "gep/invest/swy_recharge.h"

#include "gep/invest/swy_testing.h"

// The definition, cell by cell, upwards.
typedef struct Twin {
    const SwyTest *test;
    const SwyRecharge *recharge;
    bool *known;
    double *from_above, *available, *sum;
    float *left, *aet;
} Twin;

static double twin_aet(const Twin *twin, size_t cell, double above)
{
    const SwyTest *test = twin->test;
    double aet = 0;
    for (int m = 0; m < SWY_MONTHS; m++) {
        double rain = isnan(test->rain[m][cell]) ? 0 : (double)test->rain[m][cell];
        double quick = isnan(test->quick[m][cell]) ? 0 : (double)test->quick[m][cell];
        double kc = test->land[cell] < 0 ? NAN : test->kc[test->land[cell] * SWY_MONTHS + m];
        double pet = kc * (double)test->et0[m][cell];
        aet += fmin(isnan(pet) ? 0 : pet, rain - quick + twin->recharge->share[m] * above);
    }
    return aet;
}

static double year_of(float *const *months, size_t cell)
{
    double sum = 0;
    for (int m = 0; m < SWY_MONTHS; m++) sum += isnan(months[m][cell]) ? 0 : (double)months[m][cell];
    return sum;
}

static void twin_cell(Twin *twin, size_t cell) // NOLINT(misc-no-recursion)
{
    double total = 0, all = 0, in[8] = {0};
    size_t from;
    if (twin->known[cell]) return;
    twin->known[cell] = true;
    for (int k = 0; k < 8; k++) {
        if (!test_neighbour(twin->test->dem.width, twin->test->dem.height, cell, k, &from)) continue;
        double weight = flow_weight(twin->test->weights[from], k ^ 4);
        if (weight == 0) continue;
        twin_cell(twin, from);
        total += weight * (twin->from_above[from] + twin->available[from]);
        all += weight;
        in[k] = twin->sum[from] * weight / flow_weight_sum(twin->test->weights[from]);
    }
    twin->from_above[cell] = all > 0 ? total / all : 0;
    double aet = twin_aet(twin, cell, twin->from_above[cell]);
    double left = year_of(twin->test->rain, cell) - year_of(twin->test->quick, cell) - aet;
    twin->aet[cell] = (float)aet;
    twin->left[cell] = (float)left;
    twin->available[cell] = fmin(twin->recharge->gamma * left, left);
    twin->sum[cell] = (double)(float)left;
    for (int k = 0; k < 8; k++) twin->sum[cell] += in[k];
}

static Twin twin_of(const SwyTest *test, const SwyRecharge *recharge)
{
    size_t cells = test->dem.cells;
    Twin twin = {test,
                 recharge,
                 arena_array(test_arena, cells, sizeof(bool)),
                 arena_array(test_arena, cells, sizeof(double)),
                 arena_array(test_arena, cells, sizeof(double)),
                 arena_array(test_arena, cells, sizeof(double)),
                 arena_array(test_arena, cells, sizeof(float)),
                 arena_array(test_arena, cells, sizeof(float))};
    for (size_t cell = 0; cell < cells; cell++)
        if (test->reached[cell]) twin_cell(&twin, cell);
    return twin;
}

static void same_as_twin(const SwyTest *test, const SwyRecharge *recharge)
{
    Twin twin = twin_of(test, recharge);
    for (size_t cell = 0; cell < test->dem.cells; cell++) {
        if (!test->reached[cell]) {
            assert_true(isnan(recharge->recharge[cell]) && isnan(recharge->sum[cell]));
            continue;
        }
        assert_true(recharge->recharge[cell] == twin.left[cell]);
        assert_true(recharge->aet[cell] == twin.aet[cell]);
        assert_true(recharge->from_above[cell] == twin.from_above[cell]);
        assert_true(recharge->available[cell] == twin.available[cell]);
        assert_true(test->weights[cell] == 0 ? isnan(recharge->sum[cell]) : recharge->sum[cell] == twin.sum[cell]);
    }
}

// All recharge leaves by the edges and holes, and nothing else does.
static void conserved(const SwyTest *test, const SwyRecharge *recharge)
{
    double in = 0, size = 0, out = 0;
    size_t next;
    for (size_t cell = 0; cell < test->dem.cells; cell++) {
        if (test->weights[cell] == 0) continue;
        in += (double)recharge->recharge[cell];
        size += fabs((double)recharge->recharge[cell]);
        for (int k = 0; k < 8; k++) {
            if (!test_neighbour(test->dem.width, test->dem.height, cell, k, &next) || test->weights[next] == 0)
                out += recharge->sum[cell] * flow_weight(test->weights[cell], k) / flow_weight_sum(test->weights[cell]);
        }
    }
    if (!(fabs(in - out) <= 1e-9 * size + 1e-9)) fail_msg("%.12g in, %.12g out", in, out);
}

static void recharge_is_its_definition_and_conserved(void **state)
{
    (void)state;
    for (int index = 0; index < TEST_DEMS; index += 3) {
        for (int spreads = 0; spreads < 2; spreads++) {
            SwyTest test = swy_test(index, spreads, 1 + index % 4);
            SwyRecharge recharge = swy_test_recharge(&test);
            same_as_twin(&test, &recharge);
            conserved(&test, &recharge);
            swy_years_close(&test.years);
            arena_reset(test_arena);
        }
    }
}

// What rains on a cell runs off, evaporates or goes down; it evaporates at most what comes.
static void rain_is_parted(void **state)
{
    (void)state;
    SwyTest test = swy_test(8 * TEST_KINDS + 2, true, 4);
    SwyRecharge recharge = swy_test_recharge(&test);
    for (size_t cell = 0; cell < test.dem.cells; cell++) {
        double rain = year_of(test.rain, cell), quick = year_of(test.quick, cell);
        double parts = quick + (double)recharge.aet[cell] + (double)recharge.recharge[cell];
        assert_true(fabs(rain - parts) <= 1e-3);
        assert_true(recharge.available[cell] <= (double)recharge.recharge[cell] + 1e-4);
    }
    swy_years_close(&test.years);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recharge_is_its_definition_and_conserved),
        cmocka_unit_test(rain_is_parted),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
