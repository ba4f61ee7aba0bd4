// frame.h - the cells of a raster that is read from, or written to, several files alike: north-up, perhaps oblong.
//
// Cell (col, row) has its north-west corner at x0 + col * cell_x, y0 - row * cell_y. Unlike a Grid (grid.h) it need not
// be square, nor of metres.
#ifndef QINGSHAN_LAND_FRAME_H
#define QINGSHAN_LAND_FRAME_H

enum { STRIP_ROWS = 256 }; // rows that are read, computed and written at once; also the side of the tiles written

typedef struct Frame {
    const char *crs_wkt; // "" when none is known
    double x0, y0;       // north-west corner
    double cell_x, cell_y;
    int width, height;
} Frame;

#endif
