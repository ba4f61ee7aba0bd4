// zone_file_test.c - an index written is the index read; anything else in the file is told.
#include "land/zone_file.h"

#include "base/text.h"
#include "land/test_maps.h"

enum { WIDE = 300, HIGH = 280, ZONES = 40 };

static const RasterInfo INFO = {.width = WIDE,
                                .height = HIGH,
                                .origin_x = 1000,
                                .origin_y = 9000,
                                .cell_x = 10,
                                .cell_y = 10,
                                .crs_wkt = "a plane"};

// Random triangles, some partly outside, most of several patches.
static ZoneIndex *random_index(const char *const **names)
{
    static const char *const some[] = {"甲", "", "a longer name", "x"};
    uint64_t seed = 20261124;
    Polygon *zones = arena_array(test_arena, ZONES, sizeof *zones);
    const char **all = arena_array(test_arena, ZONES, sizeof *all);
    for (int i = 0; i < ZONES; i++) {
        Ring *ring = arena_alloc(test_arena, sizeof *ring);
        double *x = arena_array(test_arena, 4, sizeof *x), *y = arena_array(test_arena, 4, sizeof *y);
        for (int k = 0; k < 3; k++) {
            x[k] = 900 + 3300 * test_random(&seed);
            y[k] = 6000 + 3200 * test_random(&seed);
        }
        x[3] = x[0];
        y[3] = y[0];
        *ring = (Ring){.count = 4, .x = x, .y = y};
        zones[i] = (Polygon){.ring_count = 1, .rings = ring};
        all[i] = some[i % 4];
    }
    ZoneIndex *index;
    Err err;
    test_done(zone_index_build(&INFO, &(Polygons){.count = ZONES, .items = zones}, 2, &index, &err), &err);
    *names = all;
    return index;
}

static const char *write_index(ZoneIndex *index, const char *const *names)
{
    Err err;
    ZoneFile file = {.zones_bytes = 7,
                     .repaired = 9,
                     .zones_changed_ns = 8,
                     .width = WIDE,
                     .height = HIGH,
                     .zone_count = ZONES,
                     .names = names,
                     .index = index};
    zone_file_lattice(&INFO, "layer", "key", file.lattice_sm3);
    sm3_of("zones", 5, file.zones_sm3);
    const char *path = test_path("a.zones");
    test_done(zone_file_write(path, &file, &err), &err);
    return path;
}

static char *read_bytes(const char *path, size_t *size)
{
    Err err;
    char *data;
    test_done(file_read(test_arena, path, &data, size, &err), &err);
    return data;
}

static void same_piece(const ZonePiece *a, const ZonePiece *b)
{
    assert_int_equal(a->zone, b->zone);
    assert_int_equal(a->cells, b->cells);
    assert_int_equal(a->run_count, b->run_count);
    assert_int_equal(a->part_count, b->part_count);
    if (a->run_count > 0) assert_memory_equal(a->runs, b->runs, a->run_count * sizeof *a->runs);
    if (a->part_count == 0) return;
    assert_memory_equal(a->part_cells, b->part_cells, a->part_count * sizeof *a->part_cells);
    assert_memory_equal(a->fractions, b->fractions, a->part_count * sizeof *a->fractions);
}

static void what_was_written_is_read(void **state)
{
    (void)state;
    Err err;
    const char *const *names;
    size_t size;
    ZoneFile file;
    char identity[SM3_TEXT_SIZE];
    ZoneIndex *index = random_index(&names);
    const char *data = read_bytes(write_index(index, names), &size);
    test_done(zone_file_parse(test_arena, data, size, &file, &err), &err);
    zone_file_lattice(&INFO, "layer", "key", identity);
    assert_string_equal(file.lattice_sm3, identity);
    sm3_of("zones", 5, identity);
    assert_string_equal(file.zones_sm3, identity);
    assert_true(file.zones_bytes == 7 && file.zones_changed_ns == 8 && file.repaired == 9 && file.width == WIDE &&
                file.height == HIGH);
    assert_int_equal(file.zone_count, ZONES);
    for (size_t i = 0; i < ZONES; i++) {
        assert_string_equal(file.names[i], names[i]);
        assert_true(zone_index_area(file.index, i) == zone_index_area(index, i));
    }
    assert_int_equal(zone_index_patch_count(file.index), zone_index_patch_count(index));
    assert_int_equal(zone_index_piece_count(file.index), zone_index_piece_count(index));
    for (size_t i = 0; i < zone_index_patch_count(index); i++) {
        const ZonePatch *a = zone_index_patch(index, i), *b = zone_index_patch(file.index, i);
        assert_memory_equal(&a->window, &b->window, sizeof a->window);
        assert_int_equal(a->piece_count, b->piece_count);
        assert_int_equal(a->first_piece, b->first_piece);
        for (size_t k = 0; k < a->piece_count; k++) same_piece(&a->pieces[k], &b->pieces[k]);
    }
    zone_index_close(file.index);
    zone_index_close(index);
}

static void is_refused(const char *data, size_t size)
{
    Err err;
    ZoneFile file;
    assert_false(zone_file_parse(test_arena, data, size, &file, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_non_null(strstr(err.text, "no whole index of zones"));
}

static void a_changed_byte_or_a_missing_one_is_told(void **state)
{
    (void)state;
    const char *const *names;
    size_t size;
    ZoneIndex *index = random_index(&names);
    char *data = read_bytes(write_index(index, names), &size);
    for (size_t at = 0; at < size; at += at < 200 ? 1 : 997) {
        data[at] ^= 1;
        is_refused(data, size);
        data[at] ^= 1;
    }
    is_refused(data, size - 1);
    is_refused(data, size - 8);
    is_refused(data, 40);
    is_refused(data, 0);
    zone_index_close(index);
}

static void the_lattice_holds_all_that_fractions_depend_on(void **state)
{
    (void)state;
    char base[SM3_TEXT_SIZE], other[SM3_TEXT_SIZE];
    RasterInfo moved = INFO, wider = INFO, elsewhere = INFO;
    moved.origin_x += 1e-6;
    wider.width++;
    elsewhere.crs_wkt = "another plane";
    zone_file_lattice(&INFO, NULL, "key", base);
    zone_file_lattice(&INFO, "", "key", other);
    assert_string_equal(base, other);
    const struct {
        const RasterInfo *info;
        const char *layer, *key;
    } different[] = {{&moved, "", "key"}, {&wider, "", "key"}, {&elsewhere, "", "key"},
                     {&INFO, "l", "key"}, {&INFO, "", ""},     {&INFO, "key", ""}};
    for (size_t i = 0; i < sizeof different / sizeof *different; i++) {
        zone_file_lattice(different[i].info, different[i].layer, different[i].key, other);
        assert_string_not_equal(base, other);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(a_changed_byte_or_a_missing_one_is_told),
        cmocka_unit_test(the_lattice_holds_all_that_fractions_depend_on),
    };
    return cmocka_run_group_tests_name("zone_file", tests, test_open, test_close);
}
