// worker.c - reading a block, gathering the cells inside the district, evaluating the graph of nodes.
#include "gep/worker.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "gep/plan_internal.h"
#include "land/terrain.h"

enum { CELLS = LATTICE * LATTICE, NODES_A_SIDE = LATTICE / NODE_STEP + 1 };

struct Worker {
    Arena *arena;
    const Plan *plan;
    bool *needed, *layer_needed;
    Layer **layers;
    float **tiles;   // [layer]: the block with the layer's halo
    bool *read_once; // [layer]: no other block needs what is decoded for this one
    int block_side;  // the most that a tile holds
    Window block;
    Transform *to_degrees;

    // the lattice cell at hand
    Window lattice;
    Share *shares;
    size_t share_count, next_share;
    double *cell_area;   // [CELLS]
    double *slope;       // [CELLS]
    float *slope_window; // the elevation of the lattice cell with its halo
    double latitude[NODES_A_SIDE * NODES_A_SIDE];
    size_t next_row; // tabular

    UnknownCodes unknown;

    // the chunk at hand
    Chunk chunk;
    uint16_t *cell, *class_index, *class_before, *share_cell;
    uint8_t *inferred;
    double *area, *x, *y;
    uint32_t *position[2]; // of each cell in a tile without and with a halo of one
    double *slots;         // [slot * CHUNK]
    uint8_t *filled;       // [node * CHUNK]
    Outside *outside;      // [slot]: what lies outside its range, over all chunks
    double **weights;      // [reach]: sites x CHUNK
    bool *weights_ready;
    double *scratch[SCRATCH_MAX];
    const double **pointers; // [INPUT_MAX * 12]
};

// ---- opening ----

static void mark(Worker *worker, int node)
{
    if (node < 0 || worker->needed[node]) return;
    worker->needed[node] = true;
    const Node *n = &worker->plan->nodes[node];
    if (n->kind == NODE_FIELD) {
        for (int k = 0; k < INPUT_MAX; k++) mark(worker, n->inputs[k]);
    }
    if (n->kind == NODE_STATION && n->site_slope != NULL) mark(worker, n->inputs[0]);
    if (n->kind == NODE_MAP) mark(worker, n->fill_node);
}

static void mark_layers(Worker *worker)
{
    const Plan *plan = worker->plan;
    for (size_t i = 0; i < plan->node_count; i++) {
        const Node *node = &plan->nodes[i];
        if (!worker->needed[i]) continue;
        int layers = node->kind == NODE_MAP                                       ? node->months
                     : node->kind == NODE_CLASS_TABLE || node->kind == NODE_SLOPE ? 1
                                                                                  : 0;
        for (int m = 0; m < layers; m++) worker->layer_needed[node->layers[m]] = true;
    }
    if (plan->land_layer >= 0) worker->layer_needed[plan->land_layer] = true;
    if (plan->land_before_layer >= 0) worker->layer_needed[plan->land_before_layer] = true;
}

static float *shared_tile(const Worker *worker, const PlanLayer *wanted)
{
    for (size_t i = 0; i < worker->plan->layer_count; i++) {
        const PlanLayer *layer = &worker->plan->layers[i];
        bool same = layer->band == wanted->band && layer->kind == wanted->kind && layer->halo == wanted->halo &&
                    strcmp(layer->path, wanted->path) == 0;
        if (same && worker->tiles[i] != NULL) return worker->tiles[i];
    }
    return NULL;
}

static bool open_layer(Worker *worker, size_t index, const WorkerOptions *options, Err *err)
{
    const PlanLayer *layer = &worker->plan->layers[index];
    worker->read_once[index] = layer->halo == 0 && layer_tiles_read_once(layer->layer, options->block);
    Layer *beside = options->sibling == NULL || worker->read_once[index] ? NULL : options->sibling->layers[index];
    int side = options->block + 2 * layer->halo;
    worker->tiles[index] = arena_array(worker->arena, (size_t)side * (size_t)side, sizeof(float));
    return layer_open(layer->layer, beside, &worker->layers[index], err);
}

static bool open_layers(Worker *worker, const WorkerOptions *options, Err *err)
{
    const Plan *plan = worker->plan;
    worker->layers = arena_array(worker->arena, plan->layer_count, sizeof *worker->layers);
    worker->tiles = arena_array(worker->arena, plan->layer_count, sizeof *worker->tiles);
    worker->read_once = arena_array(worker->arena, plan->layer_count, sizeof *worker->read_once);
    for (size_t i = 0; i < plan->layer_count; i++) {
        for (size_t e = 0; e < options->earlier_count && worker->tiles[i] == NULL; e++)
            worker->tiles[i] = shared_tile(options->earlier[e], &plan->layers[i]);
        if (!worker->layer_needed[i] || worker->tiles[i] != NULL) continue;
        if (!open_layer(worker, i, options, err)) return false;
    }
    return true;
}

static bool open_latitude(Worker *worker, Err *err)
{
    bool wanted = false;
    for (size_t i = 0; i < worker->plan->node_count; i++)
        wanted |= worker->needed[i] && worker->plan->nodes[i].kind == NODE_LATITUDE;
    if (!wanted) return true;
    Crs *degrees;
    if (!crs_open("EPSG:4490", &degrees, err)) return false;
    bool ok = transform_open(worker->plan->crs, degrees, &worker->to_degrees, err);
    crs_close(degrees);
    return ok;
}

static void open_arrays(Worker *worker)
{
    const Plan *plan = worker->plan;
    Arena *arena = worker->arena;
    worker->cell = arena_array(arena, CHUNK, sizeof(uint16_t));
    worker->class_index = arena_array(arena, CHUNK, sizeof(uint16_t));
    worker->class_before = arena_array(arena, CHUNK, sizeof(uint16_t));
    worker->inferred = arena_array(arena, CHUNK, 1);
    worker->area = arena_array(arena, CHUNK, sizeof(double));
    worker->x = arena_array(arena, CHUNK, sizeof(double));
    worker->y = arena_array(arena, CHUNK, sizeof(double));
    worker->slots = arena_array(arena, (size_t)plan->slot_count * CHUNK, sizeof(double));
    worker->filled = arena_array(arena, plan->node_count * CHUNK, 1);
    worker->outside = arena_array(arena, (size_t)plan->slot_count, sizeof *worker->outside);
    worker->pointers = arena_array(arena, INPUT_MAX * 12, sizeof(double *));
    worker->weights = arena_array(arena, plan->reach_count, sizeof(double *));
    worker->weights_ready = arena_array(arena, plan->reach_count, sizeof(bool));
    for (int h = 0; h < 2; h++) worker->position[h] = arena_array(arena, CHUNK, sizeof(uint32_t));
    for (int k = 0; k < SCRATCH_MAX; k++) worker->scratch[k] = arena_array(arena, CHUNK, sizeof(double));
    for (size_t r = 0; r < plan->reach_count; r++)
        worker->weights[r] = arena_array(arena, plan->reaches[r].site_count * CHUNK, sizeof(double));
    size_t shares = plan->tabular ? plan->row_count : coverage_max_shares(plan->coverage);
    worker->shares = arena_array(arena, shares, sizeof(Share));
    worker->share_cell = arena_array(arena, shares, sizeof(uint16_t));
    if (plan->tabular) return;
    worker->cell_area = arena_array(arena, CELLS, sizeof(double));
    worker->slope = arena_array(arena, CELLS, sizeof(double));
    worker->slope_window = arena_array(arena, (LATTICE + 2) * (LATTICE + 2), sizeof(float));
}

bool worker_open(const Plan *plan, const WorkerOptions *options, Worker **out, Err *err)
{
    Arena *arena = arena_open();
    Worker *worker = arena_alloc(arena, sizeof *worker);
    worker->arena = arena;
    worker->plan = plan;
    worker->block_side = options->block;
    worker->needed = arena_array(arena, plan->node_count, sizeof(bool));
    worker->layer_needed = arena_array(arena, plan->layer_count, sizeof(bool));
    for (size_t i = 0; i < plan->node_count; i++) {
        if (options->needed == NULL || options->needed[i]) mark(worker, (int)i);
    }
    mark_layers(worker);
    open_arrays(worker);
    if (!open_layers(worker, options, err) || !open_latitude(worker, err)) {
        worker_close(worker);
        return false;
    }
    *out = worker;
    return true;
}

void worker_close(Worker *worker)
{
    if (worker == NULL) return;
    for (size_t i = 0; worker->layers != NULL && i < worker->plan->layer_count; i++) layer_close(worker->layers[i]);
    transform_close(worker->to_degrees);
    arena_close(worker->arena);
}

// ---- a block, a lattice cell ----

bool worker_read(Worker *worker, Window block, Err *err)
{
    assert(block.width <= worker->block_side && block.height <= worker->block_side);
    worker->block = block;
    for (size_t i = 0; i < worker->plan->layer_count; i++) {
        if (worker->layers[i] == NULL) continue; // not needed, or read by an earlier year
        int halo = worker->plan->layers[i].halo;
        Window window = {block.col - halo, block.row - halo, block.width + 2 * halo, block.height + 2 * halo};
        if (!layer_read(worker->layers[i], window, worker->tiles[i], err))
            return err_within(err, "%s", worker->plan->layers[i].path);
        if (worker->read_once[i]) layer_forget(worker->layers[i]); // else it would drive out what others need
    }
    return true;
}

static void take_latitude(Worker *worker)
{
    if (worker->to_degrees == NULL) return;
    const Grid *grid = &worker->plan->grid;
    for (int r = 0; r < NODES_A_SIDE; r++) {
        for (int c = 0; c < NODES_A_SIDE; c++) {
            double x = grid->x0 + (worker->lattice.col + c * NODE_STEP) * grid->cell_m,
                   y = grid->y0 - (worker->lattice.row + r * NODE_STEP) * grid->cell_m;
            transform_points(worker->to_degrees, &x, &y, 1);
            worker->latitude[r * NODES_A_SIDE + c] = y;
        }
    }
}

static int slope_layer(const Worker *worker, double *factor)
{
    for (size_t i = 0; i < worker->plan->node_count; i++) {
        const Node *node = &worker->plan->nodes[i];
        if (worker->needed[i] && node->kind == NODE_SLOPE) {
            *factor = node->factor;
            return node->layers[0];
        }
    }
    return -1;
}

static void take_slope(Worker *worker)
{
    double factor = 1;
    int layer = slope_layer(worker, &factor);
    if (layer < 0) return;
    Window l = worker->lattice;
    size_t stride = (size_t)worker->block.width + 2;
    const float *from =
        worker->tiles[layer] + (size_t)(l.row - worker->block.row) * stride + (size_t)(l.col - worker->block.col);
    size_t width = (size_t)l.width + 2, height = (size_t)l.height + 2;
    float *window = worker->slope_window;
    for (size_t r = 0; r < height; r++) memcpy(window + r * width, from + r * stride, width * sizeof *window);
    terrain_slope_deg(window, l, worker->plan->grid.cell_m / factor, worker->slope);
}

bool worker_take(Worker *worker, size_t lattice_index)
{
    const Plan *plan = worker->plan;
    worker->next_share = worker->share_count = 0;
    if (coverage_is_empty(plan->coverage, lattice_index)) return false;
    worker->share_count = coverage_shares(plan->coverage, lattice_index, worker->shares);
    if (worker->share_count == 0) return false;
    worker->lattice = grid_lattice_window(&plan->grid, lattice_index);
    cell_area_read(plan->cell_area, worker->lattice, worker->cell_area);
    take_latitude(worker);
    take_slope(worker);
    return true;
}

void worker_take_rows(Worker *worker)
{
    worker->next_row = 0;
}

// ---- a chunk ----

static void next_cells(Worker *worker)
{
    size_t count = 0, shares = 0, first = worker->next_share;
    int last = -1;
    while (first + shares < worker->share_count) {
        int cell = worker->shares[first + shares].cell;
        if (cell != last) {
            if (count == CHUNK) break;
            worker->cell[count++] = (uint16_t)cell;
            last = cell;
        }
        worker->share_cell[shares++] = (uint16_t)(count - 1);
    }
    worker->next_share = first + shares;
    worker->chunk = (Chunk){.count = count,
                            .cell = worker->cell,
                            .class_index = worker->class_index,
                            .inferred = worker->inferred,
                            .share_count = shares,
                            .shares = worker->shares + first,
                            .share_cell = worker->share_cell,
                            .area_m2 = worker->area};
}

static void place_cells(Worker *worker)
{
    const Grid *grid = &worker->plan->grid;
    Window l = worker->lattice, b = worker->block;
    uint32_t stride = (uint32_t)b.width;
    for (size_t i = 0; i < worker->chunk.count; i++) {
        uint32_t r = worker->cell[i] / LATTICE, c = worker->cell[i] % LATTICE;
        uint32_t row = (uint32_t)(l.row - b.row) + r, col = (uint32_t)(l.col - b.col) + c;
        worker->position[0][i] = row * stride + col;
        worker->position[1][i] = (row + 1) * (stride + 2) + col + 1;
        worker->area[i] = worker->cell_area[r * (uint32_t)l.width + c];
        worker->x[i] = grid->x0 + (l.col + (double)c + 0.5) * grid->cell_m;
        worker->y[i] = grid->y0 - (l.row + (double)r + 0.5) * grid->cell_m;
    }
}

static float tile_value(const Worker *worker, int layer, size_t i)
{
    return worker->tiles[layer][worker->position[worker->plan->layers[layer].halo][i]];
}

static void classify(Worker *worker, int layer, uint16_t *class_index, uint8_t *inferred)
{
    const Plan *plan = worker->plan;
    const struct CrosswalkRow *row = NULL;
    long last = -1;
    uint16_t index = 0;
    for (size_t i = 0; i < worker->chunk.count; i++) {
        float value = tile_value(worker, layer, i);
        class_index[i] = 0;
        if (inferred != NULL) inferred[i] = 0;
        if (isnan(value)) continue;
        long code = lroundf(value);
        if (code != last) {
            row = crosswalk_by_number(&plan->crosswalk, code);
            index = row == NULL || row->ecosystem[0] == '\0' ? 0 : (uint16_t)plan_class_index(plan, row->ecosystem);
            last = code;
            if (row == NULL && inferred != NULL) unknown_codes_add(&worker->unknown, code);
        }
        class_index[i] = index;
        if (inferred != NULL && row != NULL) inferred[i] = row->inferred;
    }
}

const UnknownCodes *worker_unknown_codes(const Worker *worker)
{
    return &worker->unknown;
}

// ---- nodes ----

static double *slot(const Worker *worker, const Node *node, int month)
{
    return worker->slots + (size_t)(node->slot + month) * CHUNK;
}

const double *worker_values(const Worker *worker, int node, int month)
{
    return slot(worker, &worker->plan->nodes[node], month);
}

const uint8_t *worker_filled(const Worker *worker, int node)
{
    return worker->plan->nodes[node].can_be_filled ? worker->filled + (size_t)node * CHUNK : NULL;
}

static void fill_map(Worker *worker, const Node *node, int month, double *values, uint8_t *filled)
{
    for (size_t i = 0; i < worker->chunk.count; i++) {
        if (!isnan(values[i])) continue;
        values[i] =
            node->fill_node < 0 ? node->fill_value : slot(worker, &worker->plan->nodes[node->fill_node], month)[i];
        if (!isnan(values[i])) filled[i] = 1;
    }
}

static void map_values(Worker *worker, const Node *node, uint8_t *filled)
{
    for (int m = 0; m < node->months; m++) {
        const float *tile = worker->tiles[node->layers[m]];
        const uint32_t *position = worker->position[worker->plan->layers[node->layers[m]].halo];
        double *out = slot(worker, node, m), factor = node->factor;
        for (size_t i = 0; i < worker->chunk.count; i++) out[i] = (double)tile[position[i]] * factor;
        if (node->fill[0] != '\0') fill_map(worker, node, m, out, filled);
    }
}

static int compare_code(const void *key, const void *item)
{
    long a = *(const long *)key, b = ((const ClassValue *)item)->code;
    return (a > b) - (a < b);
}

static void class_values(Worker *worker, const Node *node)
{
    double *out = slot(worker, node, 0), value = NAN;
    long last = -1;
    for (size_t i = 0; i < worker->chunk.count; i++) {
        float cell = tile_value(worker, node->layers[0], i);
        long code = isnan(cell) ? -1 : lroundf(cell);
        if (code != last) {
            const ClassValue *found =
                code < 0 ? NULL : bsearch(&code, node->codes, node->code_count, sizeof *node->codes, compare_code);
            value = found == NULL ? NAN : found->value;
            last = code;
        }
        out[i] = value;
    }
}

static const double *reach_weights(Worker *worker, int reach)
{
    if (!worker->weights_ready[reach])
        station_weights(&worker->plan->reaches[reach], worker->x, worker->y, worker->chunk.count,
                        worker->weights[reach]);
    worker->weights_ready[reach] = true;
    return worker->weights[reach];
}

// out[i] = sum over sites of weight * value
static void weigh(const double *weights, const double *values, size_t site_count, size_t step, size_t count,
                  double *out)
{
    for (size_t i = 0; i < count; i++) out[i] = weights[i] * values[0];
    for (size_t s = 1; s < site_count; s++) {
        double value = values[s * step];
        for (size_t i = 0; i < count; i++) out[i] += weights[s * count + i] * value;
    }
}

static void copy_filled(const Worker *worker, int from, uint8_t *filled)
{
    const uint8_t *marks = from < 0 ? NULL : worker_filled(worker, from);
    for (size_t i = 0; marks != NULL && i < worker->chunk.count; i++) filled[i] |= marks[i];
}

static void station_values(Worker *worker, const Node *node, uint8_t *filled)
{
    const double *weights = reach_weights(worker, node->reach);
    size_t sites = worker->plan->reaches[node->reach].site_count, months = (size_t)node->months,
           count = worker->chunk.count;
    double *slope = worker->scratch[0];
    for (size_t m = 0; m < months; m++) {
        double *out = slot(worker, node, (int)m);
        weigh(weights, node->site_values + m, sites, months, count, out);
        if (node->site_slope == NULL) continue;
        weigh(weights, node->site_slope + m, sites, months, count, slope);
        const double *z = worker_values(worker, node->inputs[0], 0);
        for (size_t i = 0; i < count; i++) out[i] += slope[i] * z[i];
        for (size_t i = 0; node->not_negative && i < count; i++) out[i] = out[i] < 0 ? 0 : out[i];
    }
    if (node->can_be_filled) copy_filled(worker, node->inputs[0], filled);
}

static void column_values(Worker *worker, const Node *node)
{
    for (int m = 0; m < node->months; m++) {
        const double *column = node->column + (size_t)m * worker->plan->row_count;
        double *out = slot(worker, node, m);
        for (size_t i = 0; i < worker->chunk.count; i++) out[i] = column[worker->cell[i]];
    }
}

static void latitude_values(Worker *worker, const Node *node)
{
    double *out = slot(worker, node, 0);
    for (size_t i = 0; i < worker->chunk.count; i++) {
        int row = worker->cell[i] / LATTICE, col = worker->cell[i] % LATTICE;
        double r = (row + 0.5) / NODE_STEP, c = (col + 0.5) / NODE_STEP;
        size_t r0 = (size_t)r, c0 = (size_t)c;
        const double *at = worker->latitude + r0 * NODES_A_SIDE + c0;
        double fr = r - (double)r0, fc = c - (double)c0;
        double north = at[0] + (at[1] - at[0]) * fc,
               south = at[NODES_A_SIDE] + (at[NODES_A_SIDE + 1] - at[NODES_A_SIDE]) * fc;
        out[i] = north + (south - north) * fr;
    }
}

static Cells bind_cells(Worker *worker, const int inputs[INPUT_MAX], const Bound *bound, const double *const **in)
{
    const Plan *plan = worker->plan;
    for (int k = 0; k < INPUT_MAX; k++) {
        in[k] = inputs[k] < 0 ? NULL : worker->pointers + k * 12;
        for (int m = 0; inputs[k] >= 0 && m < plan->nodes[inputs[k]].months; m++)
            worker->pointers[k * 12 + m] = worker_values(worker, inputs[k], m);
    }
    return (Cells){.count = worker->chunk.count,
                   .in = in,
                   .by_class = bound->by_class,
                   .bands = bound->bands,
                   .scalar = bound->scalar,
                   .class_index = worker->class_index,
                   .class_code = plan->class_code,
                   .option_number = bound->option_number,
                   .option_text = bound->option_text,
                   .scratch = worker->scratch};
}

static void field_values(Worker *worker, const Node *node, uint8_t *filled)
{
    const double *const *in[INPUT_MAX];
    double *out[12];
    Cells cells = bind_cells(worker, node->inputs, &node->bound, in);
    for (int m = 0; m < node->months; m++) out[m] = slot(worker, node, m);
    node->method->kernel(&cells, out);
    for (int k = 0; node->can_be_filled && k < INPUT_MAX; k++) copy_filled(worker, node->inputs[k], filled);
}

static void node_values(Worker *worker, size_t index)
{
    const Node *node = &worker->plan->nodes[index];
    uint8_t *filled = worker->filled + index * CHUNK;
    double *out = slot(worker, node, 0);
    if (node->can_be_filled) memset(filled, 0, CHUNK);
    switch (node->kind) {
    case NODE_MAP:
        map_values(worker, node, filled);
        break;
    case NODE_CLASS_TABLE:
        class_values(worker, node);
        break;
    case NODE_STATION:
        station_values(worker, node, filled);
        break;
    case NODE_COLUMN:
        column_values(worker, node);
        break;
    case NODE_FIELD:
        field_values(worker, node, filled);
        break;
    case NODE_LATITUDE:
        latitude_values(worker, node);
        break;
    case NODE_SLOPE:
        for (size_t i = 0; i < worker->chunk.count; i++) {
            out[i] = worker->slope[(size_t)(worker->cell[i] / LATTICE) * (size_t)worker->lattice.width +
                                   worker->cell[i] % LATTICE];
        }
        break;
    case NODE_CELL_SIZE:
        for (size_t i = 0; i < worker->chunk.count; i++) out[i] = worker->plan->grid.cell_m;
        break;
    }
}

static void look_at_range(Worker *worker, const Node *node)
{
    for (int m = 0; m < node->months; m++)
        range_look(node->range, slot(worker, node, m), worker->chunk.count, &worker->outside[node->slot + m]);
}

static void evaluate(Worker *worker)
{
    memset(worker->weights_ready, 0, worker->plan->reach_count * sizeof(bool));
    for (size_t i = 0; i < worker->plan->node_count; i++) {
        if (!worker->needed[i]) continue;
        node_values(worker, i);
        if (worker->plan->nodes[i].range != NULL) look_at_range(worker, &worker->plan->nodes[i]);
    }
}

void worker_outside(const Worker *worker, Outside *sum)
{
    for (int s = 0; s < worker->plan->slot_count; s++) outside_add(&sum[s], &worker->outside[s]);
}

static bool next_rows(Worker *worker)
{
    const Plan *plan = worker->plan;
    size_t first = worker->next_row, count = plan->row_count - first;
    if (count > CHUNK) count = CHUNK;
    for (size_t i = 0; i < count; i++) {
        worker->cell[i] = (uint16_t)(first + i);
        worker->class_index[i] = plan->row_class[first + i];
        worker->area[i] = plan->row_area_m2[first + i];
        worker->shares[i] = (Share){.cell = (uint16_t)i, .zone = plan->row_zone[first + i], .fraction = 1};
        worker->share_cell[i] = (uint16_t)i;
    }
    worker->next_row = first + count;
    worker->chunk = (Chunk){.count = count,
                            .cell = worker->cell,
                            .class_index = worker->class_index,
                            .inferred = worker->inferred,
                            .share_count = count,
                            .shares = worker->shares,
                            .share_cell = worker->share_cell,
                            .area_m2 = worker->area};
    return count > 0;
}

bool worker_next(Worker *worker, Chunk *out)
{
    if (worker->plan->tabular) {
        if (!next_rows(worker)) return false;
    } else {
        if (worker->next_share >= worker->share_count) return false;
        next_cells(worker);
        place_cells(worker);
        classify(worker, worker->plan->land_layer, worker->class_index, worker->inferred);
        if (worker->plan->land_before_layer >= 0)
            classify(worker, worker->plan->land_before_layer, worker->class_before, NULL);
    }
    evaluate(worker);
    *out = worker->chunk;
    return true;
}

const uint16_t *worker_class_before(const Worker *worker)
{
    return worker->plan->land_before_layer < 0 ? NULL : worker->class_before;
}

void worker_flows(Worker *worker, const ServicePlan *service, int scenario, double *const *out)
{
    const double *const *in[INPUT_MAX];
    Cells cells = bind_cells(worker, service->inputs[scenario], &service->bound, in);
    service->variant->kernel(&cells, out);
}
