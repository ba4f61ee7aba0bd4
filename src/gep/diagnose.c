// diagnose.c - pictures of holes.
#include "gep/diagnose.h"

#include "base/file.h"
#include "land/picture.h"

enum { PICTURE_SIDE = 1200 };

static const PictureColour colours[] = {{1, 179, 38, 30}, {0, 220, 227, 225}}; // holes red and first, valid cells grey

static bool has_holes(const PassJob *job, const ServicePlan *service)
{
    const Plan *plan = job->plan;
    double eligible = 0, valid = 0;
    for (size_t c = 0; c < plan->class_count; c++) {
        for (size_t z = 0; z <= plan->zone_count; z++) {
            eligible += pass_sum(&job->result, plan, (int)c, (int)z, service->channel + CHANNEL_ELIGIBLE_M2);
            valid += pass_sum(&job->result, plan, (int)c, (int)z, service->channel + CHANNEL_VALID_M2);
        }
    }
    return valid < eligible;
}

bool diagnose_finish(const PassJob *job, Err *err)
{
    if (job->diagnose == NULL || job->plan->tabular) return true;
    Arena *arena = job->plan->arena;
    for (size_t k = 0; k < job->plan->service_count; k++) {
        const ServicePlan *service = &job->plan->services[k];
        if (service->variant == NULL || service->variant->kernel == NULL) continue;
        const char *tif = file_join(arena, job->diagnose, arena_printf(arena, "hole-%s.tif", service->service->code));
        const char *png = file_join(arena, job->diagnose, arena_printf(arena, "hole-%s.png", service->service->code));
        if (!has_holes(job, service)) {
            if (!file_remove_tree(tif, err)) return false;
        } else if (!picture_of_classes(tif, png, colours, sizeof colours / sizeof *colours, PICTURE_SIDE, err)) {
            return false;
        }
    }
    return true;
}
