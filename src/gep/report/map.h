// map.h - maps of an account: GEP by town, and the overview of one service; five classes with round breaks, legend,
// scale bar, north arrow and the words 示意图，非审定界线.
#ifndef QINGSHAN_GEP_REPORT_MAP_H
#define QINGSHAN_GEP_REPORT_MAP_H

#include "gep/account.h"
#include "gep/display.h"
#include "gep/report/colors.h"
#include "gep/report/pen.h"

typedef struct MapScale { // classes of a sequential ramp
    size_t count;         // 0 when there is nothing to show
    double breaks[RAMP_SIZE - 1];
    unsigned colors[RAMP_SIZE];
    double low, high; // of what is not zero
    bool has_zero;    // zero has a class of its own
} MapScale;

// Breaks near the quintiles of what is neither zero nor NaN, rounded to two or three digits.
MapScale map_scale(Arena *arena, const double *values, size_t count, const unsigned *ramp);
unsigned map_color(const MapScale *scale, double value);

// GEP per hectare by town. labels: names of the towns where they fit.
void map_towns(Pen *pen, const Display *display, const Account *account, Box box, bool labels);
void map_overview(Pen *pen, const Display *display, const Account *account, const Overview *overview, Box box);
const char *map_title(const Display *display, const Account *account, const Overview *overview);
bool map_can_draw_towns(const Account *account);

#endif
