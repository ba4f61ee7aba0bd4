#include "gep/report/map.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "land/vector.h"

typedef struct View { // from metres to paper
    double scale, x, y, min_x, max_y;
    Box picture; // where the land is drawn
} View;

static const double LEGEND_HEIGHT = 44, NORTH_WIDTH = 16;

// ---- geometry

static bool bounds(const Account *account, double out[4])
{
    if (account->outline_count == 0) return false;
    const AccountOutline *outline = &account->outlines[0];
    out[0] = out[1] = INFINITY;
    out[2] = out[3] = -INFINITY;
    for (size_t i = 0; i < outline->ring_count; i++) {
        for (size_t j = 0; j < outline->rings[i].count; j++) {
            double x = outline->rings[i].x[j], y = outline->rings[i].y[j];
            if (x < out[0]) out[0] = x;
            if (y < out[1]) out[1] = y;
            if (x > out[2]) out[2] = x;
            if (y > out[3]) out[3] = y;
        }
    }
    return out[2] > out[0] && out[3] > out[1];
}

static void bounds_of_grid(const Account *account, const Overview *overview, double out[4])
{
    out[0] = account->x0;
    out[3] = account->y0;
    out[2] = account->x0 + overview->width * overview->cell_m;
    out[1] = account->y0 - overview->height * overview->cell_m;
}

static View view_of(const double b[4], Box box)
{
    View view = {.min_x = b[0], .max_y = b[3]};
    view.picture = (Box){box.x, box.y, box.width - NORTH_WIDTH, box.height - LEGEND_HEIGHT};
    double width = b[2] - b[0], height = b[3] - b[1];
    view.scale = fmin(view.picture.width / width, view.picture.height / height) * 0.985;
    view.picture.height = fmin(view.picture.height, height * view.scale + 6); // the legend follows close below
    view.x = view.picture.x + (view.picture.width - width * view.scale) / 2;
    view.y = view.picture.y + (view.picture.height - height * view.scale) / 2;
    return view;
}

static double paper_x(const View *view, double x)
{
    return view->x + (x - view->min_x) * view->scale;
}

static double paper_y(const View *view, double y)
{
    return view->y + (view->max_y - y) * view->scale;
}

// Points that would fall on the same spot of ink are left out.
static void ring_path(Pen *pen, const View *view, const Ring *ring)
{
    const double least = 0.6; // points, 0.2 mm
    double last_x = NAN, last_y = NAN;
    for (size_t i = 0; i < ring->count; i++) {
        double x = paper_x(view, ring->x[i]), y = paper_y(view, ring->y[i]);
        if (i == 0) cairo_move_to(pen->cr, x, y);
        if (i > 0 && fabs(x - last_x) + fabs(y - last_y) < least) continue;
        if (i > 0) cairo_line_to(pen->cr, x, y);
        last_x = x;
        last_y = y;
    }
    cairo_close_path(pen->cr);
}

static void outline_path(Pen *pen, const View *view, const AccountOutline *outline)
{
    cairo_new_path(pen->cr);
    for (size_t i = 0; i < outline->ring_count; i++) ring_path(pen, view, &outline->rings[i]);
}

static void stroke_outlines(Pen *pen, const View *view, const Account *account, unsigned town_color)
{
    cairo_set_fill_rule(pen->cr, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_line_join(pen->cr, CAIRO_LINE_JOIN_ROUND);
    for (size_t i = account->outline_count; i-- > 0;) {
        outline_path(pen, view, &account->outlines[i]);
        pen_color(pen, i == 0 ? COLOR_INK : town_color);
        cairo_set_line_width(pen->cr, i == 0 ? 1 : 0.5);
        cairo_stroke(pen->cr);
    }
}

static void paint_borders(Pen *pen, const View *view, const Account *account)
{
    const double place[3] = {view->scale, view->x - view->picture.x, view->y - view->picture.y};
    if (pen->borders == NULL || memcmp(place, pen->borders_place, sizeof place) != 0) {
        cairo_surface_destroy(pen->borders);
        const cairo_rectangle_t paper = {0, 0, view->picture.width, view->picture.height};
        pen->borders = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &paper);
        memcpy(pen->borders_place, place, sizeof place);
        Pen borders = {.cr = cairo_create(pen->borders)};
        View own = {.scale = place[0], .x = place[1], .y = place[2], .min_x = view->min_x, .max_y = view->max_y};
        stroke_outlines(&borders, &own, account, COLOR_LINE_STRONG);
        cairo_destroy(borders.cr);
    }
    cairo_set_source_surface(pen->cr, pen->borders, view->picture.x, view->picture.y);
    cairo_paint(pen->cr);
}

static void hatch_land(Pen *pen, const View *view, const Account *account)
{
    if (account->outline_count == 0) return;
    cairo_save(pen->cr);
    cairo_set_fill_rule(pen->cr, CAIRO_FILL_RULE_EVEN_ODD);
    outline_path(pen, view, &account->outlines[0]);
    cairo_clip(pen->cr);
    pen_stripes(pen, 0xC3CCCF, 0.5, 3, view->picture);
    cairo_restore(pen->cr);
}

// ---- legend, scale bar, north

typedef struct LegendItem {
    const char *text;
    unsigned color;
    bool hatch;
    double width;
} LegendItem;

enum { LEGEND_MAX = RAMP_SIZE + 2 };

static const char *range_label(Arena *arena, double low, double high)
{
    const char *from = arena_printf(arena, "%.3g", low), *to = arena_printf(arena, "%.3g", high);
    return text_equal(from, to) ? from : arena_printf(arena, "%s–%s", from, to);
}

// Values are yuan/m2, which is 万元/公顷; small ones read better in yuan a hectare.
static bool is_small(const MapScale *scale)
{
    return scale->count > 0 && fabs(scale->count > 1 ? scale->breaks[0] : scale->high) < 0.01;
}

static const char *class_label(Arena *arena, const Display *d, const MapScale *scale, size_t i)
{
    double factor = is_small(scale) ? 1e4 : 1;
    if (scale->count == 1) return range_label(arena, scale->low * factor, scale->high * factor);
    const char *from = i == 0 ? "" : display_value(d, scale->breaks[i - 1] * factor);
    if (i + 1 == scale->count) return arena_printf(arena, "≥%s", from);
    return arena_printf(arena, i == 0 ? "%s<%s" : "%s–%s", from, display_value(d, scale->breaks[i] * factor));
}

static Ink legend_ink(double size)
{
    return (Ink){FACE_SANS, size, false, COLOR_INK, 0};
}

// From high to low, then zero, then what has no data.
static size_t list_legend(Pen *pen, const Display *d, const MapScale *scale, bool holes, LegendItem out[LEGEND_MAX])
{
    size_t count = 0;
    for (size_t i = scale->count; i-- > 0;) {
        out[count++] = (LegendItem){class_label(pen->arena, d, scale, i), scale->colors[i], false, 0};
    }
    if (scale->has_zero) out[count++] = (LegendItem){"0", COLOR_ZERO, false, 0};
    if (holes) out[count++] = (LegendItem){display_pick(d, "无数据", "no data"), COLOR_WHITE, true, 0};
    return count;
}

static double measure_legend(Pen *pen, LegendItem *items, size_t count, double size)
{
    const Ink ink = legend_ink(size);
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        items[i].width = 13 + pen_text_width(pen, &ink, items[i].text);
        sum += items[i].width;
    }
    return sum;
}

static void draw_legend_item(Pen *pen, const LegendItem *item, double size, double x, double y)
{
    const Ink ink = legend_ink(size);
    Box box = {x, y + 2, 10, 8};
    pen_fill(pen, item->color, box);
    if (item->hatch) pen_stripes(pen, 0xC3CCCF, 0.5, 3, box);
    pen_frame(pen, COLOR_LINE_STRONG, 0.35, box);
    pen_text(pen, &ink, ALIGN_LEFT, x + 12.5, y + 0.5 + (7 - size) * 0.7, 0, item->text);
}

// The unit on top, then the classes in a row; a long row has smaller type, then smaller gaps.
static void draw_legend(Pen *pen, const Display *d, const MapScale *scale, bool holes, Box box)
{
    LegendItem items[LEGEND_MAX];
    const Ink ink = legend_ink(7);
    size_t count = list_legend(pen, d, scale, holes, items);
    double size = 7, sum = measure_legend(pen, items, count, size), x = box.x;
    while (size > 5 && sum + 4 * (double)count > box.width) sum = measure_legend(pen, items, count, size -= 0.5);
    double gap = count > 1 ? fmin(8, (box.width - sum) / (double)(count - 1)) : 0;
    const char *unit =
        is_small(scale) ? display_pick(d, "元/公顷", "yuan/ha") : display_pick(d, "万元/公顷", "yuan/m²");
    pen_text(pen, &ink, ALIGN_LEFT, x, box.y, 0, unit);
    for (size_t i = 0; i < count; i++) {
        draw_legend_item(pen, &items[i], size, x, box.y + 11);
        x += items[i].width + gap;
    }
}

static double round_length(double metres)
{
    double step = 1;
    while (step * 10 <= metres) step *= 10;
    return step * (metres >= 5 * step ? 5 : metres >= 2 * step ? 2 : 1);
}

static void draw_scale_bar(Pen *pen, const Display *d, const View *view, double x, double y)
{
    const Ink ink = {FACE_SANS, 7, false, COLOR_INK_2, 0};
    double metres = round_length(view->picture.width / 3.5 / view->scale), length = metres * view->scale;
    pen_line(pen, COLOR_INK, 0.8, x, y + 7, x + length, y + 7);
    for (int i = 0; i <= 2; i++) pen_line(pen, COLOR_INK, 0.8, x + length * i / 2, y + 4, x + length * i / 2, y + 7);
    bool km = metres >= 1000;
    const char *text = arena_printf(pen->arena, "%s %s", display_value(d, km ? metres / 1000 : metres),
                                    km ? display_pick(d, "千米", "km") : display_pick(d, "米", "m"));
    pen_text(pen, &ink, ALIGN_LEFT, x + length + 4, y + 0.5, 0, text);
}

static void draw_north(Pen *pen, const Display *d, double x, double y)
{
    const Ink ink = {FACE_SANS, 7, true, COLOR_INK, 0};
    pen_color(pen, COLOR_INK);
    cairo_move_to(pen->cr, x, y);
    cairo_line_to(pen->cr, x + 4, y + 13);
    cairo_line_to(pen->cr, x, y + 10);
    cairo_line_to(pen->cr, x - 4, y + 13);
    cairo_close_path(pen->cr);
    cairo_fill(pen->cr);
    pen_text(pen, &ink, ALIGN_CENTRE, x, y + 13, 0, display_pick(d, "北", "N"));
}

static void draw_around(Pen *pen, const Display *d, const View *view, const MapScale *scale, bool holes, Box box)
{
    const Ink ink = {FACE_SANS, 7, false, COLOR_INK_2, 0};
    double y = view->picture.y + view->picture.height + 5;
    draw_legend(pen, d, scale, holes, (Box){box.x, y, box.width, 22});
    draw_scale_bar(pen, d, view, box.x, y + 24);
    pen_text(pen, &ink, ALIGN_RIGHT, box.x + box.width, y + 24, 0,
             display_pick(d, "示意图，非审定界线", "Sketch, not an approved boundary"));
    draw_north(pen, d, box.x + box.width - 7, box.y + 4);
}

// ---- towns

static const AccountTown *town_of(const Account *account, const char *code)
{
    for (size_t i = 0; i < account->town_count; i++) {
        if (text_equal(account->towns[i].code, code)) return &account->towns[i];
    }
    return NULL;
}

static double density(const AccountTown *town)
{
    return town && town->area_m2 > 0 ? money_to_yuan(town->gep) / town->area_m2 : NAN;
}

bool map_can_draw_towns(const Account *account)
{
    double b[4];
    return account->town_count > 0 && account->outline_count > 1 && bounds(account, b);
}

static void fill_towns(Pen *pen, const View *view, const Account *account, const MapScale *scale)
{
    cairo_set_fill_rule(pen->cr, CAIRO_FILL_RULE_EVEN_ODD);
    for (size_t i = 1; i < account->outline_count; i++) {
        double value = density(town_of(account, account->outlines[i].code));
        if (isnan(value)) continue;
        outline_path(pen, view, &account->outlines[i]);
        pen_color(pen, map_color(scale, value));
        cairo_fill(pen->cr);
    }
}

static bool is_dark(unsigned color)
{
    return (color >> 16) * 30 + (color >> 8 & 255) * 59 + (color & 255) * 11 < 150 * 100;
}

// Only where the name lies within its town; white on dark ground.
static void label_town(Pen *pen, const View *view, const Account *account, const AccountOutline *outline,
                       const MapScale *scale)
{
    double value = density(town_of(account, outline->code));
    const Ink ink = {FACE_SANS, 6.5, false, !isnan(value) && is_dark(map_color(scale, value)) ? COLOR_WHITE : COLOR_INK,
                     0};
    double x0, y0, x1, y1;
    outline_path(pen, view, outline);
    cairo_fill_extents(pen->cr, &x0, &y0, &x1, &y1);
    double x = (x0 + x1) / 2, y = (y0 + y1) / 2, half = pen_text_width(pen, &ink, outline->name) / 2;
    double height = pen_text_height(pen, &ink, 0, outline->name);
    bool fits = cairo_in_fill(pen->cr, x - half, y) && cairo_in_fill(pen->cr, x + half, y);
    cairo_new_path(pen->cr);
    if (fits) pen_text(pen, &ink, ALIGN_CENTRE, x, y - height / 2, 0, outline->name);
}

void map_towns(Pen *pen, const Display *d, const Account *account, Box box, bool labels)
{
    double b[4];
    if (pen->blank || !bounds(account, b)) return;
    View view = view_of(b, box);
    double *values = arena_array(pen->arena, account->town_count + 1, sizeof *values);
    for (size_t i = 0; i < account->town_count; i++) values[i] = density(&account->towns[i]);
    MapScale scale = map_scale(pen->arena, values, account->town_count, ramp_quantity);
    hatch_land(pen, &view, account);
    fill_towns(pen, &view, account, &scale);
    stroke_outlines(pen, &view, account, COLOR_WHITE);
    for (size_t i = 1; labels && i < account->outline_count; i++) {
        label_town(pen, &view, account, &account->outlines[i], &scale);
    }
    draw_around(pen, d, &view, &scale, false, box);
}

// ---- overviews

static cairo_surface_t *picture_of(const Overview *overview, const MapScale *scale)
{
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, overview->width, overview->height);
    unsigned char *data = cairo_image_surface_get_data(image);
    int stride = cairo_image_surface_get_stride(image);
    for (int row = 0; data && row < overview->height; row++) {
        uint32_t *pixels = (uint32_t *)(void *)(data + (ptrdiff_t)row * stride);
        for (int col = 0; col < overview->width; col++) {
            double value = (double)overview->values[(ptrdiff_t)row * overview->width + col];
            pixels[col] = isnan(value) ? 0 : 0xFF000000u | map_color(scale, value);
        }
    }
    cairo_surface_mark_dirty(image);
    return image;
}

static void paint_picture(Pen *pen, const View *view, const Account *account, const Overview *overview,
                          cairo_surface_t *image)
{
    cairo_save(pen->cr);
    if (account->outline_count > 0) {
        cairo_set_fill_rule(pen->cr, CAIRO_FILL_RULE_EVEN_ODD);
        outline_path(pen, view, &account->outlines[0]);
        cairo_clip(pen->cr);
    }
    cairo_translate(pen->cr, paper_x(view, account->x0), paper_y(view, account->y0));
    cairo_scale(pen->cr, overview->cell_m * view->scale, overview->cell_m * view->scale);
    cairo_set_source_surface(pen->cr, image, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(pen->cr), CAIRO_FILTER_NEAREST);
    cairo_paint(pen->cr);
    cairo_restore(pen->cr);
}

// Does the boundary hold cells without a value? Drawn as a mask, one pixel a cell.
static bool has_holes(const Account *account, const Overview *overview)
{
    if (account->outline_count == 0) return false;
    cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A8, overview->width, overview->height);
    Pen pen = {.cr = cairo_create(mask)};
    View view = {.scale = 1 / overview->cell_m, .min_x = account->x0, .max_y = account->y0};
    cairo_set_fill_rule(pen.cr, CAIRO_FILL_RULE_EVEN_ODD);
    outline_path(&pen, &view, &account->outlines[0]);
    cairo_fill(pen.cr);
    cairo_surface_flush(mask);
    const unsigned char *data = cairo_image_surface_get_data(mask);
    int stride = cairo_image_surface_get_stride(mask);
    size_t inside = 0, empty = 0;
    for (int i = 0; data && i < overview->width * overview->height; i++) {
        if (data[(ptrdiff_t)(i / overview->width) * stride + i % overview->width] < 255) continue;
        inside++;
        if (isnan(overview->values[i])) empty++;
    }
    cairo_destroy(pen.cr);
    cairo_surface_destroy(mask);
    return empty * 500 > inside; // more than 0.2 %: what the eye can find
}

static const unsigned *ramp_of(const Account *account, const Overview *overview)
{
    const char *code = overview->service < 0 ? "" : account->services[overview->service].code;
    bool water =
        text_equal(code, "R01") || text_equal(code, "R05") || text_equal(code, "R09") || text_equal(code, "M15");
    return water ? ramp_water : ramp_quantity;
}

const char *map_title(const Display *d, const Account *account, const Overview *overview)
{
    if (overview->service < 0) return display_pick(d, "调节服务合计", "All regulating services");
    const AccountService *service = &account->services[overview->service];
    return display_printf(d, "%s %s", "%s %s", service->code, display_service(d, service));
}

void map_overview(Pen *pen, const Display *d, const Account *account, const Overview *overview, Box box)
{
    double b[4];
    if (pen->blank || overview->width <= 0 || overview->height <= 0 || !(overview->cell_m > 0)) return;
    if (!bounds(account, b)) bounds_of_grid(account, overview, b);
    View view = view_of(b, box);
    size_t count = (size_t)overview->width * (size_t)overview->height;
    double *values = arena_array(pen->arena, count + 1, sizeof *values);
    for (size_t i = 0; i < count; i++) values[i] = (double)overview->values[i];
    MapScale scale = map_scale(pen->arena, values, count, ramp_of(account, overview));
    bool holes = has_holes(account, overview);
    if (holes) hatch_land(pen, &view, account);
    cairo_surface_t *image = picture_of(overview, &scale);
    paint_picture(pen, &view, account, overview, image);
    cairo_surface_destroy(image);
    paint_borders(pen, &view, account);
    draw_around(pen, d, &view, &scale, holes, box);
}
