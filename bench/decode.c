// decode.c - the yardstick of the account: reads every cell of the given rasters and does nothing with them, one file a
// thread.
//
//   decode THREADS FILE ...
#include <stdio.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "land/raster.h"

typedef struct Files {
    char **paths;
    float **buffers; // one a thread
    size_t *sizes;
} Files;

static bool decode_file(void *context, int worker, size_t index, Err *err)
{
    Files *files = context;
    Raster *raster;
    if (!raster_open(files->paths[index], 1, &raster, err)) return false;
    const RasterInfo *info = raster_info(raster);
    int step = info->block_height > LATTICE ? info->block_height : LATTICE;
    size_t size = (size_t)info->width * (size_t)step;
    if (size > files->sizes[worker]) {
        files->buffers[worker] = realloc(files->buffers[worker], size * sizeof(float));
        files->sizes[worker] = size;
    }
    bool ok = files->buffers[worker] != NULL;
    for (int row = 0; ok && row < info->height; row += step) {
        int height = info->height - row < step ? info->height - row : step;
        ok = raster_read(raster, (Window){0, row, info->width, height}, files->buffers[worker], err);
    }
    raster_close(raster);
    return ok;
}

int main(int argc, char **argv)
{
    int threads = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 0;
    if (threads < 1 || threads > 64) {
        fprintf(stderr, "usage: decode THREADS FILE ...\n");
        return 2;
    }
    float *buffers[64] = {0};
    size_t sizes[64] = {0};
    Files files = {argv + 2, buffers, sizes};
    Err err;
    land_start();
    bool ok = parallel_for(threads, (size_t)argc - 2, decode_file, &files, &err);
    if (!ok) fprintf(stderr, "decode: %s\n", err.text);
    for (int i = 0; i < threads; i++) free(buffers[i]);
    return ok ? 0 : 1;
}
