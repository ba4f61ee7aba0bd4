#include "land/flow/weights.h"

#include <math.h>
#include <stdbool.h>

#include "land/flow/queue.h"

static const double CORNER = 1 / 1.4142135623730951; // the last bit differs from FLOW_CORNER, as InVEST's does

typedef struct Rows { // heights of three rows, from their second cell on
    const double *up, *at, *down;
} Rows;

typedef struct Rule {
    uint32_t (*downhill)(const double slope[8]); // to lower neighbours; 0 where there are none
    uint32_t (*outward)(unsigned missing);       // bit k: no data or no cell in direction k; 0 where there are none
    // The first for cells of one row that have eight neighbours, data or not.
    void (*downhill_row)(const Rows *rows, size_t count, uint32_t *weights);
    bool spreads; // in plateaus to all nearer neighbours, not to the first found
} Rule;

typedef struct Plateau {
    FlowHeights heights;
    FlowSteps steps;
    const Rule *rule;
    uint32_t *weights; // of all cells; of those in `cells`, while they are at work, 1 + the place there
    FlowStack cells, queue;
    double *distance;   // to the nearest outlet, by place
    uint32_t *receiver; // weights, by place
    size_t capacity;    // of distance and receiver
} Plateau;

static double nearness(int direction)
{
    return direction & 1 ? CORNER : 1;
}

static uint32_t in_fifteenths(const double part[8])
{
    double sum = 0;
    for (int k = 0; k < 8; k++) sum += part[k];
    uint32_t weights = 0;
    for (int k = 0; k < 8 && sum > 0; k++) weights |= (uint32_t)(0.5 + part[k] / sum * 15) << 4 * k;
    return weights;
}

static uint32_t to_the_steepest(const double slope[8])
{
    double best = 0;
    uint32_t weights = 0;
    for (int k = 0; k < 8; k++) {
        if (!(slope[k] > best)) continue;
        best = slope[k];
        weights = 1u << 4 * k;
    }
    return weights;
}

static uint32_t through_one(unsigned missing)
{
    unsigned sides = missing & 0x55;
    if (missing == 0) return 0;
    return 1u << 4 * (sides > 0 ? __builtin_ctz(sides) : 31 - __builtin_clz(missing));
}

static uint32_t through_all(unsigned missing)
{
    double part[8];
    for (int k = 0; k < 8; k++) part[k] = missing >> k & 1 ? nearness(k) : 0;
    return in_fifteenths(part);
}

// The slopes down to the eight neighbours, 0 to those that are not lower; NaN is neither lower nor has lower ones.
static inline void slopes_around(const Rows *rows, size_t i, double slope[8])
{
    const double *up = rows->up + i, *at = rows->at + i, *down = rows->down + i;
    const double around[8] = {at[1], up[1], up[0], up[-1], at[-1], down[-1], down[0], down[1]};
    for (int k = 0; k < 8; k++) {
        double drop = at[0] - around[k];
        slope[k] = drop > 0 ? drop * nearness(k) : 0;
    }
}

static void row_to_the_steepest(const Rows *rows, size_t count, uint32_t *weights)
{
    for (size_t i = 0; i < count; i++) {
        double slope[8], best = 0;
        uint32_t found = 0;
        slopes_around(rows, i, slope);
        for (int k = 0; k < 8; k++) {
            bool better = slope[k] > best;
            best = better ? slope[k] : best;
            found = better ? 1u << 4 * k : found;
        }
        weights[i] = found;
    }
}

static void row_in_fifteenths(const Rows *rows, size_t count, uint32_t *weights)
{
    for (size_t i = 0; i < count; i++) {
        double slope[8], sum = 0;
        slopes_around(rows, i, slope);
        for (int k = 0; k < 8; k++) sum += slope[k];
        double whole = sum > 0 ? sum : 1;
        uint32_t found = 0;
        for (int k = 0; k < 8; k++) found |= (uint32_t)(int32_t)(0.5 + slope[k] / whole * 15) << 4 * k;
        weights[i] = found;
    }
}

static const Rule d8 = {to_the_steepest, through_one, row_to_the_steepest, false};
static const Rule mfd = {in_fifteenths, through_all, row_in_fifteenths, true};

static double height_of(const Plateau *plateau, size_t cell)
{
    return plateau->heights.exact ? plateau->heights.exact[cell] : (double)plateau->heights.single[cell];
}

// Returns the weights of a cell that has lower neighbours; 0: it has none.
static uint32_t downhill(const Plateau *plateau, size_t cell)
{
    unsigned present = flow_present(&plateau->steps, cell);
    double slope[8] = {0};
    for (int k = 0; k < 8; k++) {
        if (!(present >> k & 1)) continue;
        double drop = height_of(plateau, cell) - height_of(plateau, flow_step(&plateau->steps, cell, k));
        if (drop > 0) slope[k] = drop * nearness(k);
    }
    return plateau->rule->downhill(slope);
}

static unsigned missing_around(const Plateau *plateau, size_t cell)
{
    unsigned present = flow_present(&plateau->steps, cell), missing = ~present & 0xff;
    for (int k = 0; k < 8; k++)
        if (present >> k & 1 && isnan(height_of(plateau, flow_step(&plateau->steps, cell, k)))) missing |= 1u << k;
    return missing;
}

// Its place in `cells`, or their count. Right whatever its weights are: a cell that is found at a place is there.
static size_t place_of(const Plateau *plateau, size_t cell)
{
    size_t count = plateau->cells.count, place = (size_t)plateau->weights[cell] - 1;
    return place < count && plateau->cells.cells[place] == cell ? place : count;
}

static void add_cell(Plateau *plateau, size_t cell)
{
    flow_stack_push(&plateau->cells, cell);
    plateau->weights[cell] = (uint32_t)plateau->cells.count;
}

static void gather_cells(Plateau *plateau, size_t first)
{
    plateau->cells.count = 0;
    add_cell(plateau, first);
    for (size_t at = 0; at < plateau->cells.count; at++) {
        size_t from = plateau->cells.cells[at];
        unsigned present = flow_present(&plateau->steps, from);
        for (int k = 0; k < 8; k++) {
            size_t next = flow_step(&plateau->steps, from, k);
            if (!(present >> k & 1) || height_of(plateau, next) != height_of(plateau, from)) continue;
            if (place_of(plateau, next) == plateau->cells.count) add_cell(plateau, next);
        }
    }
    size_t count = plateau->cells.count;
    if (count <= plateau->capacity) return;
    plateau->capacity = 2 * count;
    plateau->distance = arena_array(plateau->cells.arena, plateau->capacity, sizeof *plateau->distance);
    plateau->receiver = arena_array(plateau->cells.arena, plateau->capacity, sizeof *plateau->receiver);
}

// Puts the outlets into the queue, with no distance, and all other cells infinitely far away.
static void find_outlets(Plateau *plateau)
{
    plateau->queue.count = 0;
    for (int outward = 0; outward < 2 && plateau->queue.count == 0; outward++) {
        for (size_t i = 0; i < plateau->cells.count; i++) {
            size_t cell = plateau->cells.cells[i];
            uint32_t weights =
                outward ? plateau->rule->outward(missing_around(plateau, cell)) : downhill(plateau, cell);
            plateau->receiver[i] = weights;
            plateau->distance[i] = weights != 0 ? 0 : (double)INFINITY;
            if (weights != 0) flow_stack_push(&plateau->queue, i);
        }
    }
}

static void measure_distances(Plateau *plateau)
{
    for (size_t at = 0; at < plateau->queue.count; at++) {
        size_t place = plateau->queue.cells[at], from = plateau->cells.cells[place];
        unsigned present = flow_present(&plateau->steps, from);
        for (int k = 0; k < 8; k++) {
            if (!(present >> k & 1)) continue;
            size_t next = place_of(plateau, flow_step(&plateau->steps, from, k));
            double distance = plateau->distance[place] + (k & 1 ? sqrt(2) : 1);
            if (next == plateau->cells.count || !(plateau->distance[next] > distance)) continue;
            plateau->distance[next] = distance;
            plateau->receiver[next] = 1u << 4 * (k ^ 4);
            flow_stack_push(&plateau->queue, next);
        }
    }
}

static uint32_t to_all_nearer(const Plateau *plateau, size_t place)
{
    size_t cell = plateau->cells.cells[place];
    unsigned present = flow_present(&plateau->steps, cell);
    double part[8] = {0};
    for (int k = 0; k < 8; k++) {
        if (!(present >> k & 1)) continue;
        size_t next = place_of(plateau, flow_step(&plateau->steps, cell, k));
        if (next < plateau->cells.count && plateau->distance[next] < plateau->distance[place]) part[k] = nearness(k);
    }
    return in_fifteenths(part);
}

static void resolve_plateau(Plateau *plateau, size_t first)
{
    gather_cells(plateau, first);
    find_outlets(plateau);
    assert(plateau->queue.count > 0); // on a filled surface every plateau has an outlet
    measure_distances(plateau);
    for (size_t i = 0; i < plateau->cells.count && plateau->rule->spreads; i++)
        if (plateau->distance[i] > 0) plateau->receiver[i] = to_all_nearer(plateau, i);
    for (size_t i = 0; i < plateau->cells.count; i++) plateau->weights[plateau->cells.cells[i]] = plateau->receiver[i];
}

static double *read_row(const Plateau *plateau, size_t row, double *into)
{
    size_t width = plateau->steps.width;
    for (size_t col = 0; col < width; col++) into[col] = height_of(plateau, row * width + col);
    return into;
}

// All cells with eight neighbours by the lower ones of these; 0 where there are none, and for no data.
static void go_downhill_inside(Plateau *plateau)
{
    size_t width = plateau->steps.width, height = plateau->steps.height;
    if (width < 3 || height < 3) return;
    Arena *arena = arena_open();
    double *row[3];
    for (size_t i = 0; i < 3; i++) row[i] = arena_array(arena, width, sizeof *row[i]);
    for (size_t i = 0; i < 2; i++) read_row(plateau, i, row[i]);
    for (size_t at = 1; at + 1 < height; at++) {
        double *below = read_row(plateau, at + 1, row[(at + 1) % 3]);
        Rows rows = {row[(at - 1) % 3] + 1, row[at % 3] + 1, below + 1};
        plateau->rule->downhill_row(&rows, width - 2, plateau->weights + at * width + 1);
    }
    arena_close(arena);
}

static void go_downhill_at_the_edge(Plateau *plateau)
{
    size_t width = plateau->steps.width, height = plateau->steps.height;
    for (size_t row = 0; row < height; row++) {
        bool inside = row > 0 && row + 1 < height && width > 2;
        for (size_t col = 0; col < width; col += inside ? width - 1 : 1)
            plateau->weights[row * width + col] = downhill(plateau, row * width + col);
    }
}

static void route(const Rule *rule, FlowHeights heights, int width, int height, uint32_t *weights)
{
    assert((heights.single == NULL) != (heights.exact == NULL));
    Arena *arena = arena_open();
    Plateau plateau = {heights, flow_steps(width, height), rule, weights, .cells = {arena}, .queue = {arena}};
    go_downhill_inside(&plateau);
    go_downhill_at_the_edge(&plateau);
    for (size_t at = 0; at < flow_pieces(width, height); at++) {
        FlowPiece piece = flow_piece(width, height, at);
        for (size_t i = piece.first; i < piece.first + piece.count; i++)
            if (weights[i] == 0 && !isnan(height_of(&plateau, i))) resolve_plateau(&plateau, i);
    }
    arena_close(arena);
}

void weights_d8(FlowHeights heights, int width, int height, uint32_t *weights)
{
    route(&d8, heights, width, height, weights);
}

void weights_mfd(FlowHeights heights, int width, int height, uint32_t *weights)
{
    route(&mfd, heights, width, height, weights);
}
