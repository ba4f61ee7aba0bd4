// png.c - one overview as a picture.
#include <stdlib.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/report/map.h"
#include "gep/report/page.h"
#include "gep/report/report.h"

static cairo_status_t append(void *closure, const unsigned char *data, unsigned size)
{
    strbuf_add_size(closure, (const char *)data, size);
    return CAIRO_STATUS_SUCCESS;
}

static void draw(Pen *pen, const Account *account, const Overview *overview, double width, double height)
{
    Display d = display_open(pen->arena, account, pen->chinese, "\u2009", "\u2212");
    const Ink title = {FACE_SANS, 13, true, COLOR_INK, 0}, sub = {FACE_SANS, 9, false, COLOR_INK_2, 0};
    pen_fill(pen, COLOR_WHITE, (Box){0, 0, width, height});
    pen_text(pen, &title, ALIGN_LEFT, 16, 12, width - 32, map_title(&d, account, overview));
    const char *demo = account->demo ? display_pick(&d, " · 演示数据", " · demonstration data") : "";
    const char *partial = account->complete ? "" : display_pick(&d, " · 部分核算", " · partial account");
    pen_text(pen, &sub, ALIGN_LEFT, 16, 33, width - 32,
             display_printf(&d, "%s%d年度，单位面积价值%s%s", "%s, %d: value per area%s%s",
                            display_district(&d, account), account->year, demo, partial));
    map_overview(pen, &d, account, overview, (Box){16, 54, width - 32, height - 66});
}

bool report_map_png(const Account *account, size_t overview, bool chinese, const char *path, Err *err)
{
    enum { WIDTH = 520, HEIGHT = 560, ZOOM = 2 };
    if (overview >= account->overview_count) {
        return err_set(err, ERR_MISSING, _("%s: there is no overview %zu; the account has %zu"), path, overview,
                       account->overview_count);
    }
    Arena *arena = arena_open();
    Fonts *fonts = fonts_open(true);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH * ZOOM, HEIGHT * ZOOM);
    Pen pen = {
        .cr = cairo_create(surface), .context = fonts_context(fonts, chinese), .arena = arena, .chinese = chinese};
    cairo_scale(pen.cr, ZOOM, ZOOM);
    draw(&pen, account, &account->overviews[overview], WIDTH, HEIGHT);
    StrBuf out = strbuf_open(arena);
    cairo_status_t status = cairo_surface_write_to_png_stream(surface, append, &out);
    bool ok = status == CAIRO_STATUS_SUCCESS
                  ? file_write(path, out.data, out.size, err)
                  : err_set(err, ERR_IO, _("%s: cannot draw the map: %s"), path, cairo_status_to_string(status));
    pen_close(&pen);
    cairo_surface_destroy(surface);
    fonts_close(fonts);
    arena_close(arena);
    return ok;
}
