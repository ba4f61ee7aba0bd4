#include "land/flow/direction.h"

#include "land/flow/test_flow.h"

static const double PI = 3.14159265358979323846;

// Height above a neighbour, in metres or steps of the mask; NaN when it is not lower.
static double lower_by(const FlowSurface *s, size_t from, size_t to)
{
    if (s->filled[to] < s->filled[from]) return (double)s->filled[from] - (double)s->filled[to];
    bool level = s->filled[to] == s->filled[from];
    return level && s->mask[to] < s->mask[from] ? (double)(s->mask[from] - s->mask[to]) : (double)NAN;
}

// Squares of slopes, so that nothing is rounded as it is in the code: twice the square of the drop across a side
// against the square of that across a corner.
static int d8_slowly(const FlowSurface *s, size_t cell)
{
    if (isnan(s->filled[cell])) return FLOW_NODATA;
    int best = FLOW_LEAVES;
    double steepest = 0;
    for (int k = 0; k < 8; k++) {
        size_t next;
        if (!test_neighbour(s->width, s->height, cell, k, &next)) continue;
        double drop = lower_by(s, cell, next), square = drop * drop * (k % 2 ? 1 : 2);
        if (!(square > steepest)) continue;
        steepest = square;
        best = k;
    }
    return best;
}

static void d8_takes_the_steepest_way_and_of_equal_ones_the_first(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        FlowSurface surface = test_surface(&dem);
        uint8_t *direction = arena_array(test_arena, dem.cells, 1);
        direction_d8(&surface, direction);
        for (size_t i = 0; i < dem.cells; i++) assert_int_equal(direction[i], d8_slowly(&surface, i));
    }
}

static void every_valid_cell_drains_along_d8(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        FlowSurface surface = test_surface(&dem);
        uint8_t *direction = arena_array(test_arena, dem.cells, 1);
        direction_d8(&surface, direction);
        for (size_t i = 0; i < dem.cells; i++) {
            size_t at = i, steps = 0;
            while (direction[at] < FLOW_LEAVES) {
                assert_true(test_neighbour(dem.width, dem.height, at, direction[at], &at));
                assert_true(++steps < dem.cells);
            }
            assert_int_equal(direction[at], isnan(dem.z[i]) ? FLOW_NODATA : FLOW_LEAVES);
            if (direction[at] == FLOW_LEAVES) assert_true(test_way_out(dem.z, dem.width, dem.height, at));
        }
    }
}

static void mfd_shares_are_proportional_to_slopes_and_sum_to_one(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        FlowSurface surface = test_surface(&dem);
        for (size_t i = 0; i < dem.cells; i++) {
            double share[8], slope[8] = {0}, sum = 0, total = 0;
            direction_mfd(&surface, i, share);
            for (int k = 0; k < 8; k++) {
                size_t next;
                if (!test_neighbour(dem.width, dem.height, i, k, &next)) continue;
                double drop = lower_by(&surface, i, next);
                slope[k] = isnan(drop) ? 0 : drop / (k % 2 ? sqrt(2) : 1);
                sum += slope[k];
            }
            for (int k = 0; k < 8; k++) {
                assert_true(fabs(share[k] * sum - slope[k]) <= 1e-12 * sum);
                total += share[k];
            }
            bool leaves = d8_slowly(&surface, i) >= FLOW_LEAVES;
            assert_true(leaves ? total == 0 : fabs(total - 1) < 1e-12);
        }
    }
}

// One of the eight ways to turn and mirror a map: transposed, then its columns and its rows reversed.
typedef struct Turn {
    bool transpose, flip_col, flip_row;
} Turn;

static size_t turned_cell(Turn turn, int width, int height, size_t cell)
{
    int col = (int)cell % width, row = (int)cell / width, w = turn.transpose ? height : width;
    int c = turn.transpose ? row : col, r = turn.transpose ? col : row, h = turn.transpose ? width : height;
    if (turn.flip_col) c = w - 1 - c;
    if (turn.flip_row) r = h - 1 - r;
    return (size_t)r * (size_t)w + (size_t)c;
}

static int turned_direction(Turn turn, int direction)
{
    if (direction >= FLOW_LEAVES) return direction;
    if (turn.transpose) direction = (14 - direction) % 8; // east and south change places
    if (turn.flip_col) direction = (12 - direction) % 8;
    if (turn.flip_row) direction = (8 - direction) % 8;
    return direction;
}

// Random floats as they are, with their pits: no two cells are as high.
static FlowSurface turned_surface(const TestDem *dem, Turn turn)
{
    float *z = arena_array(test_arena, dem->cells, sizeof *z);
    uint32_t *mask = arena_array(test_arena, dem->cells, sizeof *mask);
    for (size_t i = 0; i < dem->cells; i++) z[turned_cell(turn, dem->width, dem->height, i)] = dem->z[i];
    return turn.transpose ? (FlowSurface){dem->height, dem->width, z, mask}
                          : (FlowSurface){dem->width, dem->height, z, mask};
}

static void compare_fans(FlowFan plain, FlowFan turned, Turn turn)
{
    assert_int_equal(plain.facet < FLOW_LEAVES, turned.facet < FLOW_LEAVES);
    if (plain.facet >= FLOW_LEAVES) return;
    assert_memory_equal(&plain.diagonal, &turned.diagonal, sizeof plain.diagonal);
    if (plain.diagonal > 0)
        assert_int_equal(direction_diagonal(turned.facet), turned_direction(turn, direction_diagonal(plain.facet)));
    if (plain.diagonal < 1)
        assert_int_equal(direction_side(turned.facet), turned_direction(turn, direction_side(plain.facet)));
}

static void directions_and_shares_turn_and_mirror_with_the_map(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d += TEST_KINDS) {
        TestDem dem = test_dem(d);
        FlowSurface plain = turned_surface(&dem, (Turn){0});
        uint8_t *a = arena_array(test_arena, dem.cells, 1), *b = arena_array(test_arena, dem.cells, 1);
        direction_d8(&plain, a);
        for (int t = 1; t < 8; t++) {
            Turn turn = {t & 1, t & 2, t & 4};
            FlowSurface turned = turned_surface(&dem, turn);
            direction_d8(&turned, b);
            for (size_t i = 0; i < dem.cells; i++) {
                size_t j = turned_cell(turn, dem.width, dem.height, i);
                double share[8], other[8];
                assert_int_equal(b[j], turned_direction(turn, a[i]));
                direction_mfd(&plain, i, share);
                direction_mfd(&turned, j, other);
                for (int k = 0; k < 8; k++)
                    assert_memory_equal(&other[turned_direction(turn, k)], &share[k], sizeof *share);
                compare_fans(direction_dinf(&plain, i), direction_dinf(&turned, j), turn);
            }
        }
    }
}

// Rows go south, so a plane that falls towards angle a (from east, counter-clockwise) loses cos a a column, gains
// sin a a row.
static void dinf_finds_the_angle_of_a_plane(void **state)
{
    (void)state;
    for (int degree = 0; degree < 360; degree++) {
        double angle = degree * PI / 180;
        float z[9];
        const uint32_t mask[9] = {0};
        for (int i = 0; i < 9; i++) {
            int row = i / 3, col = i % 3;
            z[i] = (float)(100 - 10 * (cos(angle) * col - sin(angle) * row));
        }
        FlowFan fan = direction_dinf(&(FlowSurface){3, 3, z, mask}, 4);
        double off = fabs(fan.angle - angle), part = fmod(angle, PI / 2) / (PI / 4);
        assert_true(off < 1e-5 || fabs(off - 2 * PI) < 1e-5);
        assert_true(fan.angle >= 0 && fan.angle < 2 * PI);
        assert_true(fabs(fan.diagonal - (part > 1 ? 2 - part : part)) < 1e-5);
    }
}

// Tarboton's equations as he writes them, with atan2 and metres; the steepest slope of the eight.
static double tarboton_slope(const FlowSurface *s, size_t cell, double *angle)
{
    static const int e1[8] = {0, 2, 2, 4, 4, 6, 6, 0}, e2[8] = {1, 1, 3, 3, 5, 5, 7, 7};
    static const int ac[8] = {0, 1, 1, 2, 2, 3, 3, 4}, af[8] = {1, -1, 1, -1, 1, -1, 1, -1};
    double best = 0;
    for (int k = 0; k < 8; k++) {
        size_t side, corner;
        if (!test_neighbour(s->width, s->height, cell, e1[k], &side)) return NAN;
        if (!test_neighbour(s->width, s->height, cell, e2[k], &corner)) return NAN;
        double e0 = (double)s->filled[cell], d = (double)s->filled[side], c = (double)s->filled[corner];
        double s1 = e0 - d, s2 = d - c, r = atan2(s2, s1), slope = hypot(s1, s2);
        if (isnan(r)) return NAN;
        if (r < 0) {
            r = 0;
            slope = s1;
        } else if (r > PI / 4) {
            r = PI / 4;
            slope = (e0 - c) / sqrt(2);
        }
        if (!(slope > best * (1 + 1e-12))) continue;
        best = slope;
        *angle = af[k] * r + ac[k] * PI / 2;
    }
    return best;
}

static void dinf_is_tarbotons(void **state)
{
    (void)state;
    int compared = 0;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        FlowSurface surface = test_surface(&dem);
        for (size_t i = 0; i < dem.cells; i++) {
            double angle = 0, slope = tarboton_slope(&surface, i, &angle);
            if (!(slope > 0)) continue;
            FlowFan fan = direction_dinf(&surface, i);
            double off = fabs(fan.angle - angle);
            assert_true(off < 1e-9 || fabs(off - 2 * PI) < 1e-9);
            compared++;
        }
    }
    assert_true(compared > 5000);
}

static void dinf_goes_along_d8_in_flats_and_leaves_where_d8_does(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        FlowSurface surface = test_surface(&dem);
        for (size_t i = 0; i < dem.cells; i++) {
            FlowFan fan = direction_dinf(&surface, i);
            int way = d8_slowly(&surface, i);
            if (way >= FLOW_LEAVES) assert_true(fan.facet == way && isnan(fan.angle));
            if (surface.mask[i] > 0) assert_true(fan.facet == way && fan.diagonal == way % 2);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(d8_takes_the_steepest_way_and_of_equal_ones_the_first),
        cmocka_unit_test(every_valid_cell_drains_along_d8),
        cmocka_unit_test(mfd_shares_are_proportional_to_slopes_and_sum_to_one),
        cmocka_unit_test(directions_and_shares_turn_and_mirror_with_the_map),
        cmocka_unit_test(dinf_finds_the_angle_of_a_plane),
        cmocka_unit_test(dinf_is_tarbotons),
        cmocka_unit_test(dinf_goes_along_d8_in_flats_and_leaves_where_d8_does),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
