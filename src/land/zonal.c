#include "land/zonal.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/message.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "base/text.h"
#include "land/crs.h"
#include "land/raster.h"
#include "land/vector.h"
#include "land/vector_files.h"
#include "land/zone_file.h"
#include "land/zone_index.h"
#include "land/zone_stats.h"
#include "land/zone_table.h"

static const char *const stat_names[ZONE_STATS] = {"count", "sum",    "mean",     "min",     "max",
                                                   "stdev", "median", "majority", "fraction"};

typedef struct Source { // one raster
    Raster *raster;     // stays open: its description lives there
    const RasterInfo *info;
    Crs *crs;
    const char *column;
    ZoneResult *results;
} Source;

typedef struct Work {
    Arena *arena;
    const ZonalRequest *request;
    int jobs;
    ZoneStat stats[ZONE_STATS];
    size_t stat_count;
    bool distribution;
    Source *sources;
    Arena *zones_arena;
    const Crs *zones_crs; // what `zones` are in; NULL: not read yet
    Polygons zones;
    const char *const *keys; // from the first reading, or the index
    size_t zone_count, done;
} Work;

// ---- the request

static bool find_stat(const char *name, ZoneStat *stat)
{
    for (int i = 0; i < ZONE_STATS; i++) {
        *stat = (ZoneStat)i;
        if (text_equal(stat_names[i], name)) return true;
    }
    return false;
}

static bool add_stat(Work *work, const char *name, Err *err)
{
    ZoneStat stat;
    if (!find_stat(name, &stat))
        return err_set(err, ERR_USAGE,
                       _("unknown statistic \"%s\": count, sum, mean, min, max, stdev, median, majority or fraction is "
                         "expected"),
                       name);
    for (size_t i = 0; i < work->stat_count; i++) {
        if (work->stats[i] == stat) return err_set(err, ERR_USAGE, _("statistic %s is named twice"), name);
    }
    work->stats[work->stat_count++] = stat;
    work->distribution = work->distribution || stat == ZONE_MEDIAN || stat == ZONE_MAJORITY;
    return true;
}

static bool check_out(const ZonalRequest *request, Err *err)
{
    return file_check_output(request->out, &request->zones, 1, err) &&
           file_check_output(request->out, request->rasters, request->raster_count, err);
}

static bool read_request(Work *work, Err *err)
{
    size_t count;
    char **names = text_split(work->arena, work->request->stats, ',', &count);
    if (count == 0) return add_stat(work, "", err);
    for (size_t i = 0; i < count; i++) {
        if (!add_stat(work, names[i], err)) return false;
    }
    return zone_table_check(work->request->out, err) && check_out(work->request, err);
}

// ---- rasters

static bool open_source(const ZonalRequest *request, Source *source, const char *path, Err *err)
{
    if (!raster_open(path, request->band > 0 ? request->band : 1, &source->raster, err)) return false;
    source->info = raster_info(source->raster);
    if (request->band == 0 && !raster_need_one_band(source->raster, _("Name one with --band N."), err)) return false;
    if (source->info->crs_wkt[0] == '\0')
        return err_set(err, ERR_REFUSED,
                       _("%s: the raster does not say its coordinate system. Write it into the file (gdal_edit.py "
                         "-a_srs)."),
                       path);
    return crs_open(source->info->crs_wkt, &source->crs, err) || err_within(err, "%s", path);
}

static const char *stem_of(Arena *arena, const char *path)
{
    const char *base = file_base(path), *dot = strrchr(base, '.');
    if (!dot || dot == base || strchr(dot, ':')) return base; // NETCDF:rain.nc:p keeps its name
    return arena_text_size(arena, base, (size_t)(dot - base));
}

static bool is_taken(const Work *work, size_t count, const char *column)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(work->sources[i].column, column)) return true;
    }
    return false;
}

static const char *column_of(const Work *work, size_t at)
{
    const char *stem = stem_of(work->arena, work->request->rasters[at]), *column = stem;
    for (int i = 2; is_taken(work, at, column); i++) column = arena_printf(work->arena, "%s_%d", stem, i);
    return column;
}

static bool open_sources(Work *work, Err *err)
{
    size_t count = work->request->raster_count;
    work->sources = arena_array(work->arena, count, sizeof *work->sources);
    for (size_t i = 0; i < count; i++) {
        work->sources[i].column = column_of(work, i);
        if (!open_source(work->request, &work->sources[i], work->request->rasters[i], err)) return false;
    }
    return true;
}

static bool same_crs(const Source *a, const Source *b)
{
    return text_equal(a->info->crs_wkt, b->info->crs_wkt) || crs_same(a->crs, b->crs);
}

static bool same_lattice(const Source *a, const Source *b)
{
    const RasterInfo *i = a->info, *j = b->info;
    return i->width == j->width && i->height == j->height && i->origin_x == j->origin_x && i->origin_y == j->origin_y &&
           i->cell_x == j->cell_x && i->cell_y == j->cell_y && same_crs(a, b);
}

// ---- zones

static void keep_keys(Work *work)
{
    work->zone_count = work->zones.count;
    const char **keys = arena_array(work->arena, work->zone_count, sizeof *keys);
    for (size_t i = 0; i < work->zone_count; i++)
        keys[i] = work->request->key ? arena_text(work->arena, work->zones.items[i].name)
                                     : arena_printf(work->arena, "%zu", i + 1);
    work->keys = keys;
}

static bool read_zones(Work *work, const Source *source, Err *err)
{
    if (work->zones_crs && crs_same(work->zones_crs, source->crs)) return true;
    const ZonalRequest *request = work->request;
    VectorRequest vector = {.path = request->zones,
                            .layer = request->layer,
                            .name_field = request->key,
                            .target = source->crs,
                            .repair = true,
                            .unrounded = true};
    arena_reset(work->zones_arena);
    work->zones_crs = NULL;
    if (!vector_read_polygons(work->zones_arena, &vector, &work->zones, err)) return false;
    if (!work->keys) keep_keys(work);
    if (work->zones.count != work->zone_count)
        return err_set(err, ERR_INPUT, _("%s: the zones have changed while they were in use."), request->zones);
    work->zones_crs = source->crs;
    return true;
}

// ---- all rasters of one lattice

static bool fold_source(Work *work, const ZoneIndex *index, size_t at, Err *err)
{
    Source *source = &work->sources[at];
    ZoneFold fold = {.index = index,
                     .zone_count = work->zone_count,
                     .path = work->request->rasters[at],
                     .band = work->request->band,
                     .info = source->info,
                     .distribution = work->distribution,
                     .jobs = work->jobs};
    source->results = arena_array(work->arena, work->zone_count, sizeof *source->results);
    if (!zone_stats_fold(&fold, source->results, err)) return false;
    progress_step(++work->done);
    return true;
}

static bool build_index(Work *work, const Source *source, ZoneIndex **index, Err *err)
{
    return read_zones(work, source, err) && zone_index_build(source->info, &work->zones, work->jobs, index, err);
}

// Is the kept file of these zones? By size and time of change; where these differ, by what the files hold.
static bool same_zones(const Work *work, const ZoneFile *file, bool *same, Err *err)
{
    uint64_t bytes, changed_ns;
    char sm3[SM3_TEXT_SIZE];
    vector_files_stamp(work->request->zones, &bytes, &changed_ns);
    *same = changed_ns != 0 && bytes == file->zones_bytes && changed_ns == file->zones_changed_ns;
    if (*same) return true;
    if (!vector_files_sm3(work->request->zones, sm3, err)) return false;
    *same = text_equal(sm3, file->zones_sm3);
    return true;
}

// Sets *index to NULL where the kept one is not of these zones and this lattice.
static bool recall_index(Work *work, const Source *source, ZoneIndex **index, Err *err)
{
    char *data, lattice[SM3_TEXT_SIZE];
    size_t size;
    ZoneFile file;
    const char *path = work->request->index;
    *index = NULL;
    if (!file_exists(path)) return true;
    if (!file_read(work->arena, path, &data, &size, err)) return false;
    if (!zone_file_parse(work->arena, data, size, &file, err)) return err_within(err, "%s", path);
    zone_file_lattice(source->info, work->request->layer, work->request->key, lattice);
    bool same = false;
    if (text_equal(lattice, file.lattice_sm3) && !same_zones(work, &file, &same, err)) {
        zone_index_close(file.index);
        return false;
    }
    if (same) {
        work->keys = file.names;
        work->zone_count = file.zone_count;
        *index = file.index;
    } else {
        message_say(_("%s is of other zones or another lattice; it is made anew"), path);
        zone_index_close(file.index);
    }
    return true;
}

static bool keep_index(Work *work, const Source *source, ZoneIndex *index, Err *err)
{
    ZoneFile file = {.width = source->info->width,
                     .height = source->info->height,
                     .zone_count = work->zone_count,
                     .names = work->keys,
                     .index = index};
    vector_files_stamp(work->request->zones, &file.zones_bytes, &file.zones_changed_ns);
    zone_file_lattice(source->info, work->request->layer, work->request->key, file.lattice_sm3);
    return vector_files_sm3(work->request->zones, file.zones_sm3, err) &&
           zone_file_write(work->request->index, &file, err);
}

static bool find_index(Work *work, const Source *source, ZoneIndex **index, Err *err)
{
    bool kept = work->request->index != NULL && source == work->sources; // of the first lattice only
    if (!kept) return build_index(work, source, index, err);
    if (!recall_index(work, source, index, err)) return false;
    if (*index != NULL) return true;
    if (!build_index(work, source, index, err)) return false;
    if (keep_index(work, source, *index, err)) return true;
    zone_index_close(*index);
    return false;
}

static bool fold_lattice(Work *work, size_t first, Err *err)
{
    const Source *source = &work->sources[first];
    ZoneIndex *index;
    if (!find_index(work, source, &index, err)) return false;
    land_cache_for(source->info->width, work->jobs);
    bool done = true;
    for (size_t i = first; done && i < work->request->raster_count; i++) {
        if (!work->sources[i].results && same_lattice(source, &work->sources[i]))
            done = fold_source(work, index, i, err);
    }
    zone_index_close(index);
    return done;
}

static bool fold_all(Work *work, Err *err)
{
    bool done = true;
    progress_start(_("zones"), work->request->raster_count);
    for (size_t i = 0; done && i < work->request->raster_count; i++)
        done = work->sources[i].results || fold_lattice(work, i, err);
    progress_end();
    return done;
}

// ---- the table

static const double *stat_column(Work *work, const Source *source, ZoneStat stat)
{
    double *numbers = arena_array(work->arena, work->zone_count, sizeof *numbers);
    for (size_t i = 0; i < work->zone_count; i++) numbers[i] = source->results[i].stat[stat];
    return numbers;
}

static bool write_table(Work *work, Err *err)
{
    const ZonalRequest *request = work->request;
    ZoneColumn *columns = arena_array(work->arena, 1 + request->raster_count * work->stat_count, sizeof *columns);
    size_t count = 0;
    columns[count++] = (ZoneColumn){.name = request->key ? request->key : "zone", .texts = work->keys};
    for (size_t i = 0; i < request->raster_count; i++) {
        const Source *source = &work->sources[i];
        for (size_t s = 0; s < work->stat_count; s++)
            columns[count++] =
                (ZoneColumn){.name = arena_printf(work->arena, "%s_%s", source->column, stat_names[work->stats[s]]),
                             .numbers = stat_column(work, source, work->stats[s])};
    }
    ZoneTable table = {.zones = request->zones,
                       .layer = request->layer,
                       .title = stem_of(work->arena, request->out),
                       .zone_count = work->zone_count,
                       .column_count = count,
                       .columns = columns};
    return zone_table_write(request->out, &table, err);
}

// ---- all

static void close_work(Work *work)
{
    for (size_t i = 0; work->sources && i < work->request->raster_count; i++) {
        crs_close(work->sources[i].crs);
        raster_close(work->sources[i].raster);
    }
    arena_close(work->zones_arena);
    arena_close(work->arena);
}

bool zonal_write(const ZonalRequest *request, Err *err)
{
    Work work = {.arena = arena_open(), .request = request, .zones_arena = arena_open()};
    work.jobs = request->jobs > 0 ? request->jobs : parallel_cores();
    land_start();
    bool done = read_request(&work, err) && open_sources(&work, err) && fold_all(&work, err) && write_table(&work, err);
    close_work(&work);
    return done;
}
