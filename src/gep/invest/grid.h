// grid.h - where maps of one coordinate system lie together: the frame of a run.
#ifndef QINGSHAN_GEP_INVEST_GRID_H
#define QINGSHAN_GEP_INVEST_GRID_H

#include "base/err.h"
#include "land/frame.h"
#include "land/raster.h"

typedef struct Box {
    double min_x, min_y, max_x, max_y;
} Box;

Frame frame_of_raster(const RasterInfo *info);
Box box_of_raster(const RasterInfo *info);
// False when they lie apart; boxes that touch meet.
bool box_meet(Box *box, const Box *other);
// The cells of `like` that hold a box, as pygeoprocessing's align_and_resize_raster_stack chooses them: the south-west
// corner moves to the next corner of a cell towards that of `like`, and as many whole cells follow as the box needs.
Frame frame_within(const RasterInfo *like, const Box *box);

#endif
