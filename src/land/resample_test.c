#include "land/resample.h"

#include <math.h>

#include "land/test_maps.h"

static const float THREE[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
static const Source SQUARE = {.window = {.col = 10, .row = 20, .width = 3, .height = 3}, .values = THREE};

static void nearest_takes_the_cell_that_holds_the_place(void **state)
{
    (void)state;
    const double x[6] = {10.5, 12.99, 11, 11 - 1e-8, 13.5, 10 - 1e-8},
                 y[6] = {20.5, 22.5, 21, 21 - 1e-8, 20.5, 20 - 1e-8};
    float out[6];
    resample_nearest(&SQUARE, x, y, 6, out);
    assert_true(out[0] == 1 && out[1] == 9 && out[2] == 5 && out[3] == 5 && isnan(out[4]) && out[5] == 1);
    const double nowhere = NAN;
    resample_nearest(&SQUARE, &nowhere, y, 1, out);
    assert_true(isnan(out[0]));
}

static void bilinear_is_exact_on_a_plane(void **state)
{
    (void)state;
    for (int i = 0; i <= 16; i++) {
        for (int j = 0; j <= 16; j++) {
            double x = 10.5 + 0.125 * i, y = 20.5 + 0.125 * j;
            float out;
            resample_bilinear(&SQUARE, &x, &y, 1, &out);
            assert_true(fabs((double)out - (1 + 0.125 * i + 3 * 0.125 * j)) < 1e-6);
        }
    }
}

static void beyond_the_outer_centres_bilinear_keeps_their_values(void **state)
{
    (void)state;
    const double x[5] = {10.1, 12.9, 10 - 1e-8, 9.9, 12.9}, y[5] = {20.1, 22.9, 20 - 1e-8, 20.1, 21.5};
    float out[5];
    resample_bilinear(&SQUARE, x, y, 5, out);
    assert_true(out[0] == 1 && out[1] == 9 && out[2] == 1 && isnan(out[3]) && out[4] == 6);
}

static void bilinear_leaves_missing_neighbours_out(void **state)
{
    (void)state;
    const float values[4] = {1, NAN, 3, 4};
    const Source source = {.window = {.width = 2, .height = 2}, .values = values};
    const double x[3] = {0.9, 1.1, 1.0}, y[3] = {0.75, 0.75, 1.25};
    float out[3];
    resample_bilinear(&source, x, y, 3, out);
    double right = 0.4, down = 0.25, w[3] = {(1 - right) * (1 - down), (1 - right) * down, right * down};
    assert_true(fabs((double)out[0] - (w[0] * 1 + w[1] * 3 + w[2] * 4) / (w[0] + w[1] + w[2])) < 1e-6);
    assert_true(isnan(out[1])); // the nearest one is missing
    assert_true(fabs((double)out[2] - (0.125 * 1 + 0.375 * 3 + 0.375 * 4) / 0.875) < 1e-6);
}

enum { WIDE = 40, HIGH = 30, SIDE = 9 };

// Columns and rows from a random corner on, also beyond the source; every fifth lattice sits on the source's own.
static void random_lattice(uint64_t *seed, double *x, double *y)
{
    bool own = test_random(seed) < 0.2;
    double step = own ? 0.5 : 0.05 + 0.6 * test_random(seed), x0 = own ? 99 : 97 + 6 * test_random(seed),
           y0 = own ? 49 : 47 + 6 * test_random(seed);
    for (int i = 0; i <= WIDE; i++) x[i] = x0 + step * i;
    for (int i = 0; i <= HIGH; i++) y[i] = y0 + step * i;
}

static void random_values(uint64_t *seed, float *values)
{
    for (int i = 0; i < SIDE * SIDE; i++) values[i] = test_random(seed) < 0.05 ? NAN : (float)test_random(seed);
}

static void a_lattice_is_bilinear_as_its_points(void **state)
{
    (void)state;
    uint64_t seed = 7;
    float values[SIDE * SIDE];
    const Source source = {.window = {100, 50, SIDE, SIDE}, .values = values};
    for (int round = 0; round < 200; round++) {
        double x[WIDE + 1], y[HIGH + 1], scratch[2 * WIDE];
        static float out[HIGH][WIDE + 3];
        random_values(&seed, values);
        random_lattice(&seed, x, y);
        resample_bilinear_lattice(&source, &(Lattice){WIDE, HIGH, x, y}, scratch, out[0], WIDE + 3);
        for (int r = 0; r < HIGH; r++) {
            for (int c = 0; c < WIDE; c++) {
                float want;
                resample_bilinear(&source, &x[c], &y[r], 1, &want);
                if (memcmp(&want, &out[r][c], sizeof want) != 0 && !(isnan(want) && isnan(out[r][c])))
                    fail_msg("%g %g: %g, not %g", x[c], y[r], (double)out[r][c], (double)want);
            }
        }
    }
}

// Whatever rows are asked for together.
static void a_lattice_of_boxes_is_each_box(void **state)
{
    (void)state;
    uint64_t seed = 8;
    float values[SIDE * SIDE];
    const Source source = {.window = {100, 50, SIDE, SIDE}, .values = values};
    for (int round = 0; round < 200; round++) {
        double x[WIDE + 1], y[HIGH + 1], scratch[2 * SIDE];
        static float out[HIGH][WIDE + 3];
        random_values(&seed, values);
        random_lattice(&seed, x, y);
        resample_boxes(&source, &(Lattice){WIDE, HIGH, x, y}, scratch, out[0], WIDE + 3);
        for (int r = 0; r < HIGH; r++) {
            for (int c = 0; c < WIDE; c++) {
                float want;
                resample_boxes(&source, &(Lattice){1, 1, x + c, y + r}, scratch, &want, 1);
                if (memcmp(&want, &out[r][c], sizeof want) != 0 && !(isnan(want) && isnan(out[r][c])))
                    fail_msg("%g %g: %g, not %g", x[c], y[r], (double)out[r][c], (double)want);
            }
        }
    }
}

static float box_mean(const Source *source, double x0, double x1, double y0, double y1)
{
    const double x[2] = {x0, x1}, y[2] = {y0, y1};
    double scratch[6];
    float out;
    resample_boxes(source, &(Lattice){1, 1, x, y}, scratch, &out, 1);
    return out;
}

static void boxes_weigh_by_area(void **state)
{
    (void)state;
    assert_true(box_mean(&SQUARE, 10, 13, 20, 23) == 5);
    assert_true(box_mean(&SQUARE, 10.5, 11.5, 20, 21) == 1.5F);
    double want = (0.5 * (0.75 * 1 + 1 * 2) + 0.25 * (0.75 * 4 + 1 * 5)) / (1.75 * 0.75);
    assert_true(fabs((double)box_mean(&SQUARE, 10.25, 12, 20.5, 21.25) - want) < 1e-6);
}

static void a_box_needs_half_its_area(void **state)
{
    (void)state;
    const float values[2] = {7, NAN};
    const Source source = {.window = {.width = 2, .height = 1}, .values = values};
    assert_true(box_mean(&source, 0, 2, 0, 1) == 7);
    assert_true(isnan(box_mean(&source, 0.01, 2, 0, 1)));
    assert_true(box_mean(&source, -0.5, 0.5, 0, 1) == 7);
    assert_true(isnan(box_mean(&source, -0.51, 0.49, 0, 1)));
    assert_true(isnan(box_mean(&source, 5, 6, 0, 1)));
}

// Quads that are boxes must give what boxes give.
static void upright_quads_are_boxes(void **state)
{
    (void)state;
    uint64_t seed = 99;
    float values[SIDE * SIDE];
    random_values(&seed, values);
    const Source source = {.window = {.col = 100, .row = 50, .width = SIDE, .height = SIDE}, .values = values};
    static double scratch[(SIDE + 1) * SIDE];
    for (int i = 0; i < 2000; i++) {
        double size = test_random(&seed) * 4 + 0.01, left = 98 + test_random(&seed) * 10,
               top = 48 + test_random(&seed) * 10;
        const double x[2] = {left, left + size}, above[2] = {top, top}, below[2] = {top + size, top + size};
        float box, quad;
        const double y[2] = {top, top + size};
        resample_boxes(&source, &(Lattice){1, 1, x, y}, scratch, &box, 1);
        resample_quads(&source, &(QuadRow){x, above, x, below}, 1, scratch, &quad);
        if (isnan(box) != isnan(quad) || (!isnan(box) && fabsf(box - quad) > 1e-6F))
            fail_msg("%g %g %g: box %g, quad %g", left, top, size, (double)box, (double)quad);
    }
}

static void a_turned_quad_is_weighed_by_its_true_overlap(void **state)
{
    (void)state;
    const float values[4] = {1, 2, 3, 4};
    const Source source = {.window = {.width = 2, .height = 2}, .values = values};
    double scratch[6];
    // A square of area 0.5 on its corner, its centre at (1, 0.75): a tip of 0.25 reaches into the southern row.
    const double x_top[2] = {1, 1.5}, y_top[2] = {0.25, 0.75}, x_bottom[2] = {0.5, 1}, y_bottom[2] = {0.75, 1.25};
    float out;
    resample_quads(&source, &(QuadRow){x_top, y_top, x_bottom, y_bottom}, 1, scratch, &out);
    double south = 0.0625, want = (0.5 * (1 + 2) * (0.5 - south) + 0.5 * (3 + 4) * south) / 0.5;
    assert_true(fabs((double)out - want) < 1e-6);
}

static void quads_that_cannot_be_placed_are_missing(void **state)
{
    (void)state;
    double scratch[12];
    const double x[2] = {10, NAN}, far[2] = {50, 51}, top[2] = {20, 20}, bottom[2] = {21, 21};
    float out;
    resample_quads(&SQUARE, &(QuadRow){x, top, x, bottom}, 1, scratch, &out);
    assert_true(isnan(out));
    resample_quads(&SQUARE, &(QuadRow){far, top, far, bottom}, 1, scratch, &out);
    assert_true(isnan(out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_takes_the_cell_that_holds_the_place),
        cmocka_unit_test(bilinear_is_exact_on_a_plane),
        cmocka_unit_test(beyond_the_outer_centres_bilinear_keeps_their_values),
        cmocka_unit_test(bilinear_leaves_missing_neighbours_out),
        cmocka_unit_test(a_lattice_is_bilinear_as_its_points),
        cmocka_unit_test(boxes_weigh_by_area),
        cmocka_unit_test(a_lattice_of_boxes_is_each_box),
        cmocka_unit_test(a_box_needs_half_its_area),
        cmocka_unit_test(upright_quads_are_boxes),
        cmocka_unit_test(a_turned_quad_is_weighed_by_its_true_overlap),
        cmocka_unit_test(quads_that_cannot_be_placed_are_missing),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
