#include "gep/invest/grid.h"

#include <math.h>

Frame frame_of_raster(const RasterInfo *info)
{
    return (Frame){.crs_wkt = info->crs_wkt,
                   .x0 = info->origin_x,
                   .y0 = info->origin_y,
                   .cell_x = info->cell_x,
                   .cell_y = info->cell_y,
                   .width = info->width,
                   .height = info->height};
}

Box box_of_raster(const RasterInfo *info)
{
    return (Box){.min_x = info->origin_x,
                 .min_y = info->origin_y - info->height * info->cell_y,
                 .max_x = info->origin_x + info->width * info->cell_x,
                 .max_y = info->origin_y};
}

bool box_meet(Box *box, const Box *other)
{
    if (other->min_x > box->min_x) box->min_x = other->min_x;
    if (other->min_y > box->min_y) box->min_y = other->min_y;
    if (other->max_x < box->max_x) box->max_x = other->max_x;
    if (other->max_y < box->max_y) box->max_y = other->max_y;
    return box->min_x <= box->max_x && box->min_y <= box->max_y;
}

static int cells_in(double length, double cell)
{
    int cells = (int)trunc(length / cell);
    if (fabs(cells * cell - length) > 1e-8) cells++;
    return cells < 1 ? 1 : cells;
}

Frame frame_within(const RasterInfo *like, const Box *box)
{
    Box own = box_of_raster(like);
    double west = trunc((box->min_x - own.min_x) / like->cell_x) * like->cell_x + own.min_x;
    double south = trunc((box->min_y - own.min_y) / like->cell_y) * like->cell_y + own.min_y;
    int height = cells_in(box->max_y - south, like->cell_y);
    return (Frame){.crs_wkt = like->crs_wkt,
                   .x0 = west,
                   .y0 = south + height * like->cell_y,
                   .cell_x = like->cell_x,
                   .cell_y = like->cell_y,
                   .width = cells_in(box->max_x - west, like->cell_x),
                   .height = height};
}
