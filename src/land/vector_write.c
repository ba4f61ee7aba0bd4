// vector_write.c - polygons to a GeoPackage.
#include <stdio.h>
#include <unistd.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "land/land_internal.h"
#include "land/raster.h"
#include "land/vector.h"
#include "land/vector_geos.h"

static bool fail(const char *path, Err *err)
{
    return err_set(err, ERR_IO, _("%s: cannot be written: %s"), path, land_message());
}

static void add_rings(OGRGeometryH polygon, const Ring *ring)
{
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);
    for (size_t i = 0; i < ring->count; i++) OGR_G_AddPoint_2D(line, ring->x[i], ring->y[i]);
    OGR_G_AddGeometryDirectly(polygon, line);
}

static OGRGeometryH geometry_of(const Polygon *polygon)
{
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon), part = NULL;
    for (size_t i = 0; i < polygon->ring_count; i++) {
        bool outer = !part || ring_doubled_area(&polygon->rings[i]) >= 0;
        if (outer && part) OGR_G_AddGeometryDirectly(all, part);
        if (outer) part = OGR_G_CreateGeometry(wkbPolygon);
        add_rings(part, &polygon->rings[i]);
    }
    if (part) OGR_G_AddGeometryDirectly(all, part);
    return all;
}

static bool write_feature(OGRLayerH layer, const Polygon *polygon)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(feature, 0, polygon->code);
    OGR_F_SetFieldString(feature, 1, polygon->name);
    OGR_F_SetGeometryDirectly(feature, geometry_of(polygon));
    bool done = OGR_L_CreateFeature(layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    return done;
}

static bool add_field(OGRLayerH layer, const char *name)
{
    OGRFieldDefnH field = OGR_Fld_Create(name, OFTString);
    bool done = OGR_L_CreateField(layer, field, TRUE) == OGRERR_NONE;
    OGR_Fld_Destroy(field);
    return done;
}

static bool write_layer(GDALDatasetH dataset, const char *name, const Crs *crs, const Polygon *items, size_t count)
{
    const char *const names[] = {"GEOMETRY_NAME=geom", "FID=fid", NULL};
    char **options = land_options(names);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, name, crs_srs(crs), wkbMultiPolygon, options);
    CSLDestroy(options);
    if (!layer || !add_field(layer, "code") || !add_field(layer, "name")) return false;
    if (GDALDatasetStartTransaction(dataset, FALSE) != OGRERR_NONE) return false;
    for (size_t i = 0; i < count; i++) {
        if (!write_feature(layer, &items[i])) return false;
    }
    return GDALDatasetCommitTransaction(dataset) == OGRERR_NONE;
}

static GDALDatasetH open_target(const char *path, bool there)
{
    if (there) return GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_UPDATE | GDAL_OF_VERBOSE_ERROR, NULL, NULL, NULL);
    return GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
}

static bool write_file(const char *path, bool there, const char *layer, const Crs *crs, const Polygon *items,
                       size_t count, Err *err)
{
    land_message_clear();
    GDALDatasetH dataset = open_target(path, there);
    if (!dataset) return fail(path, err);
    if (GDALDatasetGetLayerByName(dataset, layer)) {
        GDALClose(dataset);
        return err_set(err, ERR_REFUSED, _("%s: the layer \"%s\" is there already. Remove it or take another name."),
                       path, layer);
    }
    land_message_clear(); // of the search for the layer
    bool done = write_layer(dataset, layer, crs, items, count);
    GDALClose(dataset);
    return (done && !land_failed()) || fail(path, err);
}

bool vector_write_gpkg(const char *path, const char *layer, const Crs *crs, const Polygon *items, size_t count,
                       Err *err)
{
    land_start();
    bool there = file_exists(path);
    land_set_date();
    bool done = write_file(path, there, layer, crs, items, count, err);
    land_unset_date();
    if (!done && !there) unlink(path);
    return done;
}
