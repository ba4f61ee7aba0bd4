#include "land/zone_file.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"

enum { MAGIC_SIZE = 8, DIGEST_SIZE = SM3_TEXT_SIZE - 1 };

static const char MAGIC[MAGIC_SIZE] = {'Q', 'S', 'Z', 'O', 'N', 'E', 'S', '1'};

typedef struct Header {
    char magic[MAGIC_SIZE];
    uint64_t checksum;
    char lattice[DIGEST_SIZE], zones[DIGEST_SIZE];
    uint64_t zones_bytes, zones_changed_ns, repaired, width, height, zone_count, piece_count, run_count, part_count,
        name_bytes;
} Header;

typedef struct StoredPiece {
    uint32_t zone, cells, run_count, part_count;
} StoredPiece;

_Static_assert(sizeof(Header) % 8 == 0 && sizeof(ZoneRun) == 4 && sizeof(StoredPiece) == 16, "as the file has them");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the file is little-endian");

// Over whole words; finds what a disk or a hand changed, not what someone forges.
static uint64_t checksum_of(const char *data, size_t size)
{
    uint64_t sum = size, word;
    for (size_t at = 0; at + sizeof word <= size; at += sizeof word) {
        memcpy(&word, data + at, sizeof word);
        sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        sum ^= sum >> 29;
    }
    return sum;
}

static uint64_t round_up(uint64_t size)
{
    return (size + 7) / 8 * 8;
}

// ---- sections

enum { AREAS, NAME_AT, NAMES, PIECES_IN_PATCH, PIECES, RUNS, PART_CELLS, FRACTIONS, SECTIONS };

typedef struct Layout {
    uint64_t at[SECTIONS + 1]; // the last is the file's size
    uint64_t patch_count;
} Layout;

static Layout layout_of(const Header *header)
{
    uint64_t cols = (header->width + LATTICE - 1) / LATTICE, rows = (header->height + LATTICE - 1) / LATTICE;
    Layout layout = {.patch_count = cols * rows};
    const uint64_t sizes[SECTIONS] = {8 * header->zone_count,
                                      4 * (header->zone_count + 1),
                                      header->name_bytes,
                                      4 * layout.patch_count,
                                      sizeof(StoredPiece) * header->piece_count,
                                      sizeof(ZoneRun) * header->run_count,
                                      2 * header->part_count,
                                      8 * header->part_count};
    layout.at[0] = sizeof(Header);
    for (int s = 0; s < SECTIONS; s++) layout.at[s + 1] = layout.at[s] + round_up(sizes[s]);
    return layout;
}

// ---- writing

static size_t measure_names(const ZoneFile *file)
{
    size_t bytes = 0;
    for (size_t i = 0; i < file->zone_count; i++) bytes += strlen(file->names[i]) + 1;
    return bytes;
}

static Header header_of(const ZoneFile *file)
{
    Header header = {.zones_bytes = file->zones_bytes,
                     .repaired = file->repaired,
                     .zones_changed_ns = file->zones_changed_ns,
                     .width = (uint64_t)file->width,
                     .height = (uint64_t)file->height,
                     .zone_count = file->zone_count,
                     .piece_count = zone_index_piece_count(file->index),
                     .name_bytes = measure_names(file)};
    memcpy(header.magic, MAGIC, MAGIC_SIZE);
    memcpy(header.lattice, file->lattice_sm3, DIGEST_SIZE);
    memcpy(header.zones, file->zones_sm3, DIGEST_SIZE);
    for (size_t i = 0; i < zone_index_patch_count(file->index); i++) {
        const ZonePatch *patch = zone_index_patch(file->index, i);
        for (size_t k = 0; k < patch->piece_count; k++) {
            header.run_count += patch->pieces[k].run_count;
            header.part_count += patch->pieces[k].part_count;
        }
    }
    return header;
}

static void put_zones(const ZoneFile *file, const Layout *layout, char *data)
{
    double *areas = (double *)(void *)(data + layout->at[AREAS]);
    uint32_t *name_at = (uint32_t *)(void *)(data + layout->at[NAME_AT]), bytes = 0;
    for (size_t i = 0; i < file->zone_count; i++) {
        size_t size = strlen(file->names[i]) + 1;
        areas[i] = zone_index_area(file->index, i);
        name_at[i] = bytes;
        memcpy(data + layout->at[NAMES] + bytes, file->names[i], size);
        bytes += (uint32_t)size;
    }
    name_at[file->zone_count] = bytes;
}

static void put_pieces(const ZoneFile *file, const Layout *layout, char *data)
{
    uint32_t *in_patch = (uint32_t *)(void *)(data + layout->at[PIECES_IN_PATCH]);
    StoredPiece *pieces = (StoredPiece *)(void *)(data + layout->at[PIECES]);
    ZoneRun *runs = (ZoneRun *)(void *)(data + layout->at[RUNS]);
    uint16_t *cells = (uint16_t *)(void *)(data + layout->at[PART_CELLS]);
    double *fractions = (double *)(void *)(data + layout->at[FRACTIONS]);
    for (size_t i = 0; i < layout->patch_count; i++) {
        const ZonePatch *patch = zone_index_patch(file->index, i);
        in_patch[i] = (uint32_t)patch->piece_count;
        for (size_t k = 0; k < patch->piece_count; k++) {
            const ZonePiece *piece = &patch->pieces[k];
            *pieces++ = (StoredPiece){piece->zone, piece->cells, piece->run_count, piece->part_count};
            for (uint32_t r = 0; r < piece->run_count; r++) *runs++ = piece->runs[r];
            for (uint32_t p = 0; p < piece->part_count; p++) {
                *cells++ = piece->part_cells[p];
                *fractions++ = piece->fractions[p];
            }
        }
    }
}

void zone_file_seal(char *data, size_t size)
{
    size_t skip = offsetof(Header, lattice);
    if (size < sizeof(Header)) return;
    uint64_t checksum = checksum_of(data + skip, size - skip);
    memcpy(data + offsetof(Header, checksum), &checksum, sizeof checksum);
}

bool zone_file_write(const char *path, const ZoneFile *file, Err *err)
{
    Arena *arena = arena_open();
    Header header = header_of(file);
    Layout layout = layout_of(&header);
    size_t size = layout.at[SECTIONS];
    assert(header.name_bytes <= UINT32_MAX && layout.patch_count == zone_index_patch_count(file->index));
    char *data = arena_alloc(arena, size);
    put_zones(file, &layout, data);
    put_pieces(file, &layout, data);
    memcpy(data, &header, sizeof header);
    zone_file_seal(data, size);
    bool done = file_write(path, data, size, err);
    arena_close(arena);
    return done;
}

// ---- reading

static bool broken(Err *err)
{
    return err_set(err, ERR_INPUT, _("this is no whole index of zones, or it was changed; delete it"));
}

static bool read_header(const char *data, size_t size, Header *header)
{
    enum { SIDE_MAX = 1 << 24 };
    uint64_t most = size; // no count can be larger than the bytes it counts
    if (size < sizeof *header) return false;
    memcpy(header, data, sizeof *header);
    size_t skip = offsetof(Header, lattice);
    if (memcmp(header->magic, MAGIC, MAGIC_SIZE) != 0 || header->width < 1 || header->height < 1 ||
        header->width > SIDE_MAX || header->height > SIDE_MAX || header->zone_count > most ||
        header->piece_count > most || header->run_count > most || header->part_count > most ||
        header->name_bytes > most || header->name_bytes > UINT32_MAX)
        return false;
    if (layout_of(header).at[SECTIONS] != size) return false;
    return header->checksum == checksum_of(data + skip, size - skip);
}

static const char **read_names(Arena *arena, const Header *header, const Layout *layout, const char *data)
{
    const uint32_t *at = (const uint32_t *)(const void *)(data + layout->at[NAME_AT]);
    const char *text = data + layout->at[NAMES];
    const char **names = arena_array(arena, header->zone_count + 1, sizeof *names);
    for (size_t i = 0; i < header->zone_count; i++) {
        uint32_t end = at[i + 1];
        if (end <= at[i] || end > header->name_bytes || text[end - 1] != '\0') return NULL;
        names[i] = text + at[i];
    }
    return names;
}

typedef struct Cursor { // where the next patch's sections begin
    const StoredPiece *pieces;
    const ZoneRun *runs;
    const uint16_t *cells;
    const double *fractions;
    uint64_t piece_count, run_count, part_count; // left
} Cursor;

static bool cell_is_inside(const Window *window, unsigned cell, unsigned length)
{
    unsigned row = cell / LATTICE, col = cell % LATTICE;
    return row < (unsigned)window->height && col + length <= (unsigned)window->width;
}

static bool take_piece(Cursor *cursor, size_t zone_count, const Window *window, ZonePiece *out)
{
    const StoredPiece *stored = cursor->pieces++;
    uint64_t cells = stored->part_count;
    if (stored->zone >= zone_count || stored->run_count > cursor->run_count || stored->part_count > cursor->part_count)
        return false;
    for (uint32_t i = 0; i < stored->run_count; i++) {
        const ZoneRun *run = &cursor->runs[i];
        if (run->length < 1 || !cell_is_inside(window, run->cell, run->length)) return false;
        cells += run->length;
    }
    for (uint32_t i = 0; i < stored->part_count; i++) {
        double fraction = cursor->fractions[i];
        if (!cell_is_inside(window, cursor->cells[i], 1) || !(fraction > 0 && fraction < 1)) return false;
    }
    *out = (ZonePiece){.zone = stored->zone,
                       .cells = stored->cells,
                       .run_count = stored->run_count,
                       .part_count = stored->part_count,
                       .runs = cursor->runs,
                       .part_cells = cursor->cells,
                       .fractions = cursor->fractions};
    cursor->runs += stored->run_count;
    cursor->run_count -= stored->run_count;
    cursor->cells += stored->part_count;
    cursor->fractions += stored->part_count;
    cursor->part_count -= stored->part_count;
    return cells == stored->cells;
}

static bool take_patch(Cursor *cursor, uint32_t piece_count, size_t zone_count, ZonePiece *pieces, ZonePatch *patch)
{
    patch->pieces = pieces;
    patch->piece_count = piece_count;
    if (piece_count > cursor->piece_count) return false;
    cursor->piece_count -= piece_count;
    for (uint32_t k = 0; k < piece_count; k++) {
        if (!take_piece(cursor, zone_count, &patch->window, &pieces[k])) return false;
        if (k > 0 && pieces[k].zone <= pieces[k - 1].zone) return false;
    }
    return true;
}

static bool take_patches(Arena *arena, const Header *header, const Layout *layout, const char *data, ZonePatch *patches)
{
    const uint32_t *in_patch = (const uint32_t *)(const void *)(data + layout->at[PIECES_IN_PATCH]);
    Cursor cursor = {.pieces = (const StoredPiece *)(const void *)(data + layout->at[PIECES]),
                     .runs = (const ZoneRun *)(const void *)(data + layout->at[RUNS]),
                     .cells = (const uint16_t *)(const void *)(data + layout->at[PART_CELLS]),
                     .fractions = (const double *)(const void *)(data + layout->at[FRACTIONS]),
                     .piece_count = header->piece_count,
                     .run_count = header->run_count,
                     .part_count = header->part_count};
    Grid grid = {.cell_m = 1, .width = (int)header->width, .height = (int)header->height};
    ZonePiece *pieces = arena_array(arena, header->piece_count + 1, sizeof *pieces);
    for (size_t i = 0; i < layout->patch_count; i++) {
        patches[i].window = grid_lattice_window(&grid, i);
        if (!take_patch(&cursor, in_patch[i], header->zone_count, pieces, &patches[i])) return false;
        pieces += in_patch[i];
    }
    return cursor.piece_count == 0 && cursor.run_count == 0 && cursor.part_count == 0;
}

bool zone_file_parse(Arena *arena, const char *data, size_t size, ZoneFile *out, Err *err)
{
    assert((uintptr_t)data % 8 == 0);
    Header header;
    if (!read_header(data, size, &header)) return broken(err);
    Layout layout = layout_of(&header);
    ZonePatch *patches = arena_array(arena, layout.patch_count, sizeof *patches);
    const char **names = read_names(arena, &header, &layout, data);
    if (names == NULL || !take_patches(arena, &header, &layout, data, patches)) return broken(err);
    const double *areas = (const double *)(const void *)(data + layout.at[AREAS]);
    *out = (ZoneFile){.zones_bytes = header.zones_bytes,
                      .repaired = header.repaired,
                      .zones_changed_ns = header.zones_changed_ns,
                      .width = (int)header.width,
                      .height = (int)header.height,
                      .zone_count = header.zone_count,
                      .names = names,
                      .index = zone_index_over(patches, layout.patch_count, areas)};
    memcpy(out->lattice_sm3, header.lattice, DIGEST_SIZE);
    memcpy(out->zones_sm3, header.zones, DIGEST_SIZE);
    return true;
}

// ---- what it was made for

static void add_text(Sm3 *sm3, const char *text)
{
    sm3_add(sm3, text == NULL ? "" : text, text == NULL ? 1 : strlen(text) + 1);
}

void zone_file_lattice(const RasterInfo *info, const char *layer, const char *key, char out[SM3_TEXT_SIZE])
{
    Sm3 *sm3 = sm3_open();
    const double lattice[] = {info->origin_x, info->origin_y, info->cell_x, info->cell_y, info->width, info->height};
    add_text(sm3, "zones/1");
    add_text(sm3, layer);
    add_text(sm3, key);
    add_text(sm3, info->crs_wkt);
    sm3_add(sm3, lattice, sizeof lattice);
    sm3_close(sm3, out);
}
