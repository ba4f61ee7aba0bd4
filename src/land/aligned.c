#include "land/aligned.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/text.h"

struct Aligned {
    Arena *arena;
    AlignedRequest request;
    bool single;
    Raster *raster;
    int *cols;           // of the raster, of each column of the part; -1 outside
    double *x;           // of each column's centre, in cells of the raster
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

static void find_columns(Aligned *a)
{
    const AlignedRequest *r = &a->request;
    int margin = r->rule == ALIGNED_BILINEAR ? 1 : 0;
    a->cols = arena_array(a->arena, (size_t)r->width, sizeof *a->cols);
    a->x = arena_array(a->arena, (size_t)r->width, sizeof *a->x);
    a->first_col = r->info->width;
    a->last = -1;
    for (int i = 0; i < r->width; i++) {
        a->x[i] = place_x(r, r->col + i);
        int col = a->cols[i] = cell_of(a->x[i], r->info->width);
        if (col < 0) continue;
        if (col - margin < a->first_col) a->first_col = col - margin;
        if (col + margin > a->last) a->last = col + margin;
    }
    if (a->first_col < 0) a->first_col = 0;
    if (a->last >= r->info->width) a->last = r->info->width - 1;
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

typedef struct Rows { // of the raster, that are in the buffer
    int first, last;
} Rows;

static double value_at(const Aligned *a, Rows rows, int col, int row)
{
    if (col < a->first_col || col > a->last || row < rows.first || row > rows.last) return NAN;
    size_t at = (size_t)(row - rows.first) * (size_t)(a->last - a->first_col + 1) + (size_t)(col - a->first_col);
    return a->single ? (double)((const float *)a->buffer)[at] : ((const double *)a->buffer)[at];
}

static double blend(const Aligned *a, Rows rows, double x, double y)
{
    double left = floor(x - 0.5), top = floor(y - 0.5), fx = x - 0.5 - left, fy = y - 0.5 - top, sum = 0, weights = 0;
    for (int i = 0; i < 4; i++) {
        double weight = (i & 1 ? fx : 1 - fx) * (i & 2 ? fy : 1 - fy);
        double value = weight > 0 ? value_at(a, rows, (int)left + (i & 1), (int)top + (i >> 1)) : NAN;
        if (isnan(value)) continue;
        sum += weight * value;
        weights += weight;
    }
    return weights < 1e-5 ? NAN : sum / weights;
}

static void take_bilinear(const Aligned *a, Rows rows, double y, void *out, size_t start)
{
    for (int i = 0; i < a->request.width; i++) {
        double value = a->cols[i] < 0 ? NAN : blend(a, rows, a->x[i], y);
        if (a->single) {
            ((float *)out)[start + (size_t)i] = (float)value;
        } else {
            ((double *)out)[start + (size_t)i] = value;
        }
    }
}

static void take_row(const Aligned *a, Rows rows, int row, void *out, size_t start)
{
    double y = place_y(&a->request, row);
    int from = cell_of(y, a->request.info->height);
    if (from < 0 || a->last < a->first_col) {
        set_missing(a, out, start);
    } else if (a->request.rule == ALIGNED_NEAR) {
        take_near(a, (size_t)(from - rows.first) * (size_t)(a->last - a->first_col + 1), out, start);
    } else {
        take_bilinear(a, rows, y, out, start);
    }
}

// The raster's rows that rows of the frame need; none when last < first.
static Rows rows_needed(const Aligned *a, int row, int height)
{
    Rows rows = {a->request.info->height, -1};
    int margin = a->request.rule == ALIGNED_BILINEAR ? 1 : 0, most = a->request.info->height - 1;
    for (int i = 0; i < height; i++) {
        int at = cell_of(place_y(&a->request, row + i), most + 1);
        if (at < 0) continue;
        if (at - margin < rows.first) rows.first = at - margin < 0 ? 0 : at - margin;
        if (at + margin > rows.last) rows.last = at + margin > most ? most : at + margin;
    }
    return rows;
}

bool aligned_read(Aligned *a, int row, int height, void *out, size_t stride, Err *err)
{
    Rows rows = rows_needed(a, row, height);
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
