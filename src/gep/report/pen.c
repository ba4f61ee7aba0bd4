#include "gep/report/pen.h"

#include <pango/pangocairo.h>

#include "base/text.h"
#include "gep/report/colors.h"

// ---- text

static bool is_han(const char *at)
{
    const unsigned char *s = (const unsigned char *)at;
    return (s[0] >= 0xE4 && s[0] <= 0xE9) || (s[0] == 0xE3 && s[1] >= 0x90) || s[0] >= 0xF0;
}

static bool is_latin(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '%';
}

static size_t character_size(const char *at)
{
    size_t size = 1;
    while (((unsigned char)at[size] & 0xC0) == 0x80) size++;
    return size;
}

// A thin space (U+2009) between Han and Latin: Chinese text has none typed, and looks crowded without.
static const char *spaced(Arena *arena, const char *text)
{
    StrBuf out = strbuf_open(arena);
    bool han_before = false, latin_before = false;
    for (const char *at = text; *at;) {
        size_t size = character_size(at);
        bool han = is_han(at), latin = size == 1 && is_latin(*at);
        if ((han && latin_before) || (latin && han_before)) strbuf_add(&out, "\u2009");
        strbuf_add_size(&out, at, size);
        han_before = han;
        latin_before = latin;
        at += size;
    }
    return out.data;
}

static PangoLayout *layout_of(Pen *pen, const Ink *ink, Align align, double width, const char *text)
{
    static const PangoAlignment alignments[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    PangoLayout *layout = pango_layout_new(pen->context);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, fonts_family(ink->face));
    pango_font_description_set_absolute_size(font, ink->size * PANGO_SCALE);
    pango_font_description_set_weight(font, ink->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_alignment(layout, alignments[align]);
    pango_layout_set_line_spacing(layout, (float)(ink->leading > 0 ? ink->leading : 1));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    PangoAttrList *attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE)); // paths and ids are not to be changed
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    if (width > 0) pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_text(layout, pen->chinese ? spaced(pen->arena, text) : text, -1);
    if (pango_layout_get_unknown_glyphs_count(layout) > 0) pen->glyph_missing = true;
    return layout;
}

static void size_of(PangoLayout *layout, double *width, double *height)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    if (width) *width = (double)logical.width / PANGO_SCALE;
    if (height) *height = (double)logical.height / PANGO_SCALE;
}

// Without a width, x is the left, middle or right of the line.
static void show(Pen *pen, const Ink *ink, Align align, double x, double y, double width, PangoLayout *layout)
{
    double natural;
    size_of(layout, &natural, NULL);
    if (width <= 0) x -= align == ALIGN_RIGHT ? natural : align == ALIGN_CENTRE ? natural / 2 : 0;
    pen_color(pen, ink->color);
    cairo_move_to(pen->cr, x, y);
    pango_cairo_show_layout(pen->cr, layout);
}

double pen_text(Pen *pen, const Ink *ink, Align align, double x, double y, double width, const char *text)
{
    PangoLayout *layout = layout_of(pen, ink, align, width, text);
    double height;
    size_of(layout, NULL, &height);
    show(pen, ink, align, x, y, width, layout);
    g_object_unref(layout);
    return height;
}

double pen_lines_of_text(Pen *pen, const Ink *ink, Align align, Box box, int lines, const char *text)
{
    PangoLayout *layout = layout_of(pen, ink, align, box.width, text);
    double height;
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_height(layout, -lines);
    size_of(layout, NULL, &height);
    show(pen, ink, align, box.x, box.y, box.width, layout);
    g_object_unref(layout);
    return height;
}

double pen_line_of_text(Pen *pen, const Ink *ink, Align align, double x, double y, double width, const char *text)
{
    return pen_lines_of_text(pen, ink, align, (Box){x, y, width, 0}, 1, text);
}

double pen_text_height(Pen *pen, const Ink *ink, double width, const char *text)
{
    PangoLayout *layout = layout_of(pen, ink, ALIGN_LEFT, width, text);
    double height;
    size_of(layout, NULL, &height);
    g_object_unref(layout);
    return height;
}

double pen_text_width(Pen *pen, const Ink *ink, const char *text)
{
    PangoLayout *layout = layout_of(pen, ink, ALIGN_LEFT, 0, text);
    double width;
    size_of(layout, &width, NULL);
    g_object_unref(layout);
    return width;
}

// ---- shapes

void pen_color(Pen *pen, unsigned color)
{
    cairo_set_source_rgb(pen->cr, (color >> 16) / 255.0, (color >> 8 & 255) / 255.0, (color & 255) / 255.0);
}

void pen_fill(Pen *pen, unsigned color, Box box)
{
    pen_color(pen, color);
    cairo_rectangle(pen->cr, box.x, box.y, box.width, box.height);
    cairo_fill(pen->cr);
}

void pen_frame(Pen *pen, unsigned color, double width, Box box)
{
    pen_color(pen, color);
    cairo_set_line_width(pen->cr, width);
    cairo_rectangle(pen->cr, box.x, box.y, box.width, box.height);
    cairo_stroke(pen->cr);
}

void pen_dashed_frame(Pen *pen, unsigned color, double width, Box box)
{
    static const double dash[] = {2.5, 1.8};
    cairo_set_dash(pen->cr, dash, 2, 0);
    pen_frame(pen, color, width, box);
    cairo_set_dash(pen->cr, NULL, 0, 0);
}

void pen_line(Pen *pen, unsigned color, double width, double x0, double y0, double x1, double y1)
{
    pen_color(pen, color);
    cairo_set_line_width(pen->cr, width);
    cairo_move_to(pen->cr, x0, y0);
    cairo_line_to(pen->cr, x1, y1);
    cairo_stroke(pen->cr);
}

void pen_stripes(Pen *pen, unsigned color, double width, double step, Box box)
{
    cairo_save(pen->cr);
    cairo_rectangle(pen->cr, box.x, box.y, box.width, box.height);
    cairo_clip(pen->cr);
    pen_color(pen, color);
    cairo_set_line_width(pen->cr, width);
    int count = (int)((box.width + box.height) / step) + 1;
    for (int i = 0; i < count; i++) {
        double at = -box.height + step * i;
        cairo_move_to(pen->cr, box.x + at, box.y + box.height);
        cairo_line_to(pen->cr, box.x + at + box.height, box.y);
    }
    cairo_stroke(pen->cr);
    cairo_restore(pen->cr);
}

static Ink tag_ink(unsigned color)
{
    return (Ink){FACE_SANS, 8.5, true, color, 0};
}

double pen_tag_width(Pen *pen, const char *text)
{
    const Ink ink = tag_ink(COLOR_INK);
    return pen_text_width(pen, &ink, text) + 11;
}

double pen_tag(Pen *pen, double x, double y, unsigned color, unsigned ground, bool dashed, const char *text)
{
    const Ink ink = tag_ink(color);
    double width = pen_tag_width(pen, text), height = 16;
    Box box = {x, y, width, height};
    pen_fill(pen, ground, box);
    if (dashed) {
        pen_dashed_frame(pen, color, 0.7, box);
    } else {
        pen_frame(pen, color, 0.7, box);
    }
    double text_height = pen_text_height(pen, &ink, 0, text);
    pen_text(pen, &ink, ALIGN_CENTRE, x + width / 2, y + (height - text_height) / 2, 0, text);
    return width;
}

void pen_close(Pen *pen)
{
    cairo_destroy(pen->cr);
    g_object_unref(pen->context);
    cairo_surface_destroy(pen->borders);
}
