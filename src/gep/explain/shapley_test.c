// shapley_test.c - the shared-out change against its definition and its axioms.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "gep/explain/shapley.h"

enum { SETS = 1 << SHAPLEY_MAX, HISTORIES = 200 };

static uint64_t state; // splitmix64

static uint64_t next(void)
{
    uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static void make_worth(int count, int64_t most, int64_t *worth)
{
    for (int set = 0; set < 1 << count; set++) worth[set] = (int64_t)(next() % (uint64_t)(2 * most)) - most;
}

// ---- the naive twin: every order in turn

typedef struct Twin {
    int count;
    const int64_t *worth;
    int64_t sum[SHAPLEY_MAX]; // over all orders
    int64_t orders;
} Twin;

static void go_on(Twin *twin, int set, int64_t steps[SHAPLEY_MAX])
{
    if (set == (1 << twin->count) - 1) {
        for (int i = 0; i < twin->count; i++) twin->sum[i] += steps[i];
        twin->orders++;
        return;
    }
    for (int i = 0; i < twin->count; i++) {
        if (set & 1 << i) continue;
        steps[i] = twin->worth[set | 1 << i] - twin->worth[set];
        go_on(twin, set | 1 << i, steps);
    }
}

static void every_part_is_the_mean_over_all_orders_to_less_than_a_fen(void **unused)
{
    (void)unused;
    for (int history = 0; history < HISTORIES; history++) {
        state = (uint64_t)history;
        int64_t worth[SETS], part[SHAPLEY_MAX], steps[SHAPLEY_MAX] = {0};
        Twin twin = {.count = 1 + history % SHAPLEY_MAX, .worth = worth};
        make_worth(twin.count, 100000000000, worth);
        go_on(&twin, 0, steps);
        shapley_share(twin.count, worth, part);
        for (int i = 0; i < twin.count; i++) {
            int64_t off = part[i] * twin.orders - twin.sum[i];
            if (off <= -twin.orders || off >= twin.orders) fail_msg("history %d, cause %d", history, i);
        }
    }
}

static void the_parts_sum_to_the_change_exactly(void **unused)
{
    (void)unused;
    for (int history = 0; history < HISTORIES; history++) {
        state = (uint64_t)history;
        int64_t worth[SETS], part[SHAPLEY_MAX], sum = 0;
        int count = 1 + history % SHAPLEY_MAX;
        make_worth(count, INT64_C(1) << (3 + history % 58), worth);
        shapley_share(count, worth, part);
        for (int i = 0; i < count; i++) sum += part[i];
        assert_true(sum == worth[(1 << count) - 1] - worth[0]);
    }
}

static void the_other_direction_has_the_same_parts_with_the_other_sign(void **unused)
{
    (void)unused;
    for (int history = 0; history < HISTORIES; history++) {
        state = (uint64_t)history;
        int64_t worth[SETS], back[SETS], part[SHAPLEY_MAX], back_part[SHAPLEY_MAX];
        int count = 1 + history % SHAPLEY_MAX, all = (1 << count) - 1;
        make_worth(count, 3, worth); // small: many remainders are equal
        for (int set = 0; set <= all; set++) back[set] = worth[all ^ set];
        shapley_share(count, worth, part);
        shapley_share(count, back, back_part);
        for (int i = 0; i < count; i++) assert_true(part[i] == -back_part[i]);
    }
}

static void a_cause_that_changes_nothing_has_no_part(void **unused)
{
    (void)unused;
    int64_t worth[8], part[3];
    make_worth(2, 1000, worth);
    for (int set = 0; set < 4; set++) worth[set | 4] = worth[set];
    shapley_share(3, worth, part);
    assert_true(part[2] == 0);
}

static void causes_that_only_add_have_what_they_add(void **unused)
{
    (void)unused;
    static const int64_t adds[] = {7, -11, 1300};
    int64_t worth[8], part[3];
    for (int set = 0; set < 8; set++) {
        worth[set] = 5000;
        for (int i = 0; i < 3; i++) worth[set] += set & 1 << i ? adds[i] : 0;
    }
    shapley_share(3, worth, part);
    assert_memory_equal(part, adds, sizeof part);
}

static void what_two_causes_make_together_is_halved(void **unused)
{
    (void)unused;
    const int64_t worth[] = {100, 100, 100, 160}; // nothing moves before both have
    int64_t part[2];
    shapley_share(2, worth, part);
    assert_true(part[0] == 30 && part[1] == 30);
}

static void an_odd_fen_goes_to_the_first_of_equal_causes(void **unused)
{
    (void)unused;
    const int64_t worth[] = {0, 0, 0, 3}, down[] = {0, 0, 0, -3};
    int64_t part[2];
    shapley_share(2, worth, part);
    assert_true(part[0] == 2 && part[1] == 1);
    shapley_share(2, down, part);
    assert_true(part[0] == -2 && part[1] == -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_is_the_mean_over_all_orders_to_less_than_a_fen),
        cmocka_unit_test(the_parts_sum_to_the_change_exactly),
        cmocka_unit_test(the_other_direction_has_the_same_parts_with_the_other_sign),
        cmocka_unit_test(a_cause_that_changes_nothing_has_no_part),
        cmocka_unit_test(causes_that_only_add_have_what_they_add),
        cmocka_unit_test(what_two_causes_make_together_is_halved),
        cmocka_unit_test(an_odd_fen_goes_to_the_first_of_equal_causes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
