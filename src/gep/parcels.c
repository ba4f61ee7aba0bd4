#include "gep/parcels.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "gep/cache.h"
#include "gep/pass.h"
#include "gep/plan_internal.h"
#include "land/zone_file.h"
#include "land/zone_table.h"

// ---- columns

static void number_slots(Plan *plan, ParcelPlan *parcels)
{
    int *slot = arena_array(plan->arena, plan->service_count, sizeof *slot),
        *count = arena_array(plan->arena, plan->service_count, sizeof *count), next = 0;
    for (size_t k = 0; k < plan->service_count; k++) {
        const ServicePlan *service = &plan->services[k];
        bool has_kernel = service->variant != NULL && service->variant->kernel != NULL;
        slot[k] = has_kernel ? next : -1;
        count[k] = !has_kernel ? 0 : service->emissions == NULL ? 1 : (int)service->flow_count;
        next += count[k];
    }
    parcels->slot = slot;
    parcels->slot_count = count;
    parcels->column_count = PARCEL_SLOTS + (size_t)next * SLOT_WIDTH;
}

// ---- the index

static RasterInfo lattice_of(const Plan *plan)
{
    const Grid *grid = &plan->grid;
    return (RasterInfo){.width = grid->width,
                        .height = grid->height,
                        .origin_x = grid->x0,
                        .origin_y = grid->y0,
                        .cell_x = grid->cell_m,
                        .cell_y = grid->cell_m,
                        .crs_wkt = grid->crs};
}

static void take_file(Plan *plan, ParcelPlan *parcels, const ZoneFile *file)
{
    parcels->count = file->zone_count;
    parcels->codes = file->names;
    parcels->index = parcels->own = file->index;
    if (file->repaired == 0) return;
    finding_add(&plan->findings, FINDING_DOUBT, "parcels.invalid", plan->district.parcels_file,
                "%llu 个地块图形无效，已按规则修复（GEOS MakeValid，只保留面）；建议在源数据中更正",
                "%llu parcels are invalid and were repaired by rule (GEOS MakeValid, polygons kept); better mend the "
                "source",
                (unsigned long long)file->repaired);
}

static bool recall(Plan *plan, ParcelPlan *parcels, const char *path, const ZoneFile *wanted)
{
    char *data;
    size_t size;
    Err err;
    ZoneFile file;
    if (path == NULL || !file_exists(path) || !file_read(plan->arena, path, &data, &size, &err) ||
        !zone_file_parse(plan->arena, data, size, &file, &err))
        return false; // what the cache does not hold whole is made anew
    bool same = text_equal(file.lattice_sm3, wanted->lattice_sm3) && text_equal(file.zones_sm3, wanted->zones_sm3);
    if (same) {
        take_file(plan, parcels, &file);
    } else {
        zone_index_close(file.index);
    }
    return same;
}

static bool read_zones(Plan *plan, const ParcelPlan *parcels, Arena *arena, Polygons *zones)
{
    Err err;
    VectorRequest request = {.path = parcels->path,
                             .layer = parcels->layer,
                             .code_field = plan->district.parcels_code,
                             .target = plan->crs,
                             .repair = true};
    return vector_read_polygons(arena, &request, zones, &err) || plan_fail(plan, "parcels", parcels->path, &err);
}

static void describe_zones(const Plan *plan, const Polygons *zones, ZoneFile *file)
{
    const char **codes = arena_array(plan->arena, zones->count, sizeof *codes);
    for (size_t i = 0; i < zones->count; i++) {
        codes[i] = arena_text(plan->arena, zones->items[i].code);
        file->repaired += zones->items[i].repaired;
    }
    file->names = codes;
    file->zone_count = zones->count;
}

static void keep(const Plan *plan, const char *path, const ZoneFile *file)
{
    Err err;
    if (path == NULL || !cache_ready(plan->arena)) return;
    bool kept = zone_file_write(path, file, &err);
    (void)kept; // the next run makes it again
}

static bool build(Plan *plan, ParcelPlan *parcels, const char *path, ZoneFile *file, int jobs, Err *err)
{
    Arena *arena = arena_open();
    Polygons zones;
    RasterInfo lattice = lattice_of(plan);
    bool ok = read_zones(plan, parcels, arena, &zones) ? zone_index_build(&lattice, &zones, jobs, &file->index, err)
                                                       : plan_check(plan, err);
    if (ok) {
        describe_zones(plan, &zones, file);
        take_file(plan, parcels, file);
        keep(plan, path, file);
    }
    arena_close(arena);
    return ok;
}

static bool find_index(Plan *plan, ParcelPlan *parcels, const char *zones_sm3, int jobs, Err *err)
{
    RasterInfo lattice = lattice_of(plan);
    ZoneFile file = {.width = lattice.width, .height = lattice.height};
    zone_file_lattice(&lattice, parcels->layer, plan->district.parcels_code, file.lattice_sm3);
    memcpy(file.zones_sm3, zones_sm3, SM3_TEXT_SIZE);
    const char *name = arena_printf(plan->arena, "parcels-%.32s-%.32s.zones", file.zones_sm3, file.lattice_sm3);
    const char *path = cache_path(plan->arena, name);
    return recall(plan, parcels, path, &file) || build(plan, parcels, path, &file, jobs, err);
}

// ---- opening

static const char *digest_of(const Plan *plan, const char *path)
{
    for (size_t i = 0; i < plan->input_count; i++) {
        if (text_equal(plan->inputs[i].path, path)) return plan->inputs[i].sm3;
    }
    return "";
}

// The parcels of another year of the same run, when they are the same file on the same lattice.
static const ParcelPlan *same_parcels(const Plan *plan, const char *path, Plan *const *earlier, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const ParcelPlan *other = earlier[i]->parcels;
        if (other != NULL && text_equal(other->path, path) && pass_together(earlier[i], plan)) return other;
    }
    return NULL;
}

bool parcels_open(Plan *plan, Plan *const *earlier, size_t earlier_count, int jobs, Err *err)
{
    const District *district = &plan->district;
    if (district->parcels_file[0] == '\0') return true;
    if (plan->tabular)
        return err_set(err, ERR_REFUSED, _("parcels need maps; this district is a table of cells. Remove parcels."));
    ParcelPlan *parcels = arena_alloc(plan->arena, sizeof *parcels);
    parcels->path = district_file(plan->arena, district, district->parcels_file, plan->year, 0);
    parcels->layer = district->parcels_layer;
    number_slots(plan, parcels);
    const ParcelPlan *same = same_parcels(plan, parcels->path, earlier, earlier_count);
    plan->parcels = parcels;
    if (same == NULL) return find_index(plan, parcels, digest_of(plan, parcels->path), jobs, err);
    parcels->count = same->count;
    parcels->codes = same->codes;
    parcels->index = same->index;
    return true;
}

void parcels_close(ParcelPlan *parcels)
{
    if (parcels != NULL) zone_index_close(parcels->own);
}
