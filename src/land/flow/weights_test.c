#include "land/flow/weights.h"

#include "land/flow/distance.h"
#include "land/flow/stream.h"
#include "land/flow/test_flow.h"
#include "land/flow/weights_golden.h"

typedef struct Routed { // by one of the two methods
    uint32_t *weights;
    FlowOrder order;
    uint8_t *stream;
    double *sums[GOLDEN_SUMS]; // as in Golden
} Routed;

static double *golden_own(int width, int height)
{
    size_t cells = flow_cells(width, height);
    double *own = arena_array(test_arena, cells, sizeof *own);
    for (int i = 0; i < (int)cells; i++) {
        int share = (3 * (i / width) + 5 * (i % width)) % 9;
        own[i] = share == 0 ? (double)NAN : share;
    }
    return own;
}

static Routed routed(bool spreads, FlowHeights filled, int width, int height, double threshold, double proportion)
{
    size_t cells = flow_cells(width, height);
    Routed r = {.weights = arena_array(test_arena, cells, 4), .stream = arena_array(test_arena, cells, 1)};
    (spreads ? weights_mfd : weights_d8)(filled, width, height, r.weights);
    r.order = order_weights(test_arena, r.weights, width, height);
    const double *own = golden_own(width, height);
    for (int i = 0; i < GOLDEN_SUMS; i++) r.sums[i] = arena_array(test_arena, cells, sizeof *r.sums[i]);
    accumulate_weights(r.weights, width, height, r.order, NULL, r.sums[0]);
    accumulate_weights(r.weights, width, height, r.order, own, r.sums[1]);
    if (spreads)
        stream_trace(r.weights, r.sums[0], width, height, threshold, proportion, r.stream);
    else
        stream_above(r.sums[0], cells, threshold, r.stream);
    DistanceCost whose = spreads ? COST_OF_RECEIVER : COST_OF_SENDER;
    distance_weights(r.weights, width, height, r.order, r.stream, NULL, whose, r.sums[2]);
    distance_weights(r.weights, width, height, r.order, r.stream, own, whose, r.sums[3]);
    return r;
}

// FNV-1a, 64 bits (Fowler, Noll & Vo), of the bytes.
static uint64_t golden_hash(const void *data, size_t size)
{
    const uint8_t *bytes = data;
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < size; i++) hash = (hash ^ bytes[i]) * 0x100000001b3u;
    return hash;
}

static uint64_t hash_of_sums(const double *sums, size_t cells)
{
    double *copy = arena_array(test_arena, cells, sizeof *copy);
    for (size_t i = 0; i < cells; i++) copy[i] = isnan(sums[i]) ? -1 : sums[i];
    return golden_hash(copy, cells * sizeof *copy);
}

static float height_of(char c)
{
    return c == '.' ? NAN : c <= '9' ? (float)(c - '0') : (float)(c - 'a' + 10);
}

static void check_stream(const char *want, const uint8_t *stream, size_t cells)
{
    for (size_t i = 0; i < cells; i++)
        assert_int_equal(want[i] == '.' ? STREAM_NODATA : want[i] == '#' ? 1 : 0, stream[i]);
}

static void check_golden(const Golden *golden)
{
    int width = golden->width, height = golden->height;
    size_t cells = flow_cells(width, height);
    assert_true(strlen(golden->z) == cells && strlen(golden->mfd) == 8 * cells);
    float *z = arena_array(test_arena, cells, sizeof *z);
    for (size_t i = 0; i < cells; i++) z[i] = height_of(golden->z[i]);
    fill_depressions(z, width, height, z);
    Routed d8 = routed(false, (FlowHeights){z, NULL}, width, height, golden->threshold, golden->proportion);
    Routed mfd = routed(true, (FlowHeights){z, NULL}, width, height, golden->threshold, golden->proportion);
    for (size_t i = 0; i < cells; i++) {
        char want[9] = {0};
        memcpy(want, golden->mfd + 8 * i, 8);
        assert_true(isnan(z[i]) ? golden->filled[i] == '.' : z[i] == height_of(golden->filled[i]));
        assert_int_equal(flow_weight_way(d8.weights[i]), golden->way[i] == '.' ? 128 : golden->way[i] - '0');
        assert_int_equal(mfd.weights[i], strtoul(want, NULL, 16));
    }
    check_stream(golden->stream_d8, d8.stream, cells);
    check_stream(golden->stream_mfd, mfd.stream, cells);
    for (int i = 0; i < GOLDEN_SUMS; i++) {
        assert_true(hash_of_sums(d8.sums[i], cells) == golden->sums[i]);
        assert_true(hash_of_sums(mfd.sums[i], cells) == golden->sums[GOLDEN_SUMS + i]);
    }
}

static void small_models_give_what_invest_gives(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) check_golden(&goldens[i]);
}

enum { LARGE_WIDTH = 300, LARGE_HEIGHT = 280, LARGE_CELLS = LARGE_WIDTH * LARGE_HEIGHT };

static float *large_model(void)
{
    float *z = arena_array(test_arena, LARGE_CELLS, sizeof *z);
    uint64_t s = 88172645463325252u;
    for (int i = 0; i < LARGE_CELLS; i++) {
        int row = i / LARGE_WIDTH, col = i % LARGE_WIDTH;
        s ^= s << 13;
        s ^= s >> 7;
        s ^= s << 17;
        bool hole = (s >> 40 & 0x3ff) == 0, rough = s >> 60 < 3;
        int step = (4 * row + 3 * col) / 40 + abs(col - 150) / 8 + rough;
        z[i] = hole ? NAN : (float)step;
        if (row >= 100 && row < 180 && col >= 200 && col < 290) z[i] = 30;
    }
    return z;
}

static uint64_t hash_of_bytes_as(const uint8_t *bytes)
{
    return golden_hash(bytes, LARGE_CELLS);
}

static void a_model_of_several_tiles_gives_what_invest_gives(void **state)
{
    (void)state;
    float *z = large_model();
    double *filled = arena_array(test_arena, LARGE_CELLS, sizeof *filled);
    uint8_t *way = arena_array(test_arena, LARGE_CELLS, 1);
    fill_depressions(z, LARGE_WIDTH, LARGE_HEIGHT, z);
    Routed d8 = routed(false, (FlowHeights){z, NULL}, LARGE_WIDTH, LARGE_HEIGHT, 60, 0.5);
    Routed mfd = routed(true, (FlowHeights){z, NULL}, LARGE_WIDTH, LARGE_HEIGHT, 60, 0.5);
    for (size_t i = 0; i < LARGE_CELLS; i++) {
        filled[i] = (double)z[i];
        way[i] = flow_weight_way(d8.weights[i]);
    }
    const uint64_t got[] = {hash_of_sums(filled, LARGE_CELLS),
                            hash_of_bytes_as(way),
                            hash_of_sums(d8.sums[0], LARGE_CELLS),
                            hash_of_sums(d8.sums[1], LARGE_CELLS),
                            hash_of_bytes_as(d8.stream),
                            hash_of_sums(d8.sums[2], LARGE_CELLS),
                            hash_of_sums(d8.sums[3], LARGE_CELLS),
                            golden_hash(mfd.weights, LARGE_CELLS * sizeof *mfd.weights),
                            hash_of_sums(mfd.sums[0], LARGE_CELLS),
                            hash_of_sums(mfd.sums[1], LARGE_CELLS),
                            hash_of_bytes_as(mfd.stream),
                            hash_of_sums(mfd.sums[2], LARGE_CELLS),
                            hash_of_sums(mfd.sums[3], LARGE_CELLS)};
    assert_int_equal(sizeof got / sizeof *got, sizeof golden_large / sizeof *golden_large);
    for (size_t i = 0; i < sizeof got / sizeof *got; i++)
        if (got[i] != golden_large[i].hash) fail_msg("%s differs", golden_large[i].name);
}

// 1000 m and some thousandths of a micrometre: in floats all would be one flat.
static void elevations_in_doubles_keep_their_digits(void **state)
{
    (void)state;
    const double z[] = {1000 + 4e-9, 1000 + 3e-9, 1000 + 2e-9, 1000 + 1e-9, 1000};
    uint32_t d8[5], mfd[5];
    weights_d8((FlowHeights){NULL, z}, 5, 1, d8);
    weights_mfd((FlowHeights){NULL, z}, 5, 1, mfd);
    for (int i = 0; i < 4; i++) assert_true(d8[i] == 1 && mfd[i] == 15); // east
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        FlowSurface s = test_surface(&dem);
        double *exact = arena_array(test_arena, dem.cells, sizeof *exact);
        for (size_t i = 0; i < dem.cells; i++) exact[i] = (double)s.filled[i];
        for (int spreads = 0; spreads < 2; spreads++) {
            Routed a = routed(spreads, (FlowHeights){s.filled, NULL}, dem.width, dem.height, 3, 0.5);
            Routed b = routed(spreads, (FlowHeights){NULL, exact}, dem.width, dem.height, 3, 0.5);
            assert_memory_equal(a.weights, b.weights, dem.cells * sizeof *a.weights);
        }
    }
}

static void every_cell_has_a_way_and_no_ring_and_water_is_kept(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        FlowSurface s = test_surface(&dem);
        for (int spreads = 0; spreads < 2; spreads++) {
            Routed r = routed(spreads, (FlowHeights){s.filled, NULL}, dem.width, dem.height, 3, 0.5);
            double own = 0, leaves = 0;
            size_t next = 0;
            for (size_t i = 0; i < dem.cells; i++) {
                assert_int_equal(r.weights[i] == 0, isnan(s.filled[i]));
                if (r.weights[i] == 0) continue;
                own += 1;
                for (int k = 0; k < 8; k++) {
                    bool out = !test_neighbour(dem.width, dem.height, i, k, &next) || r.weights[next] == 0;
                    double share = flow_weight(r.weights[i], k) / (double)flow_weight_sum(r.weights[i]);
                    if (out) leaves += share * r.sums[0][i];
                    if (!out && share > 0) assert_true(s.filled[next] <= s.filled[i]);
                }
            }
            assert_int_equal(r.order.count, (int)own);
            assert_true(fabs(leaves - own) < 1e-9 * (1 + own));
        }
    }
}

static void off_the_flats_d8_is_ours_where_no_two_neighbours_are_equally_good(void **state)
{
    (void)state;
    TestDem dem = test_dem(8 * TEST_KINDS); // the last shape of kind 0, without ties
    TestFlow flow = test_flow(dem);
    uint32_t *weights = arena_array(test_arena, dem.cells, 4);
    weights_d8((FlowHeights){flow.surface.filled, NULL}, dem.width, dem.height, weights);
    size_t same = 0, next = 0;
    for (size_t i = 0; i < dem.cells; i++) {
        bool lower = false;
        for (int k = 0; k < 8; k++)
            lower |= test_neighbour(dem.width, dem.height, i, k, &next) &&
                     flow.surface.filled[next] < flow.surface.filled[i];
        if (lower) assert_int_equal(flow_weight_way(weights[i]), flow.direction[i]);
        same += lower;
    }
    assert_true(same > 200);
}

static void a_hole_that_only_missing_neighbours_drain_prefers_sides(void **state)
{
    (void)state;
    const float alone[] = {NAN, NAN, NAN, NAN, 5, NAN, NAN, NAN, NAN};
    const float corners[] = {9, 9, NAN, 9, 5, 9, 9, 9, NAN};
    uint32_t d8[9], mfd[9];
    weights_d8((FlowHeights){alone, NULL}, 3, 3, d8);
    weights_mfd((FlowHeights){alone, NULL}, 3, 3, mfd);
    assert_int_equal(d8[4], 1);           // east, the first across a side
    assert_int_equal(mfd[4], 0x22222222); // 15 * 0.1464 and 15 * 0.1036
    weights_d8((FlowHeights){corners, NULL}, 3, 3, d8);
    weights_mfd((FlowHeights){corners, NULL}, 3, 3, mfd);
    assert_int_equal(flow_weight_way(d8[4]), 7); // of corners the last
    assert_int_equal(mfd[4], 0x80000080);        // halves of fifteen, upwards
}

static void pieces_go_tile_by_tile(void **state)
{
    (void)state;
    static const int shapes[][2] = {{1, 1}, {256, 256}, {257, 1}, {1, 300}, {600, 270}, {255, 513}};
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        int width = shapes[s][0], height = shapes[s][1];
        size_t cells = flow_cells(width, height), seen = 0, last = 0;
        for (size_t at = 0; at < flow_pieces(width, height); at++) {
            FlowPiece piece = flow_piece(width, height, at);
            size_t row = piece.first / (size_t)width, col = piece.first % (size_t)width;
            size_t tile = (row / FLOW_TILE * 4 + col / FLOW_TILE) * FLOW_TILE + row % FLOW_TILE;
            assert_true(at == 0 || tile > last);
            assert_true(col % FLOW_TILE == 0 && piece.count > 0 && col + piece.count <= (size_t)width);
            seen += piece.count;
            last = tile;
        }
        assert_int_equal(seen, cells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_models_give_what_invest_gives),
        cmocka_unit_test(a_model_of_several_tiles_gives_what_invest_gives),
        cmocka_unit_test(elevations_in_doubles_keep_their_digits),
        cmocka_unit_test(every_cell_has_a_way_and_no_ring_and_water_is_kept),
        cmocka_unit_test(off_the_flats_d8_is_ours_where_no_two_neighbours_are_equally_good),
        cmocka_unit_test(a_hole_that_only_missing_neighbours_drain_prefers_sides),
        cmocka_unit_test(pieces_go_tile_by_tile),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
