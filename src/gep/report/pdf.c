// pdf.c - report.pdf: drawn twice, first to count the pages, then into memory, then written whole.
#include <cairo-pdf.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/report/epoch.h"
#include "gep/report/report.h"
#include "gep/report/sections.h"

static cairo_status_t append(void *closure, const unsigned char *data, unsigned size)
{
    strbuf_add_size(closure, (const char *)data, size);
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(Doc *doc)
{
    char date[32];
    epoch_text(epoch_seconds(), date);
    cairo_surface_t *s = doc->surface;
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, doc_title(doc));
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_SUBJECT,
                                   arena_printf(doc->arena, "SM3 %s", doc->account->result_sm3));
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR,
                                   arena_printf(doc->arena, "qingshan %s", doc->account->version));
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, date);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_MOD_DATE, date);
}

static void draw_all(Doc *doc)
{
    section_cover(doc);
    section_contents(doc);
    section_services(doc);
    section_prices(doc);
    section_towns(doc);
    section_maps(doc);
    section_ecosystems(doc);
    section_extent(doc);
    section_methods(doc);
    section_params(doc);
    section_inputs(doc);
    section_warnings(doc);
    cairo_show_page(doc->pen.cr);
}

// out NULL: onto a surface of one pixel, where nothing shows and pages cost nothing.
static Doc doc_open(Arena *arena, const Account *account, Fonts *fonts, bool chinese, StrBuf *out)
{
    Doc doc = {.account = account, .arena = arena};
    doc.display = display_open(arena, account, chinese, "\u2009", "\u2212");
    doc.surface = out == NULL ? cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)
                              : cairo_pdf_surface_create_for_stream(append, out, PAGE_WIDTH, PAGE_HEIGHT);
    doc.pen = (Pen){.cr = cairo_create(doc.surface),
                    .context = fonts_context(fonts, chinese),
                    .arena = arena,
                    .chinese = chinese,
                    .blank = out == NULL};
    if (out != NULL) set_metadata(&doc);
    return doc;
}

static bool doc_close(Doc *doc, Err *err)
{
    cairo_status_t status = cairo_status(doc->pen.cr);
    pen_close(&doc->pen);
    cairo_surface_finish(doc->surface);
    if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(doc->surface);
    cairo_surface_destroy(doc->surface);
    if (status == CAIRO_STATUS_SUCCESS) return true;
    return err_set(err, ERR_IO, _("cannot draw the report: %s"), cairo_status_to_string(status));
}

static bool draw_twice(Arena *arena, const Account *account, Fonts *fonts, bool chinese, StrBuf *out, bool *missing,
                       Err *err)
{
    Doc count = doc_open(arena, account, fonts, chinese, NULL);
    draw_all(&count);
    if (!doc_close(&count, err)) return false;
    Doc doc = doc_open(arena, account, fonts, chinese, out);
    doc.page_count = count.page;
    doc.known_count = count.section_count;
    memcpy(doc.known, count.sections, sizeof doc.known);
    draw_all(&doc);
    *missing = doc.pen.glyph_missing;
    return doc_close(&doc, err);
}

static bool draw_with(const Account *account, bool chinese, bool noto, StrBuf *out, bool *other, bool *missing,
                      Err *err)
{
    Fonts *fonts = fonts_open(noto);
    *other = fonts_other(fonts);
    bool ok = draw_twice(out->arena, account, fonts, chinese, out, missing, err);
    fonts_close(fonts);
    return ok;
}

// A rare character that Noto lacks is looked for in the system's other fonts, for the whole report.
bool report_pdf(const Account *account, bool chinese, const char *path, bool *other_font, Err *err)
{
    Arena *arena = arena_open();
    StrBuf out = strbuf_open(arena);
    bool missing = false, other = false;
    bool ok = draw_with(account, chinese, true, &out, &other, &missing, err);
    if (ok && missing && !other) {
        out = strbuf_open(arena);
        ok = draw_with(account, chinese, false, &out, &other, &missing, err);
    }
    ok = ok && file_write(path, out.data, out.size, err);
    if (other_font) *other_font = other;
    arena_close(arena);
    return ok;
}
