#include "land/flow/flat.h"

#include "land/flow/test_flow.h"

static bool drains_itself(const FlowSurface *s, size_t cell)
{
    size_t next;
    if (isnan(s->filled[cell]) || test_way_out(s->filled, s->width, s->height, cell)) return true;
    for (int k = 0; k < 8; k++)
        if (test_neighbour(s->width, s->height, cell, k, &next) && s->filled[next] < s->filled[cell]) return true;
    return false;
}

// Steps within flats, relaxed until nothing changes. On entry 1 at the starts, else 0.
static void steps_slowly(const FlowSurface *s, const bool *stuck, uint32_t *steps)
{
    size_t cells = flow_cells(s->width, s->height), next;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < cells; i++) {
            for (int k = 0; stuck[i] && k < 8; k++) {
                if (!test_neighbour(s->width, s->height, i, k, &next) || !stuck[next] || steps[next] == 0) continue;
                if (steps[i] > 0 && steps[i] <= steps[next] + 1) continue;
                steps[i] = steps[next] + 1;
                changed = true;
            }
        }
    }
}

// The largest of `high` in each flat.
static void largest_slowly(const FlowSurface *s, const bool *stuck, const uint32_t *high, uint32_t *largest)
{
    size_t cells = flow_cells(s->width, s->height), next;
    for (size_t i = 0; i < cells; i++) largest[i] = high[i];
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < cells; i++) {
            for (int k = 0; stuck[i] && k < 8; k++) {
                if (!test_neighbour(s->width, s->height, i, k, &next) || !stuck[next]) continue;
                if (largest[next] <= largest[i]) continue;
                largest[i] = largest[next];
                changed = true;
            }
        }
    }
}

static uint32_t *mask_slowly(const FlowSurface *s)
{
    size_t cells = flow_cells(s->width, s->height), next;
    bool *stuck = arena_array(test_arena, cells, sizeof *stuck);
    uint32_t *low = arena_array(test_arena, cells, 4), *high = arena_array(test_arena, cells, 4);
    uint32_t *largest = arena_array(test_arena, cells, 4), *mask = arena_array(test_arena, cells, 4);
    for (size_t i = 0; i < cells; i++) stuck[i] = !drains_itself(s, i);
    for (size_t i = 0; i < cells; i++) {
        for (int k = 0; stuck[i] && k < 8; k++) {
            if (!test_neighbour(s->width, s->height, i, k, &next)) continue;
            if (!stuck[next] && s->filled[next] == s->filled[i]) low[i] = 1;
            if (s->filled[next] > s->filled[i]) high[i] = 1;
        }
    }
    steps_slowly(s, stuck, low);
    steps_slowly(s, stuck, high);
    largest_slowly(s, stuck, high, largest);
    for (size_t i = 0; i < cells; i++) mask[i] = 2 * low[i] + largest[i] - high[i];
    return mask;
}

static void the_mask_is_its_definition(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        FlowSurface surface = test_surface(&dem);
        assert_memory_equal(surface.mask, mask_slowly(&surface), dem.cells * sizeof *surface.mask);
    }
}

static void the_mask_turns_with_the_map(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) { // another order of rows and columns is another order of all queues
        TestDem dem = test_dem(d);
        FlowSurface plain = test_surface(&dem);
        size_t w = (size_t)dem.width, h = (size_t)dem.height;
        float *turned = arena_array(test_arena, dem.cells, sizeof *turned);
        for (size_t i = 0; i < dem.cells; i++) turned[(w - 1 - i % w) * h + i / w] = plain.filled[i];
        const uint32_t *mask = flat_mask(test_arena, turned, dem.height, dem.width);
        for (size_t i = 0; i < dem.cells; i++) assert_int_equal(mask[(w - 1 - i % w) * h + i / w], plain.mask[i]);
    }
}

static bool has_lower(const FlowSurface *s, size_t cell)
{
    size_t next;
    for (int k = 0; k < 8; k++) {
        if (!test_neighbour(s->width, s->height, cell, k, &next)) continue;
        if (s->filled[next] < s->filled[cell]) return true;
        if (s->filled[next] == s->filled[cell] && s->mask[next] < s->mask[cell]) return true;
    }
    return false;
}

static void every_cell_has_a_lower_neighbour_or_stands_at_a_way_out(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        FlowSurface surface = test_surface(&dem);
        for (size_t i = 0; i < dem.cells; i++)
            assert_true(isnan(dem.z[i]) || has_lower(&surface, i) || test_way_out(dem.z, dem.width, dem.height, i));
    }
}

// The worked example of Barnes, Lehman & Mulla (their figure 1 in small): a walled flat with one way out.
static void a_walled_flat_slopes_from_its_walls_to_its_outlet(void **state)
{
    (void)state;
    const float z[] = {9, 9, 9, 9, 9, //
                       9, 5, 5, 5, 9, //
                       9, 5, 5, 5, 9, //
                       9, 5, 5, 5, 9, //
                       9, 9, 5, 9, 9};
    // steps to the outlet's row: 3 2 1 from the top; to the walls: 1 all around, 2 in the middle; H = 2
    const uint32_t want[] = {0, 0, 0, 0, 0, //
                             0, 7, 7, 7, 0, //
                             0, 5, 4, 5, 0, //
                             0, 3, 3, 3, 0, //
                             0, 0, 0, 0, 0};
    assert_memory_equal(flat_mask(test_arena, z, 5, 5), want, sizeof want);
}

static void a_lake_of_600_by_600_with_one_outlet_drains(void **state)
{
    (void)state;
    enum { SIDE = 600, CELLS = SIDE * SIDE };
    float *z = arena_array(test_arena, CELLS, sizeof *z);
    for (size_t i = 0; i < CELLS; i++) {
        size_t row = i / SIDE, col = i % SIDE;
        bool shore = row == 0 || col == 0 || row == SIDE - 1 || col == SIDE - 1;
        z[i] = shore ? 50 : -(float)((row * 31 + col * 17) % 40); // a rough bed under the lake
    }
    z[300 * SIDE] = 7; // the outlet, in the west
    TestDem dem = {SIDE, SIDE, CELLS, z};
    FlowSurface surface = test_surface(&dem);
    for (size_t i = 0; i < CELLS; i++) {
        size_t row = i / SIDE, col = i % SIDE;
        bool shore = row == 0 || col == 0 || row == SIDE - 1 || col == SIDE - 1;
        assert_true(shore || surface.filled[i] == 7);
        assert_true(shore || has_lower(&surface, i));
    }
    assert_int_equal(surface.mask[300 * SIDE + 1], 2 + 299 - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mask_is_its_definition),
        cmocka_unit_test(the_mask_turns_with_the_map),
        cmocka_unit_test(every_cell_has_a_lower_neighbour_or_stands_at_a_way_out),
        cmocka_unit_test(a_walled_flat_slopes_from_its_walls_to_its_outlet),
        cmocka_unit_test(a_lake_of_600_by_600_with_one_outlet_drains),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
