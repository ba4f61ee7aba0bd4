#include "land/aligned.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/text.h"

typedef struct Reach { // cells of the raster, in one direction, that a cell of the frame needs; none when last < first
    int first, last;
} Reach;

struct Aligned {
    Arena *arena;
    AlignedRequest request;
    bool single;
    Raster *raster;
    int *cols;           // of the raster, that hold the centre of each column of the part; -1 outside
    double *x;           // of each column's centre, in cells of the raster
    Reach *reaches;      // of each column
    int first_col, last; // of the columns that are needed; last < first_col when none is
    void *buffer;        // of a window of the raster
    size_t room;         // of the buffer, in values
};

bool aligned_is_single(const RasterInfo *info)
{
    static const char *const types[] = {"Byte", "Int8", "UInt16", "Int16", "Float32"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (text_equal(info->type, types[i])) return info->scale == 1 && info->offset == 0;
    }
    return false;
}

// ---- places

static double place_x(const AlignedRequest *r, int col)
{
    return ((r->frame->x0 - r->info->origin_x) + (col + 0.5) * r->frame->cell_x) / r->info->cell_x;
}

static double place_y(const AlignedRequest *r, int row)
{
    return ((r->info->origin_y - r->frame->y0) + (row + 0.5) * r->frame->cell_y) / r->info->cell_y;
}

static int cell_of(double place, int size)
{
    double cell = floor(place + 1e-10);
    return cell >= 0 && cell < size ? (int)cell : -1;
}

// ---- parts

// The frame's first column whose centre lies at or beyond column `col` of the raster.
static int column_at(const AlignedRequest *r, int col)
{
    double start = (r->info->origin_x + col * r->info->cell_x - r->frame->x0) / r->frame->cell_x - 0.5;
    double column = ceil(start - 1e-9);
    if (column < 0) return 0;
    return column > r->frame->width ? r->frame->width : (int)column;
}

int aligned_cut(const RasterInfo *info, const Frame *frame, int parts, int *ends)
{
    AlignedRequest r = {.info = info, .frame = frame};
    int count = 0, before = 0, tiles = (info->width + info->block_width - 1) / info->block_width;
    for (int i = 1; i < parts; i++) {
        int wanted = (int)((long long)frame->width * i / parts);
        double tile = round((place_x(&r, wanted) - 0.5) / info->block_width);
        if (!(tile > 0 && tile < tiles)) continue;
        int end = column_at(&r, (int)tile * info->block_width);
        if (end > before && end < frame->width) ends[count++] = before = end;
    }
    ends[count++] = frame->width;
    return count;
}

// ---- opening

// For a cell of the frame with its centre at `place`, `half` its half side, in cells of the raster.
static Reach reach_of(AlignedRule rule, double place, double half, int size)
{
    int cell = cell_of(place, size), margin = rule == ALIGNED_BILINEAR ? 1 : 0;
    Reach reach = {cell - margin, cell < 0 ? -2 : cell + margin};
    if (rule == ALIGNED_MODE) {
        double first = floor(place - half + 1e-10), last = ceil(place + half - 1e-10) - 1;
        if (last < first) last = first;
        if (last == -1) last = 0; // as the warper has it just outside the west and the north
        if (last < 0 || first >= size) return (Reach){0, -1};
        reach = (Reach){first < 0 ? 0 : (int)first, last >= size ? size - 1 : (int)last};
    }
    if (reach.last >= size) reach.last = size - 1;
    if (reach.first < 0) reach.first = 0;
    return reach;
}

static void widen(Reach *all, Reach one)
{
    if (one.last < one.first) return;
    if (one.first < all->first) all->first = one.first;
    if (one.last > all->last) all->last = one.last;
}

static void find_columns(Aligned *a)
{
    const AlignedRequest *r = &a->request;
    Reach all = {r->info->width, -1};
    a->cols = arena_array(a->arena, (size_t)r->width, sizeof *a->cols);
    a->x = arena_array(a->arena, (size_t)r->width, sizeof *a->x);
    a->reaches = arena_array(a->arena, (size_t)r->width, sizeof *a->reaches);
    for (int i = 0; i < r->width; i++) {
        a->x[i] = place_x(r, r->col + i);
        a->cols[i] = cell_of(a->x[i], r->info->width);
        a->reaches[i] = reach_of(r->rule, a->x[i], 0.5 * r->frame->cell_x / r->info->cell_x, r->info->width);
        widen(&all, a->reaches[i]);
    }
    a->first_col = all.first;
    a->last = all.last;
}

static Reach reach_of_row(const Aligned *a, int row)
{
    const AlignedRequest *r = &a->request;
    return reach_of(r->rule, place_y(r, row), 0.5 * r->frame->cell_y / r->info->cell_y, r->info->height);
}

bool aligned_open(const AlignedRequest *request, Aligned **out, Err *err)
{
    Arena *arena = arena_open();
    Aligned *a = arena_alloc(arena, sizeof *a);
    *a = (Aligned){.arena = arena, .request = *request, .single = aligned_is_single(request->info)};
    if (!raster_reopen(request->path, 1, request->info, &a->raster, err)) {
        aligned_close(a);
        return false;
    }
    find_columns(a);
    *out = a;
    return true;
}

void aligned_close(Aligned *aligned)
{
    if (!aligned) return;
    raster_close(aligned->raster);
    free(aligned->buffer);
    arena_close(aligned->arena);
}

// ---- reading

static void set_missing(const Aligned *a, void *out, size_t start)
{
    size_t width = (size_t)a->request.width;
    for (size_t i = 0; i < width && a->single; i++) ((float *)out)[start + i] = NAN;
    for (size_t i = 0; i < width && !a->single; i++) ((double *)out)[start + i] = NAN;
}

static bool read_window(Aligned *a, int first_row, int last_row, Err *err)
{
    Window w = {a->first_col, first_row, a->last - a->first_col + 1, last_row - first_row + 1};
    size_t count = (size_t)w.width * (size_t)w.height;
    if (count > a->room) {
        free(a->buffer);
        a->buffer = malloc(count * sizeof(double));
        assert(a->buffer);
        a->room = count;
    }
    return a->single ? raster_read(a->raster, w, a->buffer, err) : raster_read_doubles(a->raster, w, a->buffer, err);
}

static void take_near(const Aligned *a, size_t from, void *out, size_t start)
{
    size_t width = (size_t)a->request.width;
    for (size_t i = 0; i < width; i++) {
        size_t at = from + (size_t)(a->cols[i] - a->first_col);
        if (a->single) {
            ((float *)out)[start + i] = a->cols[i] < 0 ? NAN : ((const float *)a->buffer)[at];
        } else {
            ((double *)out)[start + i] = a->cols[i] < 0 ? NAN : ((const double *)a->buffer)[at];
        }
    }
}

static double value_at(const Aligned *a, Reach rows, int col, int row)
{
    if (col < a->first_col || col > a->last || row < rows.first || row > rows.last) return NAN;
    size_t at = (size_t)(row - rows.first) * (size_t)(a->last - a->first_col + 1) + (size_t)(col - a->first_col);
    return a->single ? (double)((const float *)a->buffer)[at] : ((const double *)a->buffer)[at];
}

static double blend(const Aligned *a, Reach rows, double x, double y)
{
    double left = floor(x - 0.5), top = floor(y - 0.5), fx = x - 0.5 - left, fy = y - 0.5 - top, sum = 0, weights = 0;
    if (isnan(value_at(a, rows, (int)floor(x + 1e-10), (int)floor(y + 1e-10)))) return NAN;
    for (int i = 0; i < 4; i++) {
        double weight = (i & 1 ? fx : 1 - fx) * (i & 2 ? fy : 1 - fy);
        double value = weight > 0 ? value_at(a, rows, (int)left + (i & 1), (int)top + (i >> 1)) : NAN;
        if (isnan(value)) continue;
        sum += weight * value;
        weights += weight;
    }
    return weights < 1e-5 ? NAN : sum / weights;
}

typedef struct Tally {
    double value;
    int count;
} Tally;

// The value that comes to the greatest number first. Values beyond TALLIES different ones are not counted.
static double most_frequent(const Aligned *a, Reach rows, Reach of_rows, Reach of_cols)
{
    enum { TALLIES = 256 };
    Tally tallies[TALLIES];
    int known = 0, best = 0;
    for (int row = of_rows.first; row <= of_rows.last; row++) {
        for (int col = of_cols.first; col <= of_cols.last; col++) {
            double value = value_at(a, rows, col, row);
            int at = 0;
            while (at < known && tallies[at].value != value) at++;
            if (isnan(value) || at == TALLIES) continue;
            if (at == known) tallies[known++] = (Tally){value, 0};
            if (++tallies[at].count > tallies[best].count) best = at;
        }
    }
    return known ? tallies[best].value : NAN;
}

static void take_cells(const Aligned *a, Reach rows, int row, void *out, size_t start)
{
    Reach of_rows = reach_of_row(a, row);
    double y = place_y(&a->request, row);
    for (int i = 0; i < a->request.width; i++) {
        double value = a->request.rule == ALIGNED_MODE ? most_frequent(a, rows, of_rows, a->reaches[i])
                       : a->cols[i] < 0                ? NAN
                                                       : blend(a, rows, a->x[i], y);
        if (a->single) {
            ((float *)out)[start + (size_t)i] = (float)value;
        } else {
            ((double *)out)[start + (size_t)i] = value;
        }
    }
}

static void take_row(const Aligned *a, Reach rows, int row, void *out, size_t start)
{
    Reach of_row = reach_of_row(a, row);
    if (of_row.last < of_row.first || a->last < a->first_col) {
        set_missing(a, out, start);
    } else if (a->request.rule == ALIGNED_NEAR) {
        take_near(a, (size_t)(of_row.first - rows.first) * (size_t)(a->last - a->first_col + 1), out, start);
    } else {
        take_cells(a, rows, row, out, start);
    }
}

bool aligned_read(Aligned *a, int row, int height, void *out, size_t stride, Err *err)
{
    Reach rows = {a->request.info->height, -1};
    for (int i = 0; i < height; i++) widen(&rows, reach_of_row(a, row + i));
    if (height > 1 && rows.last - rows.first + 1 > 2 * height + 2) { // a finer raster: only the rows that are used
        for (int i = 0; i < height; i++) {
            size_t start = (size_t)i * stride * (a->single ? sizeof(float) : sizeof(double));
            if (!aligned_read(a, row + i, 1, (char *)out + start, stride, err)) return false;
        }
        return true;
    }
    bool any = rows.last >= rows.first && a->last >= a->first_col;
    if (any && !read_window(a, rows.first, rows.last, err)) return false;
    for (int i = 0; i < height; i++) take_row(a, rows, row + i, out, (size_t)i * stride);
    return true;
}
