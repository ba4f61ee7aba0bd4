#include "land/grid_link.h"

#include <assert.h>
#include <pthread.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"
#include "land/crs.h"

typedef struct Entry Entry;
struct Entry {
    GridLink link; // first: a link is its entry
    Entry *next;
    Arena *arena;
    Grid grid;
    const char *crs;
    int users;
};

static struct {
    pthread_mutex_t lock;
    Entry *first;
} shelf = {.lock = PTHREAD_MUTEX_INITIALIZER};

// ---- making

static int node_count(int cells)
{
    return (cells - 1) / NODE_STEP + 2 + 2 * NODE_MARGIN;
}

static void place_nodes(const Grid *grid, const GridLink *link, double *x, double *y)
{
    for (int row = 0; row < link->node_rows; row++) {
        for (int col = 0; col < link->node_cols; col++) {
            *x++ = grid->x0 + (double)((col - NODE_MARGIN) * NODE_STEP) * grid->cell_m;
            *y++ = grid->y0 - (double)((row - NODE_MARGIN) * NODE_STEP) * grid->cell_m;
        }
    }
}

static void add_nodes(Entry *entry, Transform *to_other)
{
    GridLink *link = &entry->link;
    link->node_cols = node_count(entry->grid.width);
    link->node_rows = node_count(entry->grid.height);
    size_t count = (size_t)link->node_cols * (size_t)link->node_rows;
    double *x = arena_array(entry->arena, count, sizeof *x), *y = arena_array(entry->arena, count, sizeof *y);
    place_nodes(&entry->grid, link, x, y);
    transform_points(to_other, x, y, count);
    link->node_x = x;
    link->node_y = y;
}

static bool add_way(Entry *entry, const Crs *grid_crs, const Crs *crs, Err *err)
{
    const Grid *grid = &entry->grid;
    Transform *to_other = NULL;
    if (!transform_open(grid_crs, crs, &to_other, err)) return false;
    double half = 0.5 * grid->cell_m;
    transform_settle(to_other, grid->x0 + grid->width * half, grid->y0 - grid->height * half);
    add_nodes(entry, to_other);
    if (transform_shifts_datum(to_other)) {
        entry->link.datum_note = arena_text(entry->arena, transform_note(to_other));
        entry->link.ballpark = transform_is_ballpark(to_other);
    }
    transform_close(to_other);
    return true;
}

static bool fill_link(Entry *entry, Err *err)
{
    Crs *grid_crs = NULL, *crs = NULL;
    bool done = crs_open(entry->grid.crs, &grid_crs, err) && crs_open(entry->crs, &crs, err);
    if (done) {
        entry->link.crs_label = arena_text(entry->arena, crs_label(crs));
        entry->link.same = crs_same(grid_crs, crs);
    }
    if (done && !entry->link.same) done = add_way(entry, grid_crs, crs, err);
    crs_close(crs);
    crs_close(grid_crs);
    return done;
}

static bool make_entry(const Grid *grid, const char *crs, Entry **out, Err *err)
{
    Arena *arena = arena_open();
    Entry *entry = arena_alloc(arena, sizeof *entry);
    *entry = (Entry){.link = {.datum_note = ""}, .arena = arena, .grid = *grid, .crs = arena_text(arena, crs)};
    entry->grid.crs = arena_text(arena, grid->crs);
    if (fill_link(entry, err)) {
        *out = entry;
        return true;
    }
    arena_close(arena);
    return false;
}

// ---- sharing

static bool same_grid(const Grid *a, const Grid *b)
{
    return text_equal(a->crs, b->crs) && a->x0 == b->x0 && a->y0 == b->y0 && a->cell_m == b->cell_m &&
           a->width == b->width && a->height == b->height;
}

static Entry *find_entry(const Grid *grid, const char *crs)
{
    for (Entry *entry = shelf.first; entry; entry = entry->next) {
        if (text_equal(entry->crs, crs) && same_grid(&entry->grid, grid)) return entry;
    }
    return NULL;
}

bool grid_link_take(const Grid *grid, const char *crs, const GridLink **out, Err *err)
{
    pthread_mutex_lock(&shelf.lock);
    Entry *entry = find_entry(grid, crs);
    bool done = entry || make_entry(grid, crs, &entry, err);
    if (done && entry->users++ == 0) {
        entry->next = shelf.first;
        shelf.first = entry;
    }
    pthread_mutex_unlock(&shelf.lock);
    if (done) *out = &entry->link;
    return done;
}

static void remove_entry(Entry *entry)
{
    Entry **at = &shelf.first;
    while (*at != entry) at = &(*at)->next;
    *at = entry->next;
    arena_close(entry->arena);
}

void grid_link_give(const GridLink *link)
{
    if (!link) return;
    pthread_mutex_lock(&shelf.lock);
    Entry *entry = shelf.first;
    while (entry && &entry->link != link) entry = entry->next;
    assert(entry);
    if (--entry->users == 0) remove_entry(entry);
    pthread_mutex_unlock(&shelf.lock);
}
