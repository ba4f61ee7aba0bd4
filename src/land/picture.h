// picture.h - a small PNG of a class raster, for a person to look at.
#ifndef QINGSHAN_LAND_PICTURE_H
#define QINGSHAN_LAND_PICTURE_H

#include <stdint.h>

#include "base/err.h"

typedef struct PictureColour { // of one class value
    int value;
    uint8_t red, green, blue;
} PictureColour;

// Writes a PNG of at most side x side pixels. A pixel that stands for several cells shows the colour that comes first
// in `colours` among them, so that a rare class put first is never lost; pixels without any listed value are
// transparent.
MUST_CHECK bool picture_of_classes(const char *raster_path, const char *png_path, const PictureColour *colours,
                                   size_t count, int side, Err *err);

#endif
