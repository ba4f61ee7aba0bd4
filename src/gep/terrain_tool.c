// terrain_tool.c - a row a product: its methods, what it is written as, and the steps that lead to it.
#include "gep/terrain_tool.h"

#include <assert.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/cancel.h"
#include "base/file.h"
#include "base/message.h"
#include "base/progress.h"
#include "base/text.h"
#include "gep/formulas/formula.h"
#include "gep/formulas/topography.h"
#include "gep/terrain_outlets.h"
#include "land/flow/accumulate.h"
#include "land/flow/basin.h"
#include "land/flow/direction.h"
#include "land/flow/distance.h"
#include "land/flow/fill.h"
#include "land/flow/flat.h"
#include "land/flow/stream.h"
#include "land/raster.h"
#include "land/terrain.h"

typedef struct Work { // arrays of height * width
    Arena *arena;
    const TerrainRequest *request;
    const char *method;
    Grid grid;
    size_t cells;
    float *z;    // as read, then filled where the product needs flow
    double *own; // weights, or NULL
    Outlets outlets;
    FlowSurface surface;
    FlowOrder order;
    uint8_t *direction;
    double *out;
} Work;

// ---- steps

static void *array(const Work *work, size_t size)
{
    return arena_array(work->arena, work->cells, size);
}

static void fill(Work *work)
{
    fill_depressions(work->z, work->grid.width, work->grid.height, work->z);
    progress_step(1);
}

static void route(Work *work)
{
    int width = work->grid.width, height = work->grid.height;
    fill(work);
    work->surface = (FlowSurface){width, height, work->z, flat_mask(work->arena, work->z, width, height)};
    progress_step(2);
    if (text_equal(work->method, "d8")) {
        work->direction = array(work, sizeof *work->direction);
        direction_d8(&work->surface, work->direction);
    }
    work->order = order_downstream(work->arena, &work->surface);
    progress_step(3);
}

static double *accumulated(Work *work)
{
    double *sum = array(work, sizeof *sum);
    route(work);
    if (work->direction != NULL) {
        accumulate_d8(work->direction, work->grid.width, work->grid.height, work->order, work->own, sum);
    } else {
        (text_equal(work->method, "mfd") ? accumulate_mfd : accumulate_dinf)(&work->surface, work->order, work->own,
                                                                             sum);
    }
    progress_step(4);
    return sum;
}

// ---- products

static void write_fill(Work *work)
{
    fill(work);
    for (size_t i = 0; i < work->cells; i++) work->out[i] = (double)work->z[i];
}

static void write_flow(Work *work)
{
    route(work);
    for (size_t i = 0; i < work->cells; i++) {
        if (work->direction == NULL) {
            work->out[i] = direction_dinf(&work->surface, i).angle;
        } else {
            work->out[i] = work->direction[i] == FLOW_NODATA ? NAN : work->direction[i];
        }
    }
}

static void write_accumulate(Work *work)
{
    work->out = accumulated(work);
}

static uint8_t *streams(Work *work)
{
    uint8_t *stream = array(work, sizeof *stream);
    stream_mark(accumulated(work), work->cells, work->request->threshold, stream);
    return stream;
}

static void write_streams(Work *work)
{
    const uint8_t *stream = streams(work);
    for (size_t i = 0; i < work->cells; i++) work->out[i] = stream[i] == STREAM_NODATA ? NAN : stream[i];
}

static void write_distance(Work *work)
{
    const uint8_t *stream = streams(work);
    double cell_m = work->grid.cell_m;
    if (work->direction == NULL) {
        distance_mfd(&work->surface, cell_m, work->order, stream, NULL, work->out);
    } else {
        distance_d8(work->direction, work->grid.width, work->grid.height, cell_m, work->order, stream, NULL, work->out);
    }
}

static void label_outlets(Work *work, uint32_t *label)
{
    int width = work->grid.width, height = work->grid.height;
    uint32_t *count = array(work, sizeof *count);
    accumulate_count(work->direction, width, height, work->order, count);
    outlets_snap(&work->outlets, &work->grid, count, work->request->snap);
    basin_label(work->direction, width, height, work->order, work->outlets.taken, work->outlets.points.count, label);
}

static void write_basins(Work *work)
{
    uint32_t *label = array(work, sizeof *label);
    route(work);
    if (work->request->outlets != NULL) {
        label_outlets(work, label);
    } else {
        basin_label_all(work->direction, work->grid.width, work->grid.height, work->order, label);
    }
    for (size_t i = 0; i < work->cells; i++) work->out[i] = label[i] == 0 ? (double)NAN : (double)label[i];
}

typedef void WindowSlope(const float *z, Window window, double cell_m, double *out);

// A row at a time, with its halo of one cell.
static void slope_rows(const Work *work, WindowSlope *slope, double *out)
{
    size_t width = (size_t)work->grid.width, stride = width + 2;
    float *halo = arena_array(work->arena, 3 * stride, sizeof *halo);
    for (int row = 0; row < work->grid.height; row++) {
        for (size_t i = 0; i < 3 * stride; i++) halo[i] = NAN;
        for (int r = row - 1; r <= row + 1; r++) {
            if (r < 0 || r >= work->grid.height) continue;
            for (size_t c = 0; c < width; c++)
                halo[(size_t)(r - row + 1) * stride + 1 + c] = work->z[(size_t)r * width + c];
        }
        slope(halo, (Window){0, row, work->grid.width, 1}, work->grid.cell_m, out + (size_t)row * width);
    }
}

static void write_slope(Work *work)
{
    slope_rows(work, terrain_slope_deg, work->out);
}

static void ls_of(const double *inflow_m2, const double *slope, const double *aspect, double cell_m, size_t count,
                  double *out)
{
    double exponent[FORMULA_MAX], s[FORMULA_MAX];
    topography_exponent(exponent, LENGTH_MCCOOL, slope, count);
    topography_s_liu(s, slope, count);
    topography_l_desmet_govers(out, inflow_m2, cell_m, aspect, exponent, count);
    for (size_t i = 0; i < count; i++) out[i] *= s[i];
}

// Slope and aspect are the land's own, flow that of the filled surface.
static void write_ls(Work *work)
{
    double *slope = array(work, sizeof *slope), *aspect = array(work, sizeof *aspect), cell = work->grid.cell_m;
    slope_rows(work, terrain_slope_deg, slope);
    slope_rows(work, terrain_aspect_deg, aspect);
    double *inflow = accumulated(work);
    double most = work->request->threshold > 0 ? work->request->threshold : INFINITY;
    for (size_t i = 0; i < work->cells; i++)
        inflow[i] = (inflow[i] - 1 > most ? most : inflow[i] - 1) * cell * cell; // keeps NaN
    for (size_t first = 0; first < work->cells; first += FORMULA_MAX) {
        size_t count = work->cells - first < FORMULA_MAX ? work->cells - first : FORMULA_MAX;
        ls_of(inflow + first, slope + first, aspect + first, cell, count, work->out + first);
    }
}

#define ALL "mfd", "d8", "dinf"
typedef enum Taking { NOT, MAY, MUST } Taking;
enum { WEIGHTS, THRESHOLD, OUTLETS, SNAP, OPTIONS };

static const struct Option {
    const char *name, *use; // use: for those that some product must have
} option_texts[OPTIONS] = {
    [WEIGHTS] = {"--weights", ""},
    [THRESHOLD] = {"--threshold", N_("how many cells make a stream")},
    [OUTLETS] = {"--outlets", ""},
    [SNAP] = {"--snap", ""},
};

static const struct Product {
    const char *name;
    const char *methods[4]; // the first is taken when none is asked for; none: the product does not route
    RasterType type, type_dinf;
    const char *unit, *description;
    Taking takes[OPTIONS];
    void (*write)(Work *work);
} products[] = {
    {"fill", {NULL}, RASTER_FLOAT32, RASTER_FLOAT32, "m", "depressions filled", {NOT}, write_fill},
    {"flow", {"d8", "dinf"}, RASTER_BYTE, RASTER_FLOAT32, "", "flow direction", {NOT}, write_flow},
    {"accumulate", {ALL}, RASTER_FLOAT64, RASTER_FLOAT64, "", "flow accumulation", {[WEIGHTS] = MAY}, write_accumulate},
    {"streams", {ALL}, RASTER_BYTE, RASTER_BYTE, "", "streams", {[THRESHOLD] = MUST}, write_streams},
    {"distance",
     {"d8", "mfd"},
     RASTER_FLOAT32,
     RASTER_FLOAT32,
     "m",
     "distance to streams",
     {[THRESHOLD] = MUST},
     write_distance},
    {"basins", {"d8"}, RASTER_INT32, RASTER_INT32, "", "basins", {[OUTLETS] = MAY, [SNAP] = MAY}, write_basins},
    {"slope", {NULL}, RASTER_FLOAT32, RASTER_FLOAT32, "degree", "slope (Horn)", {NOT}, write_slope},
    {"ls", {ALL}, RASTER_FLOAT32, RASTER_FLOAT32, "1", "LS (Desmet & Govers)", {[THRESHOLD] = MAY}, write_ls},
};

// ---- files

static bool open_input(const Work *work, const char *path, int band, Raster **out, Err *err)
{
    if (!raster_open(path, band > 0 ? band : 1, out, err)) return false;
    const char *remedy = text_equal(path, work->request->dem) ? _("Name one with --band N.")
                                                              : _("Give a raster of one band (gdal_translate -b N).");
    bool good = band > 0 || raster_need_one_band(*out, remedy, err);
    if (good && raster_uses(*out, work->request->out))
        good = err_set(err, ERR_REFUSED, _("%s is an input and would be lost; name another file for the output."),
                       work->request->out);
    if (!good) raster_close(*out);
    return good;
}

static bool holds_values(const float *values, size_t count, const char *path, Err *err)
{
    for (size_t i = 0; i < count; i++) {
        if (isfinite(values[i])) return true;
    }
    return err_set(err, ERR_INPUT,
                   _("%s: every cell is without data; there is nothing to compute. Check the file and its "
                     "no-data value."),
                   path);
}

static bool read_whole(const char *path, int band, const Work *work, float **out, Err *err)
{
    Raster *raster;
    if (!open_input(work, path, band, &raster, err)) return false;
    const RasterInfo *info = raster_info(raster);
    const Grid *grid = &work->grid;
    bool same = info->width == grid->width && info->height == grid->height &&
                fabs(info->origin_x - grid->x0) <= 1e-6 * grid->cell_m &&
                fabs(info->origin_y - grid->y0) <= 1e-6 * grid->cell_m &&
                fabs(info->cell_x - grid->cell_m) <= 1e-9 * grid->cell_m;
    if (!same)
        err_set(err, ERR_INPUT, _("%s: does not lie on the cells of %s. Bring it there first (gdalwarp -te -tr)."),
                path, work->request->dem);
    *out = array(work, sizeof **out);
    same = same && raster_read(raster, (Window){0, 0, grid->width, grid->height}, *out, err);
    raster_close(raster);
    return same && holds_values(*out, work->cells, path, err);
}

static bool read_grid(Work *work, Err *err)
{
    Raster *raster;
    if (!open_input(work, work->request->dem, work->request->band, &raster, err)) return false;
    bool good = raster_grid(raster, NULL, work->arena, &work->grid, err);
    if (good && raster_info(raster)->has_colours)
        message_say(_("%s has a colour table or names of categories, as maps of classes have; elevations in metres are "
                      "expected. Check that it is the elevation model."),
                    work->request->dem);
    raster_close(raster);
    if (!good) return false;
    double cells = (double)work->grid.width * work->grid.height;
    if (cells > FLOW_CELLS_MAX)
        return err_set(err, ERR_REFUSED, _("%s: %.0f cells; at most %d can be routed. Cut the land into catchments."),
                       work->request->dem, cells, (int)FLOW_CELLS_MAX);
    work->cells = (size_t)cells;
    return true;
}

static bool read_weights(Work *work, Err *err)
{
    float *weights;
    if (work->request->weights == NULL) return true;
    if (!read_whole(work->request->weights, 0, work, &weights, err)) return false;
    work->own = array(work, sizeof *work->own);
    for (size_t i = 0; i < work->cells; i++) work->own[i] = (double)weights[i];
    return true;
}

static bool read_outlets(Work *work, Err *err)
{
    const TerrainRequest *request = work->request;
    return request->outlets == NULL ||
           outlets_read(work->arena, request->outlets, request->dem, &work->grid, work->z, &work->outlets, err);
}

static bool read_all(Work *work, Err *err)
{
    return read_grid(work, err) && read_whole(work->request->dem, work->request->band, work, &work->z, err) &&
           read_weights(work, err) && read_outlets(work, err);
}

static bool write_raster(const Work *work, const struct Product *product, Err *err)
{
    RasterType type = text_equal(work->method, "dinf") ? product->type_dinf : product->type;
    RasterOutOptions options = {.type = type, .unit = product->unit, .description = product->description, .cog = true};
    RasterOut *out;
    if (!raster_out_open(work->request->out, &work->grid, &options, &out, err)) return false;
    if (!raster_out_write_doubles(out, (Window){0, 0, work->grid.width, work->grid.height}, work->out, err)) {
        raster_out_abandon(out);
        return false;
    }
    return raster_out_finish(out, err);
}

// ---- the request

static const struct Product *find_product(const char *name, Err *err)
{
    for (size_t i = 0; i < sizeof products / sizeof *products; i++) {
        if (text_equal(products[i].name, name)) return &products[i];
    }
    err_set(err, ERR_USAGE,
            _("unknown product \"%s\": fill, flow, accumulate, streams, distance, basins, slope or ls is expected"),
            name);
    return NULL;
}

static bool find_method(const struct Product *product, const char *asked, const char **method, Err *err)
{
    *method = product->methods[0];
    if (asked == NULL) return true;
    for (int i = 0; product->methods[i] != NULL; i++) {
        *method = product->methods[i];
        if (text_equal(*method, asked)) return true;
    }
    return err_set(err, ERR_USAGE, _("terrain %s knows no method \"%s\""), product->name, asked);
}

static bool check_option(const struct Product *product, int option, bool given, Err *err)
{
    Taking taking = product->takes[option];
    if (given && taking == NOT)
        return err_set(err, ERR_USAGE, _("terrain %s takes no %s"), product->name, option_texts[option].name);
    if (!given && taking == MUST)
        return err_set(err, ERR_USAGE, _("terrain %s needs %s: %s"), product->name, option_texts[option].name,
                       _(option_texts[option].use));
    return true;
}

static bool check_request(const struct Product *product, const TerrainRequest *request, Err *err)
{
    const bool given[OPTIONS] = {[WEIGHTS] = request->weights != NULL,
                                 [THRESHOLD] = request->threshold > 0,
                                 [OUTLETS] = request->outlets != NULL,
                                 [SNAP] = request->snap > 0};
    for (int i = 0; i < OPTIONS; i++) {
        if (!check_option(product, i, given[i], err)) return false;
    }
    if (given[SNAP] && !given[OUTLETS])
        return err_set(err, ERR_USAGE, _("--snap moves outlets: give them with --outlets"));
    return true;
}

static bool check_out(const TerrainRequest *request, Err *err)
{
    const char *inputs[] = {request->dem, request->weights, request->outlets}, *dot = strrchr(request->out, '.');
    if (!file_check_output(request->out, inputs, sizeof inputs / sizeof *inputs, err)) return false;
    if (dot != NULL && (strcasecmp(dot, ".tif") == 0 || strcasecmp(dot, ".tiff") == 0)) return true;
    return err_set(err, ERR_REFUSED, _("%s: a GeoTIFF is written; the file's name must end in .tif or .tiff."),
                   request->out);
}

bool terrain_write(const TerrainRequest *request, FILE *to, Err *err)
{
    const char *method;
    const struct Product *product = find_product(request->product, err);
    if (product == NULL || !find_method(product, request->method, &method, err) ||
        !check_request(product, request, err) || !check_out(request, err))
        return false;
    Arena *arena = arena_open();
    Work work = {.arena = arena, .request = request, .method = method};
    bool done = read_all(&work, err);
    if (done) {
        progress_start(_("routing"), 5);
        work.out = array(&work, sizeof *work.out);
        product->write(&work);
        done = cancel_check(err) && write_raster(&work, product, err);
        progress_end();
    }
    if (done && request->outlets != NULL) outlets_print(&work.outlets, &work.grid, to);
    arena_close(arena);
    return done;
}
