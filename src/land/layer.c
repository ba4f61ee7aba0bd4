#include "land/layer.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "land/grid_link.h"
#include "land/placement.h"
#include "land/resample.h"
#include "land/sweep.h"

enum { SOURCE_CELLS_MOST = 1 << 18 }; // read at a time when resampling: 1 MB

struct LayerPlan {
    Arena *arena;
    const char *path;
    int band;
    LayerKind kind;
    Grid grid;
    RasterInfo info;
    bool aligned; // on the grid's own lattice, shifted by whole cells:
    int col_shift, row_shift;
    const GridLink *link;
    Placement placement; // where its cells lie
};

typedef struct Shared { // an open dataset, of one thread or of several
    Raster *raster;
    pthread_mutex_t lock;
    int users;
} Shared;

struct Layer {
    const LayerPlan *plan;
    Shared *shared;
};

bool layer_kind_parse(const char *text, LayerKind *out, Err *err)
{
    static const char *const names[] = {[LAYER_CLASS] = "class", [LAYER_FIELD] = "field", [LAYER_FLUX] = "flux"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!text_equal(text, names[i])) continue;
        *out = (LayerKind)i;
        return true;
    }
    return err_set(err, ERR_INPUT, _("kind \"%s\" is unknown: class, field or flux is expected."), text ? text : "");
}

// ---- the plan

static bool whole_shift(double shift, int *out)
{
    double whole = round(shift);
    if (!(fabs(shift - whole) <= 1e-6) || !(fabs(whole) < 1e9)) return false;
    *out = (int)whole;
    return true;
}

static bool same_size(double a, double b)
{
    return fabs(a - b) <= 1e-9 * b;
}

static bool on_lattice(const LayerPlan *plan, int *col_shift, int *row_shift)
{
    const RasterInfo *info = &plan->info;
    const Grid *grid = &plan->grid;
    return same_size(info->cell_x, grid->cell_m) && same_size(info->cell_y, grid->cell_m) &&
           whole_shift((grid->x0 - info->origin_x) / grid->cell_m, col_shift) &&
           whole_shift((info->origin_y - grid->y0) / grid->cell_m, row_shift);
}

static bool read_info(LayerPlan *plan, Err *err)
{
    Raster *raster = NULL;
    if (!raster_open(plan->path, plan->band, &raster, err)) return false;
    plan->info = *raster_info(raster);
    plan->info.crs_wkt = arena_text(plan->arena, plan->info.crs_wkt);
    plan->info.type = arena_text(plan->arena, plan->info.type);
    raster_close(raster);
    return true;
}

static bool source_crs(const LayerPlan *plan, const char *assumed, const char **out, Err *err)
{
    *out = plan->info.crs_wkt[0] ? plan->info.crs_wkt : assumed;
    if (*out && (*out)[0]) return true;
    return err_set(err, ERR_INPUT,
                   _("%s: the raster does not say its coordinate system. Write it into the file (gdal_edit.py "
                     "-a_srs), or give the map a \"crs\"."),
                   plan->path);
}

static bool make_plan(LayerPlan *plan, const char *assumed_crs, Err *err)
{
    const char *crs;
    if (!read_info(plan, err) || !source_crs(plan, assumed_crs, &crs, err)) return false;
    if (!grid_link_take(&plan->grid, crs, &plan->link, err)) return err_within(err, "%s", plan->path);
    assert(plan->link);
    plan->aligned = plan->link->same && on_lattice(plan, &plan->col_shift, &plan->row_shift);
    plan->placement = placement_make(&plan->grid, plan->link, &plan->info);
    return true;
}

bool layer_plan_open(const char *path, int band, LayerKind kind, const Grid *grid, const char *assumed_crs,
                     LayerPlan **out, Err *err)
{
    Arena *arena = arena_open();
    LayerPlan *plan = arena_alloc(arena, sizeof *plan);
    *plan = (LayerPlan){.arena = arena, .path = arena_text(arena, path), .band = band, .kind = kind, .grid = *grid};
    plan->grid.crs = arena_text(arena, grid->crs);
    if (make_plan(plan, assumed_crs, err)) {
        *out = plan;
        return true;
    }
    layer_plan_close(plan);
    return false;
}

void layer_plan_close(LayerPlan *plan)
{
    if (!plan) return;
    grid_link_give(plan->link);
    arena_close(plan->arena);
}

const char *layer_resampling(const LayerPlan *plan)
{
    static const char *const names[] = {[LAYER_CLASS] = "nearest", [LAYER_FIELD] = "bilinear", [LAYER_FLUX] = "area"};
    return plan->aligned ? "none" : names[plan->kind];
}

const char *layer_datum_note(const LayerPlan *plan)
{
    return plan->link->datum_note;
}

bool layer_datum_is_ballpark(const LayerPlan *plan)
{
    return plan->link->ballpark;
}

const RasterInfo *layer_info(const LayerPlan *plan)
{
    return &plan->info;
}

const char *layer_crs_label(const LayerPlan *plan)
{
    return plan->link->crs_label;
}

// ---- how much of the grid it covers

// The part of a window of the grid, no larger than a step between nodes, that lies on the raster; in grid cells.
static double covered_part(const LayerPlan *plan, Window w)
{
    double x[4], y[4], across = plan->info.width, down = plan->info.height, share[2] = {0, 0};
    for (int i = 0; i < 4; i++) { // north-west, south-west, south-east, north-east
        double col = w.col + (i >= 2 ? w.width : 0), row = w.row + (i == 1 || i == 2 ? w.height : 0);
        placement_row(&plan->placement, col, row, 1, &x[i], &y[i]);
    }
    double area = 0.5 * ((x[2] - x[0]) * (y[1] - y[3]) - (x[1] - x[3]) * (y[2] - y[0])) / (across * down);
    if (!(area > 0)) return 0;
    Sweep sweep = {.width = 1, .height = 1, .cells = share};
    for (int i = 0; i < 4; i++) {
        int j = (i + 1) % 4;
        sweep_edge(&sweep, x[i] / across, y[i] / down, x[j] / across, y[j] / down);
    }
    double part = share[0] / area;
    return (part < 1 ? part : 1) * w.width * w.height;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

double layer_overlap_share(const LayerPlan *plan)
{
    const Grid *grid = &plan->grid;
    double covered = 0;
    for (int row = 0; row < grid->height; row += NODE_STEP) {
        for (int col = 0; col < grid->width; col += NODE_STEP) {
            Window w = {col, row, smaller(NODE_STEP, grid->width - col), smaller(NODE_STEP, grid->height - row)};
            covered += covered_part(plan, w);
        }
    }
    double share = covered / ((double)grid->width * grid->height);
    return share < 1e-12 ? 0 : share > 1 - 1e-12 ? 1 : share;
}

// ---- reading

static bool open_shared(const LayerPlan *plan, Shared **out, Err *err)
{
    Raster *raster = NULL;
    if (!raster_reopen(plan->path, plan->band, &plan->info, &raster, err)) return false;
    Shared *shared = malloc(sizeof *shared);
    assert(shared);
    *shared = (Shared){.raster = raster, .lock = PTHREAD_MUTEX_INITIALIZER};
    *out = shared;
    return true;
}

bool layer_open(const LayerPlan *plan, Layer *beside, Layer **out, Err *err)
{
    assert(!beside || beside->plan == plan);
    Shared *shared = beside ? beside->shared : NULL;
    if (!shared && !open_shared(plan, &shared, err)) return false;
    Layer *layer = malloc(sizeof *layer);
    assert(layer);
    *layer = (Layer){.plan = plan, .shared = shared};
    shared->users++;
    *out = layer;
    return true;
}

void layer_close(Layer *layer)
{
    if (!layer) return;
    if (--layer->shared->users == 0) {
        raster_close(layer->shared->raster);
        free(layer->shared);
    }
    free(layer);
}

static bool read_source(Layer *layer, Window window, float *out, Err *err)
{
    pthread_mutex_lock(&layer->shared->lock);
    bool done = raster_read(layer->shared->raster, window, out, err);
    pthread_mutex_unlock(&layer->shared->lock);
    return done;
}

void layer_forget(Layer *layer)
{
    pthread_mutex_lock(&layer->shared->lock);
    raster_forget(layer->shared->raster);
    pthread_mutex_unlock(&layer->shared->lock);
}

// The part of the raster that the window's cells need, one cell more on each side for the bilinear neighbours.
static Window needed(const LayerPlan *plan, Window w)
{
    double x0, y0, x1, y1, width = plan->info.width, height = plan->info.height;
    if (!placement_box(&plan->placement, w, &x0, &y0, &x1, &y1)) return (Window){0};
    x0 = floor(x0) - 1 < 0 ? 0 : floor(x0) - 1;
    y0 = floor(y0) - 1 < 0 ? 0 : floor(y0) - 1;
    x1 = ceil(x1) + 1 > width ? width : ceil(x1) + 1;
    y1 = ceil(y1) + 1 > height ? height : ceil(y1) + 1;
    if (!(x1 > x0 && y1 > y0)) return (Window){0};
    return (Window){.col = (int)x0, .row = (int)y0, .width = (int)(x1 - x0), .height = (int)(y1 - y0)};
}

typedef struct Work { // of one resampled window, in one block of memory
    Source source;
    float *values;
    double *x, *y;           // positions of one row of cells, or of all columns and all rows; one more than cells
    double *x_next, *y_next; // and of the next row of corners
    double *scratch;         // (source width + 1) * source height, at least 2 * source width and 2 * window width
} Work;

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void *work_open(Window window, Window source, Work *out)
{
    size_t width = (size_t)window.width, row = larger(width, (size_t)window.height) + 1;
    size_t wide = (size_t)source.width + 1, high = (size_t)source.height;
    size_t scratch = larger(wide * larger(high, 2), 2 * width), values = (size_t)source.width * high;
    double *memory = malloc((4 * row + scratch) * sizeof *memory + values * sizeof(float));
    assert(memory);
    *out = (Work){.x = memory,
                  .y = memory + row,
                  .x_next = memory + 2 * row,
                  .y_next = memory + 3 * row,
                  .scratch = memory + 4 * row,
                  .values = (float *)(void *)(memory + 4 * row + scratch)};
    out->source = (Source){.window = source, .values = out->values};
    return memory;
}

// Columns and rows along the raster's own: placed once for the window.
static void resample_lattice(const LayerPlan *plan, Window w, Work *work, size_t stride, float *out)
{
    bool edges = plan->kind == LAYER_FLUX;
    double shift = edges ? 0 : 0.5;
    placement_row(&plan->placement, w.col + shift, w.row + shift, (size_t)w.width + edges, work->x, work->x_next);
    for (int r = 0; r < w.height + edges; r++)
        placement_row(&plan->placement, w.col + shift, w.row + r + shift, 1, work->x_next, &work->y[r]);
    Lattice to = {.width = (size_t)w.width, .height = (size_t)w.height, .x = work->x, .y = work->y};
    (edges ? resample_boxes : resample_bilinear_lattice)(&work->source, &to, work->scratch, out, stride);
}

static void resample_points(const LayerPlan *plan, Window w, Work *work, int row, float *out)
{
    size_t count = (size_t)w.width;
    placement_row(&plan->placement, w.col + 0.5, row + 0.5, count, work->x, work->y);
    (plan->kind == LAYER_CLASS ? resample_nearest : resample_bilinear)(&work->source, work->x, work->y, count, out);
}

static void resample_flux(const LayerPlan *plan, Window w, Work *work, int row, float *out)
{
    size_t count = (size_t)w.width;
    placement_row(&plan->placement, w.col, row, count + 1, work->x, work->y);
    placement_row(&plan->placement, w.col, row + 1, count + 1, work->x_next, work->y_next);
    QuadRow quads = {work->x, work->y, work->x_next, work->y_next};
    resample_quads(&work->source, &quads, count, work->scratch, out);
}

static void resample(const LayerPlan *plan, Window w, Work *work, size_t stride, float *out)
{
    if (plan->link->same && plan->kind != LAYER_CLASS) {
        resample_lattice(plan, w, work, stride, out);
        return;
    }
    for (int r = 0; r < w.height; r++, out += stride)
        (plan->kind == LAYER_FLUX ? resample_flux : resample_points)(plan, w, work, w.row + r, out);
}

static void fill_missing(Window w, size_t stride, float *out)
{
    for (int r = 0; r < w.height; r++) {
        for (int c = 0; c < w.width; c++) out[(size_t)r * stride + (size_t)c] = NAN;
    }
}

static bool resample_window(Layer *layer, Window w, Window source, size_t stride, float *out, Err *err)
{
    Work work;
    void *memory = work_open(w, source, &work);
    bool done = read_source(layer, source, work.values, err);
    if (done) resample(layer->plan, w, &work, stride, out);
    free(memory);
    return done;
}

static bool read_resampled(Layer *layer, Window w, size_t stride, float *out, Err *err);

// Too much to hold at a time: the two halves one after the other. A value depends on its cell alone, so nothing
// changes.
static bool read_halves(Layer *layer, Window w, size_t stride, float *out, Err *err)
{
    Window first = w, second = w;
    size_t skip;
    if (w.height > 1) {
        first.height = w.height / 2;
        second.row += first.height;
        second.height -= first.height;
        skip = (size_t)first.height * stride;
    } else {
        first.width = w.width / 2;
        second.col += first.width;
        second.width -= first.width;
        skip = (size_t)first.width;
    }
    return read_resampled(layer, first, stride, out, err) && read_resampled(layer, second, stride, out + skip, err);
}

static bool read_resampled(Layer *layer, Window w, size_t stride, float *out, Err *err)
{
    Window source = needed(layer->plan, w);
    double cells = (double)source.width * source.height;
    if (cells <= 0) {
        fill_missing(w, stride, out);
        return true;
    }
    if (cells > SOURCE_CELLS_MOST && (w.height > 1 || w.width > 1)) return read_halves(layer, w, stride, out, err);
    return resample_window(layer, w, source, stride, out, err);
}

bool layer_read(Layer *layer, Window window, float *out, Err *err)
{
    const LayerPlan *plan = layer->plan;
    if (!plan->aligned) return read_resampled(layer, window, (size_t)window.width, out, err);
    window.col += plan->col_shift;
    window.row += plan->row_shift;
    return read_source(layer, window, out, err);
}

bool layer_in_strips(const RasterInfo *info)
{
    return info->block_width >= info->width && info->width > LATTICE && info->block_height < LATTICE;
}

bool layer_tiles_read_once(const LayerPlan *plan, int side)
{
    int wide = plan->info.block_width, high = plan->info.block_height;
    return plan->aligned && side % wide == 0 && side % high == 0 && plan->col_shift % wide == 0 &&
           plan->row_shift % high == 0;
}
