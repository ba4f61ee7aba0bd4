// picture.c - class rasters drawn small, by GDAL's PNG driver.
#include "land/picture.h"

#include <gdal.h>
#include <math.h>

#include "base/arena.h"
#include "base/message.h"
#include "land/raster.h"

enum { BANDS = 4 };

typedef struct Picture {
    int width, height, step;
    uint8_t *rgba; // [band][pixel]
} Picture;

static size_t colour_at(const float *strip, const RasterInfo *info, const Picture *picture, int rows, int col,
                        const PictureColour *colours, size_t count)
{
    size_t best = count;
    for (int r = 0; r < rows; r++) {
        for (int c = col * picture->step; c < (col + 1) * picture->step && c < info->width; c++) {
            float value = strip[(size_t)r * (size_t)info->width + (size_t)c];
            for (size_t k = 0; k < best && !isnan(value); k++) {
                if (colours[k].value == (int)value) best = k;
            }
        }
    }
    return best;
}

static bool draw(Arena *arena, Raster *raster, Picture *picture, const PictureColour *colours, size_t count, Err *err)
{
    const RasterInfo *info = raster_info(raster);
    size_t pixels = (size_t)picture->width * (size_t)picture->height;
    float *strip = arena_array(arena, (size_t)info->width * (size_t)picture->step, sizeof *strip);
    for (int row = 0; row < picture->height; row++) {
        int first = row * picture->step,
            rows = info->height - first < picture->step ? info->height - first : picture->step;
        if (!raster_read(raster, (Window){0, first, info->width, rows}, strip, err)) return false;
        for (int col = 0; col < picture->width; col++) {
            size_t k = colour_at(strip, info, picture, rows, col, colours, count),
                   at = (size_t)row * (size_t)picture->width + (size_t)col;
            if (k == count) continue;
            picture->rgba[at] = colours[k].red;
            picture->rgba[pixels + at] = colours[k].green;
            picture->rgba[2 * pixels + at] = colours[k].blue;
            picture->rgba[3 * pixels + at] = 255;
        }
    }
    return true;
}

static bool write_png(const Picture *picture, const char *path, Err *err)
{
    GDALDatasetH memory =
        GDALCreate(GDALGetDriverByName("MEM"), "", picture->width, picture->height, BANDS, GDT_Byte, NULL);
    size_t pixels = (size_t)picture->width * (size_t)picture->height;
    bool ok = memory != NULL;
    for (int b = 0; ok && b < BANDS; b++) {
        GDALRasterBandH band = GDALGetRasterBand(memory, b + 1);
        GDALSetRasterColorInterpretation(band, (GDALColorInterp)(GCI_RedBand + b));
        ok = GDALRasterIO(band, GF_Write, 0, 0, picture->width, picture->height, picture->rgba + (size_t)b * pixels,
                          picture->width, picture->height, GDT_Byte, 0, 0) == CE_None;
    }
    GDALDatasetH png = ok ? GDALCreateCopy(GDALGetDriverByName("PNG"), path, memory, FALSE, NULL, NULL, NULL) : NULL;
    if (png != NULL) GDALClose(png);
    if (memory != NULL) GDALClose(memory);
    return png != NULL || err_set(err, ERR_IO, _("%s cannot be written"), path);
}

bool picture_of_classes(const char *raster_path, const char *png_path, const PictureColour *colours, size_t count,
                        int side, Err *err)
{
    Raster *raster;
    if (!raster_open(raster_path, 1, &raster, err)) return false;
    const RasterInfo *info = raster_info(raster);
    int longest = info->width > info->height ? info->width : info->height;
    Picture picture = {.step = (longest + side - 1) / side};
    picture.width = (info->width + picture.step - 1) / picture.step;
    picture.height = (info->height + picture.step - 1) / picture.step;
    Arena *arena = arena_open();
    picture.rgba = arena_array(arena, (size_t)picture.width * (size_t)picture.height, BANDS);
    bool ok = draw(arena, raster, &picture, colours, count, err) && write_png(&picture, png_path, err);
    arena_close(arena);
    raster_close(raster);
    return ok;
}
