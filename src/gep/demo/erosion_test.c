#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "gep/demo/erosion.h"
#include "gep/demo/ways.h"

enum { WIDTH = 12, HEIGHT = 9, COUNT = WIDTH * HEIGHT };

static Arena *arena;

// A pit in the middle of a plain that falls to the west; the west edge is the base.
static Erosion plain(void)
{
    Erosion e = erosion_open(arena, WIDTH, HEIGHT, 100);
    for (int i = 0; i < COUNT; i++) {
        e.z[i] = 10 * (i % WIDTH);
        e.uplift[i] = 1;
        e.strength[i] = 0.01;
        e.base[i] = i % WIDTH == 0;
    }
    e.z[4 * WIDTH + 6] = 5;
    return e;
}

static void all_water_comes_to_a_base(void **state)
{
    (void)state;
    Erosion e = plain();
    erosion_route(&e);
    double arrived = 0;
    for (int i = 0; i < COUNT; i++) {
        int node = i;
        for (int steps = 0; e.receiver[node] != node; steps++) {
            assert_true(steps < COUNT);
            assert_true(e.z[e.receiver[node]] <= e.z[node]);
            node = e.receiver[node];
        }
        assert_true(e.base[node]);
        if (e.receiver[i] == i) arrived += e.area_m2[i];
    }
    assert_true(arrived == COUNT * 1e4);
}

static void a_pit_is_filled_to_its_rim(void **state)
{
    (void)state;
    Erosion e = plain();
    erosion_route(&e);
    assert_true(e.z[4 * WIDTH + 6] == 50);
}

static void rivers_cut_and_slopes_stay_below_the_steepest(void **state)
{
    (void)state;
    Erosion e = plain();
    for (int i = 0; i < 30; i++) erosion_step(&e, 5, 0.3);
    for (int i = 0; i < COUNT; i++) {
        if (e.base[i]) {
            assert_true(e.z[i] == 0);
            continue;
        }
        assert_true(e.z[i] > 0);
        assert_true((e.z[i] - e.z[e.receiver[i]]) / 100 <= 0.3 * 1.4143);
    }
}

static void creep_smooths_hillslopes_but_not_streams(void **state)
{
    (void)state;
    Erosion e = plain();
    erosion_route(&e);
    e.z[3 * WIDTH + 5] = 90;
    e.area_m2[2 * WIDTH + 8] = 9e9;
    e.z[2 * WIDTH + 8] = 200;
    erosion_creep(&e, 1e9);
    assert_true(e.z[3 * WIDTH + 5] < 80);
    assert_true(e.z[2 * WIDTH + 8] == 200);
}

static double level_cost(const void *context, int from, int to, double length_m)
{
    (void)from;
    const int *wall = context;
    return to % WIDTH == *wall && to / WIDTH != 0 ? 1e9 : length_m;
}

static void the_cheapest_way_goes_round_a_wall(void **state)
{
    (void)state;
    Field2 lattice = field2_open(arena, 0, 0, 100, WIDTH, HEIGHT);
    int start = 4 * WIDTH, wall = 5, node = 4 * WIDTH + WIDTH - 1, passed_gate = 0;
    Ways ways = ways_from(arena, &lattice, 1, &start, NULL, level_cost, &wall);
    for (; ways.next[node] != node; node = ways.next[node]) passed_gate += node == wall;
    assert_int_equal(node, start);
    assert_int_equal(passed_gate, 1);
    assert_true(ways.cost[4 * WIDTH + WIDTH - 1] < 2000);
}

static void a_head_start_wins_land(void **state)
{
    (void)state;
    Field2 lattice = field2_open(arena, 0, 0, 100, WIDTH, HEIGHT);
    int starts[2] = {4 * WIDTH, 4 * WIDTH + WIDTH - 1}, wall = -1, share[2] = {0};
    double head[2] = {0, 500};
    Ways ways = ways_from(arena, &lattice, 2, starts, head, level_cost, &wall);
    for (int i = 0; i < COUNT; i++) share[ways.start[i]]++;
    assert_true(share[0] > share[1] && share[1] > 0);
}

static int start(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_water_comes_to_a_base),
        cmocka_unit_test(a_pit_is_filled_to_its_rim),
        cmocka_unit_test(rivers_cut_and_slopes_stay_below_the_steepest),
        cmocka_unit_test(creep_smooths_hillslopes_but_not_streams),
        cmocka_unit_test(the_cheapest_way_goes_round_a_wall),
        cmocka_unit_test(a_head_start_wins_land),
    };
    return cmocka_run_group_tests(tests, start, end);
}
