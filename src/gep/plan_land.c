// plan_land.c - where: the reference grid, the boundary, the towns, the land classes.
#include "gep/plan_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "gep/units.h"
#include "land/vector_files.h"

// ---- layers and files ----

void plan_add_input(Plan *plan, const char *id, const char *path, int layer, const char *license)
{
    for (size_t i = 0; i < plan->input_count; i++) {
        if (!text_equal(plan->inputs[i].path, path)) continue;
        if (plan->inputs[i].layer < 0) plan->inputs[i].layer = layer;
        return;
    }
    plan->inputs =
        arena_grow(plan->arena, plan->inputs, plan->input_count, &plan->input_capacity, sizeof *plan->inputs);
    plan->inputs[plan->input_count++] = (PlanInput){
        .id = id, .path = arena_text(plan->arena, path), .layer = layer, .license = license == NULL ? "" : license};
}

// A shapefile is several files: all that lie beside it are inputs.
void plan_add_vector_input(Plan *plan, const char *id, const char *path)
{
    size_t count;
    const char *const *files = vector_files(plan->arena, path, &count);
    for (size_t i = 0; i < count; i++) plan_add_input(plan, id, files[i], -1, "");
}

bool plan_fail(Plan *plan, const char *code, const char *where, const Err *err)
{
    return finding_add_err(&plan->findings, code, where, err);
}

// Findings are data of the account, so they name files as seen from the district's folder.
static const char *place(const Plan *plan, const char *path)
{
    char *relative;
    Err err;
    return file_relative(plan->arena, plan->district.folder, path, &relative, &err) ? relative : path;
}

// WGS 84 (what GeoJSON and GPS give) and CGCS2000 stand on the same terrestrial frame: PROJ has no shift because there
// is none worth making.
static bool is_wgs_and_cgcs(const char *note)
{
    return strstr(note, "WGS 84") != NULL && strstr(note, "China Geodetic Coordinate System 2000") != NULL;
}

static void note_datum(Plan *plan, const char *where, const char *note, bool ballpark)
{
    if (note[0] == '\0') return;
    if (ballpark && is_wgs_and_cgcs(note)) {
        finding_add(&plan->findings, FINDING_NOTE, "datum", where,
                    "坐标转换：%s；WGS 84 与 CGCS2000 相差在分米以内，不作改正",
                    "coordinates transformed: %s; WGS 84 and CGCS2000 agree within decimetres, no shift is made", note);
    } else if (ballpark) {
        finding_add(
            &plan->findings, FINDING_DOUBT, "datum.ballpark", where,
            "坐标转换：%s；PROJ 没有这两个基准之间的转换参数，未作改正（北京 1954、西安 1980 与 CGCS2000 "
            "可差约百米）；请用本地参数转换后再用",
            "coordinates transformed: %s; PROJ knows no shift between these datums and makes none (Beijing 1954 "
            "and Xian 1980 may lie some 100 m from CGCS2000); transform the data with local parameters first",
            note);
    } else {
        finding_add(&plan->findings, FINDING_NOTE, "datum", where, "坐标转换：%s", "coordinates transformed: %s", note);
    }
}

static void note_layer(Plan *plan, const PlanLayer *layer)
{
    const RasterInfo *info = layer_info(layer->layer);
    const char *where = place(plan, layer->path);
    if (info->nodata_outside_type) {
        finding_add(&plan->findings, FINDING_DOUBT, "map.nodata_outside_type", where,
                    "无效值标记 %g 超出类型 %s 的范围，不起作用；请用 gdal_edit.py -a_nodata 更正",
                    "the no-data tag %g is outside type %s and marks nothing; mend it with gdal_edit.py -a_nodata",
                    info->nodata, info->type);
    }
    if (layer_in_strips(info)) {
        finding_add(
            &plan->findings, FINDING_NOTE, "map.strips", where,
            "按行存放，读取较慢、占内存较多；可用 gdal_translate -co TILED=YES -co COMPRESS=DEFLATE 改为分块存放",
            "is stored in strips: slower to read and takes more memory; gdal_translate -co TILED=YES -co "
            "COMPRESS=DEFLATE makes it tiled");
    }
    note_datum(plan, where, layer_datum_note(layer->layer), layer_datum_is_ballpark(layer->layer));
    double share = layer_overlap_share(layer->layer);
    if (share <= 0) {
        finding_add(&plan->findings, FINDING_ERROR, "map.disjoint", where, "与区域范围不相交（%s）；请检查坐标系和范围",
                    "does not meet the district's extent (%s); check its CRS and extent",
                    layer_crs_label(layer->layer));
    } else if (share < 0.999) {
        finding_add(&plan->findings, FINDING_DOUBT, "map.partial", where,
                    "只覆盖参考格网外框的 %.1f%%；缺处按无效值处理",
                    "covers only %.1f %% of the reference grid's box; the rest is no-data", 100 * share);
    }
}

int plan_layer(Plan *plan, const char *id, const char *path, int band, LayerKind kind, const char *crs,
               const char *license)
{
    for (size_t i = 0; i < plan->layer_count; i++) {
        if (text_equal(plan->layers[i].path, path) && plan->layers[i].band == band && plan->layers[i].kind == kind)
            return (int)i;
    }
    Err err;
    LayerPlan *layer;
    if (!layer_plan_open(path, band, kind, &plan->grid, crs, &layer, &err)) {
        plan_fail(plan, "map.open", path, &err);
        return -1;
    }
    plan->layers =
        arena_grow(plan->arena, plan->layers, plan->layer_count, &plan->layer_capacity, sizeof *plan->layers);
    int index = (int)plan->layer_count++;
    plan->layers[index] =
        (PlanLayer){.layer = layer, .id = id, .path = arena_text(plan->arena, path), .band = band, .kind = kind};
    plan_add_input(plan, id, path, index, license);
    note_layer(plan, &plan->layers[index]);
    return index;
}

static const MapEntry *find_map(const Plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->district.map_count; i++) {
        if (text_equal(plan->district.maps[i].id, id)) return &plan->district.maps[i];
    }
    return NULL;
}

static char *map_path(const Plan *plan, const MapEntry *map, int year)
{
    return district_file(plan->arena, &plan->district, map->file, year, 0);
}

// ---- grid ----

static bool grid_like(Plan *plan, const char *id)
{
    const MapEntry *map = find_map(plan, id);
    Err err;
    if (map == NULL) {
        err_set(&err, ERR_INPUT, _("grid.like names map \"%s\", which is not among maps"), id);
        return plan_fail(plan, "grid.like", "district.yaml", &err);
    }
    const char *path = map_path(plan, map, plan->year);
    Raster *raster;
    if (!raster_open(path, map->band, &raster, &err)) return plan_fail(plan, "grid.like", path, &err);
    bool good = raster_grid(raster, map->crs, plan->arena, &plan->grid, &err);
    raster_close(raster);
    if (!good || !crs_open(plan->grid.crs, &plan->crs, &err)) return plan_fail(plan, "grid.like", path, &err);
    return true;
}

// CGCS2000 3-degree Gauss-Krüger zone of the boundary's middle: EPSG:4513 is zone 25.
static bool default_crs(Plan *plan, const char **out)
{
    Err err;
    Crs *degrees;
    if (!crs_open("EPSG:4490", &degrees, &err)) return plan_fail(plan, "grid.crs", "EPSG:4490", &err);
    Polygons boundary;
    VectorRequest request = {.path = district_path(plan->arena, &plan->district, plan->district.boundary_file),
                             .layer = plan->district.boundary_layer,
                             .target = degrees,
                             .repair = true};
    bool ok = vector_read_polygons(plan->arena, &request, &boundary, &err);
    crs_close(degrees);
    if (!ok) return plan_fail(plan, "boundary", request.path, &err);
    int zone = (int)floor((boundary.min_x + boundary.max_x) / 2 / 3 + 0.5);
    if (zone < 25 || zone > 45) {
        err_set(&err, ERR_INPUT, _("the boundary is not in China (longitude %.2f): state grid.crs"),
                (boundary.min_x + boundary.max_x) / 2);
        return plan_fail(plan, "grid.crs", "district.yaml", &err);
    }
    *out = arena_printf(plan->arena, "EPSG:%d", 4513 + zone - 25);
    finding_add(&plan->findings, FINDING_NOTE, "grid.crs_default", "district.yaml",
                "未指定 grid.crs，采用 CGCS2000 三度带第 %d 带（%s）",
                "grid.crs is not given: CGCS2000 3-degree zone %d (%s)", zone, *out);
    return true;
}

static void note_boundary(Plan *plan, const char *path, const Polygons *polygons)
{
    const char *where = place(plan, path);
    for (size_t i = 0; i < polygons->count; i++) {
        const Polygon *polygon = &polygons->items[i];
        if (polygon->fault[0] == '\0') continue;
        double change = polygon->area_after_m2 - polygon->area_before_m2;
        if (fabs(change) < 0.05) change = 0; // not "-0.0"
        finding_add(&plan->findings, FINDING_DOUBT, "vector.invalid", where,
                    "图形无效：%s；已按规则修复（GEOS MakeValid，只保留面），面积 %.1f → %.1f m²（%+.1f "
                    "m²）；建议在源数据中更正",
                    "invalid geometry: %s; repaired by rule (GEOS MakeValid, polygons kept), area %.1f -> %.1f m2 "
                    "(%+.1f m2); better mend the source",
                    polygon->fault, polygon->area_before_m2, polygon->area_after_m2, change);
    }
    note_datum(plan, where, polygons->datum_note, polygons->datum_is_ballpark);
}

static bool read_polygons(Plan *plan, const char *id, const char *file, const char *layer, const char *code,
                          const char *name, Polygons *out)
{
    Err err;
    VectorRequest request = {.path = district_file(plan->arena, &plan->district, file, plan->year, 0),
                             .layer = layer,
                             .code_field = code,
                             .name_field = name,
                             .target = plan->crs,
                             .repair = true};
    plan_add_vector_input(plan, id, request.path);
    if (!vector_read_polygons(plan->arena, &request, out, &err)) return plan_fail(plan, id, request.path, &err);
    note_boundary(plan, request.path, out);
    return true;
}

// Where the land map lies on the grid's own cells and is stored in square tiles, the grid begins at a tile's corner:
// then a lattice cell does not straddle tiles, and each tile is decoded once. Moves *x0 west and *y0 north by less than
// a tile.
static void align_to_tiles(const Plan *plan, double *x0, double *y0)
{
    const MapEntry *map = find_map(plan, "land");
    Err err;
    Raster *raster;
    Crs *crs;
    if (map == NULL || !raster_open(map_path(plan, map, plan->year), map->band, &raster, &err)) return; // said later
    const RasterInfo *info = raster_info(raster);
    double cell = plan->district.cell_m, tile = info->block_width * cell;
    double off_x = (*x0 - info->origin_x) / cell, off_y = (info->origin_y - *y0) / cell;
    bool fits = info->block_width == info->block_height && info->block_width % LATTICE == 0 && info->cell_x == cell &&
                info->cell_y == cell && off_x == floor(off_x) && off_y == floor(off_y);
    if (fits && info->crs_wkt[0] != '\0' && crs_open(info->crs_wkt, &crs, &err)) {
        if (crs_same(crs, plan->crs)) {
            *x0 = info->origin_x + floor((*x0 - info->origin_x) / tile) * tile;
            *y0 = info->origin_y - floor((info->origin_y - *y0) / tile) * tile;
        }
        crs_close(crs);
    }
    raster_close(raster);
}

static bool grid_around_boundary(Plan *plan)
{
    const Polygons *b = &plan->boundary;
    double cell = plan->district.cell_m;
    double x0 = floor(b->min_x / cell) * cell, y0 = ceil(b->max_y / cell) * cell;
    align_to_tiles(plan, &x0, &y0);
    double width = ceil((b->max_x - x0) / cell), height = ceil((y0 - b->min_y) / cell);
    Err err;
    if (width * height > 4e9 || width > 1e6 || height > 1e6) {
        err_set(&err, ERR_INPUT,
                _("the grid would have %.0f x %.0f cells of %g m: is cell_m in metres, the boundary's CRS right?"),
                width, height, cell);
        return plan_fail(plan, "grid.size", "district.yaml", &err);
    }
    plan->grid = (Grid){
        .crs = crs_wkt(plan->crs), .x0 = x0, .y0 = y0, .cell_m = cell, .width = (int)width, .height = (int)height};
    return true;
}

static bool grid_from_settings(Plan *plan)
{
    Err err;
    const char *text = plan->district.grid_crs;
    if (plan->district.boundary_file[0] == '\0') {
        err_set(&err, ERR_INPUT, _("boundary.mask_of needs grid.like: \"%s\" gives the grid its cells too"),
                plan->district.boundary_mask_of);
        return plan_fail(plan, "boundary", "district.yaml", &err);
    }
    if (text[0] == '\0' && !default_crs(plan, &text)) return false;
    if (!crs_open(text, &plan->crs, &err)) return plan_fail(plan, "grid.crs", "district.yaml", &err);
    if (!crs_check_grid(plan->crs, &err)) return plan_fail(plan, "grid.crs", "district.yaml", &err);
    if (!read_polygons(plan, "boundary", plan->district.boundary_file, plan->district.boundary_layer, "", "",
                       &plan->boundary))
        return false;
    return grid_around_boundary(plan);
}

static bool plan_grid(Plan *plan)
{
    Err err;
    const District *district = &plan->district;
    if (district->boundary_file[0] == '\0' && district->boundary_mask_of[0] == '\0') {
        err_set(&err, ERR_INPUT, _("boundary: give a file, or mask_of with the id of a class map"));
        return plan_fail(plan, "boundary", "district.yaml", &err);
    }
    if (district->grid_like[0] == '\0') return grid_from_settings(plan);
    if (!grid_like(plan, district->grid_like)) return false;
    return district->boundary_file[0] == '\0' ||
           read_polygons(plan, "boundary", district->boundary_file, district->boundary_layer, "", "", &plan->boundary);
}

// ---- towns ----

static void name_zones(Plan *plan)
{
    plan->zone_count = plan->zones.count;
    plan->zone_code = arena_array(plan->arena, plan->zone_count + 1, sizeof *plan->zone_code);
    plan->zone_name = arena_array(plan->arena, plan->zone_count + 1, sizeof *plan->zone_name);
    plan->zone_code[0] = plan->zone_name[0] = "";
    for (size_t i = 0; i < plan->zone_count; i++) {
        plan->zone_code[i + 1] = plan->zones.items[i].code;
        plan->zone_name[i + 1] = plan->zones.items[i].name;
    }
}

int plan_zone_index(const Plan *plan, const char *code)
{
    if (code[0] == '\0') return ZONE_NONE;
    for (size_t i = 1; i <= plan->zone_count; i++) {
        if (text_equal(plan->zone_code[i], code)) return (int)i;
    }
    return -1;
}

static void warn_overlaps(Plan *plan)
{
    Err err;
    Overlap *overlaps;
    size_t count;
    if (!vector_overlaps(plan->arena, &plan->zones, plan->grid.cell_m * plan->grid.cell_m, 5, &overlaps, &count,
                         &err)) {
        plan_fail(plan, "zones.overlap", plan->district.zones_file, &err);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        finding_add(&plan->findings, FINDING_DOUBT, "zones.overlap", plan->district.zones_file,
                    "%s 与 %s 重叠 %.0f m²；重叠处按比例分摊",
                    "%s and %s overlap by %.0f m2; the overlap is shared in proportion",
                    plan->zones.items[overlaps[i].a].code, plan->zones.items[overlaps[i].b].code, overlaps[i].area_m2);
    }
}

static bool plan_zones(Plan *plan)
{
    const District *district = &plan->district;
    if (district->zones_file[0] != '\0') {
        if (!read_polygons(plan, "zones", district->zones_file, district->zones_layer, district->zones_code,
                           district->zones_name, &plan->zones))
            return false;
        warn_overlaps(plan);
    }
    name_zones(plan);
    return true;
}

// ---- land classes ----

int plan_class_index(const Plan *plan, const char *code)
{
    for (size_t c = 1; c < plan->class_count; c++) {
        if (text_equal(plan->class_code[c], code)) return (int)c;
    }
    return 0;
}

static int compare_codes(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;
    return strcmp(*x, *y);
}

static bool collect_classes(Plan *plan)
{
    plan->class_code[0] = "";
    plan->class_count = 1;
    for (size_t i = 0; i < plan->crosswalk.count; i++) {
        const char *code = plan->crosswalk.rows[i].ecosystem;
        if (code[0] == '\0' || plan_class_index(plan, code) != 0) continue;
        if (plan->class_count == CLASS_MAX) {
            Err err;
            err_set(&err, ERR_INPUT, _("more than %d ecosystem classes in the crosswalk"), CLASS_MAX - 1);
            return plan_fail(plan, "classes.many", "crosswalk", &err);
        }
        plan->class_code[plan->class_count++] = code;
    }
    qsort(plan->class_code + 1, plan->class_count - 1, sizeof *plan->class_code, compare_codes);
    return true;
}

static void find_before(Plan *plan, const MapEntry *map)
{
    enum { BACK_MAX = 15 };
    if (strstr(map->file, "{year}") == NULL) return;
    for (int year = plan->year - 1; year >= plan->year - BACK_MAX; year--) {
        const char *path = map_path(plan, map, year);
        if (!file_exists(path)) continue;
        plan->land_before_layer = plan_layer(plan, "land_before", path, map->band, LAYER_CLASS, map->crs, map->license);
        plan->before_year = year;
        return;
    }
}

static bool plan_classes(Plan *plan)
{
    Err err;
    const MapEntry *map = find_map(plan, "land");
    if (map == NULL) {
        err_set(&err, ERR_MISSING,
                _("maps: there is no map with id land (land cover, kind class); every service needs it"));
        return plan_fail(plan, "land.missing", "district.yaml", &err);
    }
    const char *crosswalk =
        map->crosswalk[0] == '\0' ? "" : district_path(plan->arena, &plan->district, map->crosswalk);
    if (crosswalk[0] != '\0') plan_add_input(plan, "crosswalk", crosswalk, -1, "");
    if (!crosswalk_read(plan->arena, plan->methods, map->codes, crosswalk, &plan->classes, &plan->crosswalk, &err))
        return plan_fail(plan, "crosswalk", "land", &err);
    if (!collect_classes(plan)) return false;
    plan->land_layer =
        plan_layer(plan, "land", map_path(plan, map, plan->year), map->band, LAYER_CLASS, map->crs, map->license);
    if (plan->land_layer < 0) return false;
    find_before(plan, map);
    return true;
}

static bool plan_cover(Plan *plan, int jobs)
{
    Err err;
    const char *mask = plan->district.boundary_mask_of;
    bool ok;
    if (plan->boundary.count > 0) {
        ok = coverage_build(&plan->grid, &plan->boundary, &plan->zones, jobs, &plan->coverage, &err);
    } else {
        const MapEntry *map = find_map(plan, mask);
        int layer = map == NULL ? -1
                                : plan_layer(plan, mask, map_path(plan, map, plan->year), map->band, LAYER_CLASS,
                                             map->crs, map->license);
        if (layer < 0) {
            err_set(&err, ERR_INPUT, _("boundary.mask_of names map \"%s\", which is not there"), mask);
            return plan_fail(plan, "boundary", "district.yaml", &err);
        }
        ok =
            coverage_build_from_mask(&plan->grid, plan->layers[layer].layer, &plan->zones, jobs, &plan->coverage, &err);
    }
    if (!ok) return plan_fail(plan, "boundary", "district.yaml", &err);
    if (!cell_area_open(&plan->grid, &plan->cell_area, &err))
        return plan_fail(plan, "grid.area", "district.yaml", &err);
    if (coverage_cells_inside(plan->coverage) == 0) {
        err_set(&err, ERR_INPUT, _("no cell of the grid lies inside the boundary"));
        return plan_fail(plan, "boundary", "district.yaml", &err);
    }
    return true;
}

static void stand_on(Plan *plan, const Plan *ground)
{
    plan->grid = ground->grid;
    plan->crs = ground->crs;
    plan->boundary = ground->boundary;
    plan->zones = ground->zones;
    plan->zone_count = ground->zone_count;
    plan->zone_code = ground->zone_code;
    plan->zone_name = ground->zone_name;
    plan->coverage = ground->coverage;
    plan->cell_area = ground->cell_area;
}

bool plan_land(Plan *plan, int jobs)
{
    if (plan->mix != NULL) {
        stand_on(plan, plan->mix->ground);
        return plan_classes(plan);
    }
    return plan_grid(plan) && plan_zones(plan) && plan_classes(plan) && plan_cover(plan, jobs);
}
