#include "gep/invest/check_maps.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/invest/coded_table.h"
#include "gep/invest/grid.h"
#include "gep/invest/names.h"
#include "land/crs.h"
#include "land/raster.h"
#include "land/vector_results.h"

// ---- one map

static void check_crs(const InvestArg *arg, const char *path, const char *wkt, InvestFaults *faults)
{
    Err err;
    Crs *crs;
    if (wkt[0] == '\0') {
        faults_add(faults, arg->id, _("%s: the map does not say its coordinate system"), path);
        return;
    }
    if (!crs_open(wkt, &crs, &err)) {
        faults_add(faults, arg->id, "%s: %s", path, err.text);
        return;
    }
    if (arg->projected && !crs_is_projected(crs)) {
        faults_add(faults, arg->id, _("%s: %s is not projected; bring the map to a projected system in metres first"),
                   path, crs_label(crs));
    } else if (arg->metres && !crs_unit_is_metre(crs)) {
        faults_add(faults, arg->id, _("%s: %s does not count in metres; bring the map to such a system first"), path,
                   crs_label(crs));
    }
    crs_close(crs);
}

static void check_raster(const InvestValue *value, InvestFaults *faults)
{
    Err err;
    Raster *raster;
    if (!raster_open(value->text, 1, &raster, &err)) {
        faults_add(faults, value->arg->id, "%s", err.text);
        return;
    }
    check_crs(value->arg, value->text, raster_info(raster)->crs_wkt, faults);
    raster_close(raster);
}

static bool has_field(const VectorInfo *info, const char *name)
{
    for (size_t i = 0; i < info->field_count; i++) {
        if (strcasecmp(info->fields[i], name) == 0) return true;
    }
    return false;
}

static void check_vector(const InvestRun *run, const InvestValue *value, InvestFaults *faults)
{
    Err err;
    VectorInfo info;
    const InvestArg *arg = value->arg;
    if (!vector_info_read(faults->arena, value->text, &info, &err)) {
        faults_add(faults, arg->id, "%s", err.text);
        return;
    }
    if (!info.polygons) faults_add(faults, arg->id, _("%s: polygons are expected"), value->text);
    for (const InvestColumn *field = arg->columns; field && field->id; field++) {
        if (args_condition(&run->args, field->required) && !has_field(&info, field->id))
            faults_add(faults, arg->id, _("%s: there is no field \"%s\"."), value->text, field->id);
    }
    check_crs(arg, value->text, info.crs_wkt, faults);
}

void check_map(const InvestRun *run, const InvestValue *value, InvestFaults *faults)
{
    if (value->arg->type == INVEST_RASTER) {
        check_raster(value, faults);
    } else {
        check_vector(run, value, faults);
    }
}

// ---- all maps

typedef struct Place {
    const char *arg, *wkt;
    Box box;
} Place;

static bool read_place(Arena *arena, const InvestValue *value, Place *out)
{
    Raster *raster;
    VectorInfo info;
    out->arg = value->arg->id;
    if (value->arg->type == INVEST_VECTOR) {
        if (!vector_info_read(arena, value->text, &info, NULL)) return false;
        out->wkt = info.crs_wkt;
        out->box = (Box){info.min_x, info.min_y, info.max_x, info.max_y};
        return isfinite(info.min_x);
    }
    if (!raster_open(value->text, 1, &raster, NULL)) return false;
    out->wkt = arena_text(arena, raster_info(raster)->crs_wkt);
    out->box = box_of_raster(raster_info(raster));
    raster_close(raster);
    return true;
}

bool check_same_crs(const char *a, const char *b)
{
    Crs *first, *second;
    if (text_equal(a, b)) return true;
    if (!crs_open(a, &first, NULL)) return false;
    bool same = crs_open(b, &second, NULL);
    if (same) {
        same = crs_same(first, second);
        crs_close(second);
    }
    crs_close(first);
    return same;
}

static void say_apart(const Place *places, size_t count, InvestFaults *faults)
{
    StrBuf args = strbuf_open(faults->arena), boxes = strbuf_open(faults->arena);
    for (size_t i = 0; i < count; i++) {
        const Box *box = &places[i].box;
        strbuf_printf(&args, "%s%s", i ? ", " : "", places[i].arg);
        strbuf_printf(&boxes, "%s%s x %.10g..%.10g y %.10g..%.10g", i ? "; " : "", places[i].arg, box->min_x,
                      box->max_x, box->min_y, box->max_y);
    }
    faults_add(faults, args.data, _("the maps have no place in common: %s"), boxes.data);
}

void check_overlap(const InvestRun *run, InvestFaults *faults)
{
    Place *places = arena_array(faults->arena, run->args.count, sizeof *places);
    size_t count = 0;
    bool same = true;
    for (size_t i = 0; i < run->args.count; i++) {
        const InvestValue *value = &run->args.values[i];
        bool is_map = value->arg->type == INVEST_RASTER || value->arg->type == INVEST_VECTOR;
        if (!is_map || !value->given || faults_of(faults, value->arg->id)) continue;
        if (read_place(faults->arena, value, &places[count])) count++;
    }
    for (size_t i = 1; i < count; i++) {
        if (check_same_crs(places[0].wkt, places[i].wkt)) continue;
        faults_add(faults, places[i].arg, _("another coordinate system than %s has; bring the map there first"),
                   places[0].arg);
        same = false;
    }
    Box all = count ? places[0].box : (Box){0};
    bool meet = true;
    for (size_t i = 1; i < count && same; i++) meet = box_meet(&all, &places[i].box) && meet;
    if (!meet) say_apart(places, count, faults);
}

// ---- codes

static bool scan_raster(Raster *raster, const CodedTable *classes, CodeSet *codes, Err *err)
{
    const RasterInfo *info = raster_info(raster);
    Arena *arena = arena_open();
    int rows = info->block_height < 1 ? 1 : info->block_height > 256 ? 256 : info->block_height;
    double *values = arena_array(arena, (size_t)info->width * (size_t)rows, sizeof *values), last = NAN;
    bool done = true;
    for (int row = 0; done && row < info->height; row += rows) {
        Window w = {0, row, info->width, row + rows > info->height ? info->height - row : rows};
        done = raster_read_doubles(raster, w, values, err);
        size_t count = done ? (size_t)w.width * (size_t)w.height : 0;
        for (size_t i = 0; i < count; i++) {
            if (values[i] == last || isnan(values[i])) continue;
            last = values[i];
            if (coded_row(classes, last) < 0) code_set_add(codes, last);
        }
    }
    arena_close(arena);
    return done;
}

static bool check_raster_codes(const InvestRun *run, const CodedTable *classes, const InvestValue *raster,
                               const InvestValue *table, Err *err)
{
    Raster *open;
    CodeSet *codes = code_set_open(run->arena);
    if (!raster_open(raster->text, 1, &open, err)) return false;
    bool done =
        scan_raster(open, classes, codes, err) && code_set_check(run->arena, codes, raster->text, table->text, err);
    raster_close(open);
    code_set_close(codes);
    return done;
}

static bool faulty(const InvestFaults *faults, size_t before, const char *arg)
{
    InvestFaults first = *faults;
    first.count = before;
    return faults_of(&first, arg);
}

void check_map_codes(const InvestRun *run, const InvestValue *table, size_t before, InvestFaults *faults)
{
    Err err;
    CodedTable *classes;
    const char *names = table->arg->codes_of;
    size_t size;
    if (!coded_read(faults->arena, run, table->arg->id, &classes, &err)) return;
    for (const char *name; (name = names_next(&names, &size)) != NULL;) {
        const InvestValue *raster = args_value_of(&run->args, arena_text_size(faults->arena, name, size));
        if (!raster->given || faulty(faults, before, raster->arg->id)) continue;
        if (!check_raster_codes(run, classes, raster, table, &err)) faults_add(faults, table->arg->id, "%s", err.text);
    }
}
