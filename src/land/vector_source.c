#include "land/vector_source.h"

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "land/raster.h"

// ---- texts

bool vector_source_fail(const VectorSource *source, const char *text, Err *err)
{
    return err_set(err, ERR_INPUT, "%s: %s", source->path, text);
}

bool vector_source_check_end(const VectorSource *source, Err *err)
{
    if (!land_failed()) return true;
    return err_set(err, ERR_INPUT, _("%s: cannot be read to the end. %s"), source->path, land_message());
}

// ---- opening

static GDALDatasetH open_vector(const char *path)
{
    unsigned int flags = GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR;
    GDALDatasetH dataset = GDALOpenEx(path, flags, NULL, NULL, NULL);
    if (!dataset || !text_equal(GDALGetDriverShortName(GDALGetDatasetDriver(dataset)), "ESRI Shapefile"))
        return dataset;
    GDALClose(dataset);
    const char *const raw[] = {"ENCODING=", NULL};
    return GDALOpenEx(path, flags, NULL, raw, NULL);
}

static bool open_dataset(VectorSource *source, Err *err)
{
    const char *path = source->path;
    if (land_path_is_remote(path))
        return vector_source_fail(source, _("maps are read from files only. Copy it here first."), err);
    if (!land_check_plain(path, err)) return false;
    land_message_clear();
    source->dataset = open_vector(path);
    if (source->dataset) return true;
    if (!file_exists(path))
        return err_set(err, ERR_MISSING, _("%s: there is no such file. Put it there, or correct its name."), path);
    return err_set(err, ERR_INPUT, _("%s: cannot be read as a vector map. %s"), path, land_message());
}

static const char *layer_names(Arena *arena, const VectorSource *source)
{
    StrBuf list = strbuf_open(arena);
    int count = GDALDatasetGetLayerCount(source->dataset);
    for (int i = 0; i < count; i++)
        strbuf_printf(&list, "%s%s", i ? ", " : "", OGR_L_GetName(GDALDatasetGetLayer(source->dataset, i)));
    return list.data;
}

static void fail_layer(const VectorSource *source, const char *name, int count, Err *err)
{
    Arena *arena = arena_open();
    const char *names = layer_names(arena, source);
    if (name && name[0]) {
        err_set(err, ERR_INPUT, _("%s: there is no layer \"%s\". Layers: %s."), source->path, name, names);
    } else {
        err_set(err, ERR_INPUT, _("%s: the file holds %d layers; name one of them: %s."), source->path, count, names);
    }
    arena_close(arena);
}

static bool choose_layer(VectorSource *source, const char *name, Err *err)
{
    int count = GDALDatasetGetLayerCount(source->dataset);
    if (name && name[0]) {
        source->layer = GDALDatasetGetLayerByName(source->dataset, name);
    } else if (count == 1) {
        source->layer = GDALDatasetGetLayer(source->dataset, 0);
    }
    if (!source->layer) fail_layer(source, name, count, err);
    return source->layer != NULL;
}

bool vector_source_open(const char *path, const char *layer, VectorSource *out, Err *err)
{
    land_start();
    *out = (VectorSource){.path = path};
    return open_dataset(out, err) && choose_layer(out, layer, err);
}

bool vector_source_open_first(const char *path, VectorSource *out, Err *err)
{
    land_start();
    *out = (VectorSource){.path = path};
    if (!open_dataset(out, err)) return false;
    out->layer = GDALDatasetGetLayer(out->dataset, 0);
    return out->layer || vector_source_fail(out, _("cannot be read as a vector map."), err);
}

bool vector_source_reach(VectorSource *source, const Crs *target, Err *err)
{
    if (!crs_open_srs(OGR_L_GetSpatialRef(source->layer), source->path, &source->crs, err)) return false;
    if (!transform_open(source->crs, target, &source->to_target, err)) return err_within(err, "%s", source->path);
    OGREnvelope box;
    if (OGR_L_GetExtent(source->layer, &box, TRUE) == OGRERR_NONE)
        transform_settle(source->to_target, 0.5 * (box.MinX + box.MaxX), 0.5 * (box.MinY + box.MaxY));
    return true;
}

void vector_source_close(VectorSource *source)
{
    transform_close(source->to_target);
    crs_close(source->crs);
    if (source->dataset) GDALClose(source->dataset);
}
