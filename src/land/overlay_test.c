#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/message.h"
#include "land/overlay.h"

static Arena *arena;
static Err err;

static int start(void **state)
{
    (void)state;
    message_set_language("en");
    arena = arena_open();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static Polygon box(const char *code, double x1, double y1, double x2, double y2)
{
    double *x = arena_array(arena, 5, sizeof *x), *y = arena_array(arena, 5, sizeof *y);
    Ring *ring = arena_alloc(arena, sizeof *ring);
    const double xs[] = {x1, x2, x2, x1, x1}, ys[] = {y1, y1, y2, y2, y1};
    for (int i = 0; i < 5; i++) {
        x[i] = xs[i];
        y[i] = ys[i];
    }
    *ring = (Ring){.count = 5, .x = x, .y = y};
    return (Polygon){.code = code, .name = "名", .ring_count = 1, .rings = ring, .fault = ""};
}

static double doubled_area(const Ring *r)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < r->count; i++) sum += r->x[i] * r->y[i + 1] - r->x[i + 1] * r->y[i];
    return sum;
}

static void tiles_of_the_plane_tile_what_cuts_them(void **state)
{
    (void)state;
    // The cutter's slanted edges cross the common border at places that are no whole millimetres.
    double x[] = {3, 17.0003, 11.0007, 3}, y[] = {1, 5.0001, 19.0003, 1};
    Ring ring = {.count = 4, .x = x, .y = y};
    Polygon cutter = {.code = "c", .name = "", .ring_count = 1, .rings = &ring, .fault = ""}, out[2], all;
    const Polygon items[2] = {box("a", 0, 0, 9.333, 20), box("b", 9.333, 0, 20, 20)};
    assert_true(overlay_clip(arena, items, 2, &cutter, out, &err));
    assert_true(overlay_union(arena, out, 2, &all, &err));
    assert_string_equal(out[1].code, "b");
    assert_string_equal(out[1].name, "名");
    assert_true(fabs(out[0].area_m2 + out[1].area_m2 - all.area_m2) < 1e-9);
    assert_true(fabs(all.area_m2 - doubled_area(&ring) / 2) < 0.02);
    assert_int_equal(all.ring_count, 1);
    assert_int_equal(all.rings[0].count, 6); // three corners, two crossings, the first again
    for (int k = 0; k < 2; k++) {
        assert_true(doubled_area(&out[k].rings[0]) > 0);
        for (size_t i = 0; i < out[k].rings[0].count; i++) {
            double mm = out[k].rings[0].x[i] * 1000;
            assert_true(fabs(mm - round(mm)) < 1e-6);
        }
    }
}

static void what_lies_outside_keeps_no_ring(void **state)
{
    (void)state;
    const Polygon far = box("far", 100, 100, 110, 110), cutter = box("c", 0, 0, 10, 10);
    Polygon out;
    assert_true(overlay_clip(arena, &far, 1, &cutter, &out, &err));
    assert_int_equal(out.ring_count, 0);
    assert_true(out.area_m2 == 0);
}

static void holes_run_the_other_way(void **state)
{
    (void)state;
    const Polygon parts[4] = {box("s", 0, 0, 30, 10), box("n", 0, 20, 30, 30), box("w", 0, 10, 10, 20),
                              box("e", 20, 10, 30, 20)};
    Polygon all;
    assert_true(overlay_union(arena, parts, 4, &all, &err));
    assert_int_equal(all.ring_count, 2);
    assert_true(doubled_area(&all.rings[0]) > 0);
    assert_true(doubled_area(&all.rings[1]) < 0);
    assert_true(all.area_m2 == 800);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tiles_of_the_plane_tile_what_cuts_them),
        cmocka_unit_test(what_lies_outside_keeps_no_ring),
        cmocka_unit_test(holes_run_the_other_way),
    };
    return cmocka_run_group_tests(tests, start, end);
}
