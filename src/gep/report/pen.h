// pen.h - drawing on paper: text, lines, fills, hatches. Lengths are points; y runs down; colours are 0xRRGGBB.
#ifndef QINGSHAN_GEP_REPORT_PEN_H
#define QINGSHAN_GEP_REPORT_PEN_H

#include <cairo.h>
#include <stdbool.h>

#include "base/arena.h"
#include "gep/report/fonts.h"

typedef enum Align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT } Align;

typedef struct Ink { // how text looks
    Face face;
    double size;
    bool bold;
    unsigned color;
    double leading; // of line distance to the font's own; 0: 1
} Ink;

typedef struct Box {
    double x, y, width, height;
} Box;

typedef struct Pen {
    cairo_t *cr;
    PangoContext *context;
    Arena *arena;
    bool chinese;       // thin gaps between Han and Latin, as 盘古之白 asks
    bool blank;         // nothing will show: only lengths count, and maps need not be drawn
    bool glyph_missing; // some character had no glyph
    // The borders of the land, drawn once and painted on every map of the same size (map.c): the file holds them once.
    cairo_surface_t *borders;
    double borders_place[3]; // scale, and the land's corner in the picture
} Pen;

void pen_close(Pen *pen);

// Draws with the top left corner of the first line at (x, y), wrapped to width (0: not wrapped); returns the height.
double pen_text(Pen *pen, const Ink *ink, Align align, double x, double y, double width, const char *text);
double pen_text_height(Pen *pen, const Ink *ink, double width, const char *text);
double pen_text_width(Pen *pen, const Ink *ink, const char *text);
// One line, cut with an ellipsis where it does not fit.
double pen_lines_of_text(Pen *pen, const Ink *ink, Align align, Box box, int lines,
                         const char *text); // at most `lines`
double pen_line_of_text(Pen *pen, const Ink *ink, Align align, double x, double y, double width, const char *text);

void pen_color(Pen *pen, unsigned color);
void pen_fill(Pen *pen, unsigned color, Box box);
void pen_frame(Pen *pen, unsigned color, double width, Box box);
void pen_dashed_frame(Pen *pen, unsigned color, double width, Box box);
void pen_line(Pen *pen, unsigned color, double width, double x0, double y0, double x1, double y1);
// 45 degree stripes over the present clip's box.
void pen_stripes(Pen *pen, unsigned color, double width, double step, Box box);
double pen_tag_width(Pen *pen, const char *text);
// A mark: word on soft ground. Returns its width. dashed: what is doubtful or not final.
double pen_tag(Pen *pen, double x, double y, unsigned color, unsigned ground, bool dashed, const char *text);

#endif
