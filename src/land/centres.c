#include "land/centres.h"

#include <math.h>
#include <stdlib.h>

#include "land/vector_source.h"

typedef struct Crossing { // of an edge with the line through the centres of a row
    int row, first, end;  // end < 0: a crossing at `first`; else an edge that lies on the line
} Crossing;

typedef struct Work {
    Arena *arena; // of the result
    const Frame *frame;
    // Coordinates become cells as in GDAL's rasteriser on the frame clipped to the layer, to the last bit: else centres
    // that lie on an edge but for rounding would go to the other side.
    int col, row; // of the clipped frame
    double x_offset, x_scale, y_offset, y_scale;
    Crossing *crossings;
    size_t count, room;
    double min_x, max_x, min_y, max_y; // of the feature, in cells
} Work;

static void add_crossing(Work *work, Crossing crossing)
{
    if (work->count == work->room) {
        work->room = work->room ? work->room * 2 : 1024;
        Crossing *more = realloc(work->crossings, work->room * sizeof *more);
        if (!more) abort();
        work->crossings = more;
    }
    work->crossings[work->count++] = crossing;
}

static int to_cell(double x, int most)
{
    double cell = floor(x + 0.5);
    return cell < 0 ? 0 : cell > most ? most : (int)cell;
}

// From (ax, ay) to (bx, by), in cells.
static void add_edge(Work *work, double ax, double ay, double bx, double by)
{
    int width = work->frame->width - work->col, height = work->frame->height - work->row; // of what is left
    double low = ay < by ? ay : by, high = ay < by ? by : ay;
    int row = to_cell(low - 1, height), last = to_cell(high, height);
    for (; row < height && row <= last; row++) {
        double y = row + 0.5;
        if (ay == by && ay == y && ax > bx) add_crossing(work, (Crossing){row, to_cell(bx, width), to_cell(ax, width)});
        if (!(low <= y && y < high)) continue;
        double x0 = ay < by ? ax : bx, x1 = ay < by ? bx : ax;
        double x = (y - low) * (x1 - x0) / (high - low) + x0;
        add_crossing(work, (Crossing){work->row + row, work->col + to_cell(x, width), -1});
    }
}

static void add_ring(Work *work, OGRGeometryH ring)
{
    int count = OGR_G_GetPointCount(ring);
    double x = 0, y = 0, first_x = 0, first_y = 0;
    for (int i = 0; i <= count && count > 2; i++) {
        double next_x = first_x, next_y = first_y; // the last edge closes the ring
        if (i < count) {
            next_x = work->x_offset + OGR_G_GetX(ring, i) * work->x_scale;
            next_y = work->y_offset + OGR_G_GetY(ring, i) * work->y_scale;
            work->min_x = next_x < work->min_x ? next_x : work->min_x;
            work->max_x = next_x > work->max_x ? next_x : work->max_x;
            work->min_y = next_y < work->min_y ? next_y : work->min_y;
            work->max_y = next_y > work->max_y ? next_y : work->max_y;
        }
        if (i == 0) {
            first_x = next_x;
            first_y = next_y;
        } else {
            add_edge(work, x, y, next_x, next_y);
        }
        x = next_x;
        y = next_y;
    }
}

static void add_geometry(Work *work, OGRGeometryH geometry) // NOLINT(misc-no-recursion): as deep as the geometry
{
    int parts = OGR_G_GetGeometryCount(geometry);
    if (parts == 0) add_ring(work, geometry);
    for (int i = 0; i < parts; i++) add_geometry(work, OGR_G_GetGeometryRef(geometry, i));
}

// ---- from crossings to spans

static int compare_crossings(const void *a, const void *b)
{
    const Crossing *x = a, *y = b;
    if (x->row != y->row) return x->row < y->row ? -1 : 1;
    if ((x->end < 0) != (y->end < 0)) return x->end < 0 ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static int compare_spans(const void *a, const void *b)
{
    const CentreSpan *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

// The crossings of one row as spans that lie apart; returns their number.
static size_t make_row(const Crossing *crossings, size_t count, CentreSpan *spans)
{
    size_t made = 0, kept = 0, pairs = 0;
    while (pairs < count && crossings[pairs].end < 0) pairs++;
    for (size_t i = 0; i + 1 < pairs; i += 2) spans[made++] = (CentreSpan){crossings[i].first, crossings[i + 1].first};
    for (size_t i = pairs; i < count; i++) spans[made++] = (CentreSpan){crossings[i].first, crossings[i].end};
    if (made > 0) qsort(spans, made, sizeof *spans, compare_spans);
    for (size_t i = 0; i < made; i++) {
        if (spans[i].end <= spans[i].first) continue;
        if (kept > 0 && spans[i].first <= spans[kept - 1].end) {
            if (spans[i].end > spans[kept - 1].end) spans[kept - 1].end = spans[i].end;
        } else {
            spans[kept++] = spans[i];
        }
    }
    return kept;
}

static bool make_spans(const Work *work, CentreZone *zone)
{
    if (work->count == 0) return false;
    int first = work->crossings[0].row, rows = work->crossings[work->count - 1].row - first + 1;
    size_t *starts = arena_array(work->arena, (size_t)rows + 1, sizeof *starts);
    CentreSpan *spans = arena_array(work->arena, work->count, sizeof *spans);
    size_t made = 0, at = 0;
    for (int r = 0; r < rows; r++) {
        size_t from = at;
        while (at < work->count && work->crossings[at].row == first + r) at++;
        starts[r] = made;
        made += make_row(work->crossings + from, at - from, spans + made);
    }
    starts[rows] = made;
    zone->row = first;
    zone->row_count = rows;
    zone->starts = starts;
    zone->spans = spans;
    return made > 0;
}

static int clipped(double cell, int most)
{
    return cell < 0 ? 0 : cell > most ? most : (int)cell;
}

static void make_box(const Work *work, CentreZone *zone)
{
    const Frame *f = work->frame;
    int left = clipped(work->col + floor(work->min_x), f->width),
        right = clipped(work->col + ceil(work->max_x), f->width);
    int top = clipped(work->row + floor(work->min_y), f->height),
        bottom = clipped(work->row + ceil(work->max_y), f->height);
    zone->row_count = 0;
    if (left >= right || top >= bottom) return;
    size_t rows = (size_t)(bottom - top), *starts = arena_array(work->arena, rows + 1, sizeof *starts);
    CentreSpan *spans = arena_array(work->arena, rows, sizeof *spans);
    for (size_t r = 0; r < rows; r++) spans[r] = (CentreSpan){left, right};
    for (size_t r = 0; r <= rows; r++) starts[r] = r;
    *zone = (CentreZone){.row = top, .row_count = (int)rows, .starts = starts, .spans = spans, .area = zone->area};
}

static void make_zone(Work *work, OGRGeometryH geometry, CentreZone *zone)
{
    OGRGeometryH linear = OGR_G_GetLinearGeometry(geometry, 0, NULL);
    work->count = 0;
    work->min_x = work->min_y = INFINITY;
    work->max_x = work->max_y = -INFINITY;
    zone->area = OGR_G_Area(linear);
    add_geometry(work, linear);
    if (work->count > 0) qsort(work->crossings, work->count, sizeof *work->crossings, compare_crossings);
    if (!make_spans(work, zone) && work->max_x >= work->min_x) make_box(work, zone);
    OGR_G_DestroyGeometry(linear);
}

// ---- all features

static bool read_features(Work *work, const VectorSource *source, CentreZones *out, Err *err)
{
    size_t room = 0;
    CentreZone *items = NULL;
    OGRFeatureH feature;
    out->count = 0;
    OGR_L_ResetReading(source->layer);
    while ((feature = OGR_L_GetNextFeature(source->layer)) != NULL) {
        items = arena_grow(work->arena, items, out->count, &room, sizeof *items);
        items[out->count] = (CentreZone){0};
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        if (geometry && !OGR_G_IsEmpty(geometry)) make_zone(work, geometry, &items[out->count]);
        out->count++;
        OGR_F_Destroy(feature);
    }
    out->items = items;
    return vector_source_check_end(source, err);
}

static void clip_frame(Work *work, const VectorSource *source)
{
    const Frame *f = work->frame;
    OGREnvelope box;
    if (OGR_L_GetExtent(source->layer, &box, TRUE) != OGRERR_NONE) box = (OGREnvelope){0};
    work->col = clipped(floor((box.MinX - f->x0) / f->cell_x), f->width);
    work->row = clipped(floor((f->y0 - box.MaxY) / f->cell_y), f->height);
    double x0 = f->x0 + work->col * f->cell_x, y0 = f->y0 - work->row * f->cell_y;
    work->x_offset = -x0 / f->cell_x;
    work->x_scale = 1 / f->cell_x;
    work->y_offset = -y0 / -f->cell_y;
    work->y_scale = 1 / -f->cell_y;
}

bool centres_read(Arena *arena, const char *path, const Frame *frame, CentreZones *out, Err *err)
{
    VectorSource source;
    Work work = {.arena = arena, .frame = frame};
    bool done = vector_source_open_first(path, &source, err);
    if (done) clip_frame(&work, &source);
    done = done && read_features(&work, &source, out, err);
    vector_source_close(&source);
    free(work.crossings);
    return done;
}
