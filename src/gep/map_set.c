// map_set.c - the rasters that a pass writes beside its sums.
#include "gep/tally.h"

#include "base/file.h"
#include "land/raster.h"

enum { WHICH_COUNT = 3 };

struct MapSet {
    const Plan *plan;
    size_t count;     // services * WHICH_COUNT
    RasterOut **outs; // NULL where not asked for
};

typedef struct MapKind {
    const char *format, *unit;
    bool holes;
} MapKind;

static const MapKind kinds[WHICH_COUNT] = {
    {"%s_quantity.tif", NULL, false},
    {"%s_value.tif", "yuan/m2/a", false},
    {"hole-%s.tif", "1", true},
};

static bool open_one(MapSet *maps, const PassJob *job, size_t index, int which, Err *err)
{
    const ServicePlan *service = &maps->plan->services[index];
    const char *folder = kinds[which].holes ? job->diagnose : job->maps;
    if (folder == NULL || service->variant == NULL || service->variant->kernel == NULL) return true;
    Arena *arena = maps->plan->arena;
    const char *path = file_join(arena, folder, arena_printf(arena, kinds[which].format, service->service->code));
    RasterOutOptions out = {
        .type = kinds[which].holes ? RASTER_BYTE : RASTER_FLOAT32,
        .cog = true,
        .description = service->emissions == NULL ? service->service->name_zh
                                                  : arena_printf(arena,
                                                                 "%s（按净化能力，未与排放量取小 / capacity, not "
                                                                 "limited by emissions）",
                                                                 service->service->name_zh),
        .unit = kinds[which].unit != NULL ? kinds[which].unit : arena_printf(arena, "(%s)/m2", service->service->unit)};
    return raster_out_open(path, &maps->plan->grid, &out, &maps->outs[index * WHICH_COUNT + (size_t)which], err);
}

bool map_set_open(const PassJob *job, MapSet **out, Err *err)
{
    const Plan *plan = job->plan;
    MapSet *maps = arena_alloc(plan->arena, sizeof *maps);
    *maps = (MapSet){.plan = plan,
                     .count = plan->service_count * WHICH_COUNT,
                     .outs = arena_array(plan->arena, plan->service_count * WHICH_COUNT, sizeof(RasterOut *))};
    *out = maps;
    for (size_t k = 0; k < plan->service_count; k++) {
        for (int which = 0; which < WHICH_COUNT; which++) {
            if (!open_one(maps, job, k, which, err)) return false;
        }
    }
    return true;
}

bool map_set_is_empty(const MapSet *maps)
{
    for (size_t i = 0; i < maps->count; i++) {
        if (maps->outs[i] != NULL) return false;
    }
    return true;
}

bool map_set_write(MapSet *maps, size_t service, int which, Window window, const float *values, Err *err)
{
    RasterOut *out = maps->outs[service * WHICH_COUNT + (size_t)which];
    return out == NULL || raster_out_write(out, window, values, err);
}

bool map_set_finish(MapSet *maps, Err *err)
{
    for (size_t i = 0; i < maps->count; i++) {
        RasterOut *out = maps->outs[i];
        maps->outs[i] = NULL;
        if (out != NULL && !raster_out_finish(out, err)) {
            map_set_abandon(maps);
            return false;
        }
    }
    return true;
}

void map_set_abandon(MapSet *maps)
{
    for (size_t i = 0; maps != NULL && i < maps->count; i++) {
        if (maps->outs[i] != NULL) raster_out_abandon(maps->outs[i]);
        maps->outs[i] = NULL;
    }
}
