#include "land/zone_table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "land/land_internal.h"
#include "land/raster.h"
#include "land/vector_source.h"

typedef struct Format {
    const char *ending, *driver; // driver NULL: CSV
    const char *options[4];      // of the layer
} Format;

static const Format formats[] = {
    {".csv", NULL, {NULL}},
    {".gpkg", "GPKG", {"GEOMETRY_NAME=geom", "FID=fid", NULL}},
    {".fgb", "FlatGeobuf", {"SPATIAL_INDEX=NO", NULL}},
    {".parquet", "Parquet", {NULL}},
};

static const Format *format_of(const char *path)
{
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot != NULL && i < sizeof formats / sizeof *formats; i++) {
        if (strcasecmp(formats[i].ending, dot) == 0) return &formats[i];
    }
    return NULL;
}

bool zone_table_check(const char *path, Err *err)
{
    land_start();
    const Format *format = format_of(path);
    if (format == NULL)
        return err_set(err, ERR_REFUSED, _("%s: the name must end in .csv, .gpkg, .fgb or .parquet."), path);
    if (format->driver == NULL || GDALGetDriverByName(format->driver) != NULL) return true;
    return err_set(err, ERR_REFUSED, _("%s: the GDAL of this machine cannot write %s; take .gpkg, .fgb or .csv."), path,
                   format->driver);
}

// ---- CSV

static void add_field(StrBuf *csv, const char *text)
{
    if (text[strcspn(text, ",\"\r\n")] == '\0') {
        strbuf_add(csv, text);
        return;
    }
    strbuf_add_char(csv, '"');
    for (const char *c = text; *c; c++) {
        if (*c == '"') strbuf_add_char(csv, '"');
        strbuf_add_char(csv, *c);
    }
    strbuf_add_char(csv, '"');
}

static void add_cell(StrBuf *csv, const ZoneColumn *column, size_t zone)
{
    char number[NUMBER_TEXT_SIZE];
    if (column->texts != NULL) {
        add_field(csv, column->texts[zone]);
    } else if (isfinite(column->numbers[zone])) {
        strbuf_add(csv, number_text(column->numbers[zone], number));
    }
}

static bool write_csv(const char *path, const ZoneTable *table, Err *err)
{
    Arena *arena = arena_open();
    StrBuf csv = strbuf_open(arena);
    for (size_t c = 0; c < table->column_count; c++) {
        if (c > 0) strbuf_add_char(&csv, ',');
        add_field(&csv, table->columns[c].name);
    }
    strbuf_add(&csv, "\r\n");
    for (size_t i = 0; i < table->zone_count; i++) {
        for (size_t c = 0; c < table->column_count; c++) {
            if (c > 0) strbuf_add_char(&csv, ',');
            add_cell(&csv, &table->columns[c], i);
        }
        strbuf_add(&csv, "\r\n");
    }
    bool done = file_write(path, csv.data, csv.size, err);
    arena_close(arena);
    return done;
}

// ---- maps

static bool add_columns(OGRLayerH layer, const ZoneTable *table)
{
    for (size_t c = 0; c < table->column_count; c++) {
        OGRFieldDefnH field =
            OGR_Fld_Create(table->columns[c].name, table->columns[c].texts != NULL ? OFTString : OFTReal);
        bool done = OGR_L_CreateField(layer, field, TRUE) == OGRERR_NONE;
        OGR_Fld_Destroy(field);
        if (!done) return false;
    }
    return true;
}

static bool add_feature(OGRLayerH layer, const ZoneTable *table, size_t zone, OGRFeatureH from)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    for (size_t c = 0; c < table->column_count; c++) {
        const ZoneColumn *column = &table->columns[c];
        if (column->texts != NULL) {
            OGR_F_SetFieldString(feature, (int)c, column->texts[zone]);
        } else if (isfinite(column->numbers[zone])) {
            OGR_F_SetFieldDouble(feature, (int)c, column->numbers[zone]);
        }
    }
    OGRGeometryH geometry = OGR_F_StealGeometry(from);
    if (geometry != NULL) OGR_F_SetGeometryDirectly(feature, OGR_G_ForceToMultiPolygon(geometry));
    bool done = OGR_L_CreateFeature(layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    return done;
}

static bool copy_features(VectorSource *source, OGRLayerH layer, const ZoneTable *table, Err *err)
{
    OGRFeatureH from;
    size_t zone = 0;
    bool done = true;
    OGR_L_ResetReading(source->layer);
    while (done && (from = OGR_L_GetNextFeature(source->layer)) != NULL) {
        done = zone < table->zone_count && add_feature(layer, table, zone, from);
        OGR_F_Destroy(from);
        zone++;
    }
    if (!vector_source_check_end(source, err)) return false;
    if (zone == table->zone_count && done) return true;
    return err_set(err, ERR_INPUT, _("%s: the zones have changed while they were in use."), table->zones);
}

static bool write_failed(const char *path, Err *err)
{
    return err_set(err, ERR_IO, _("%s: cannot be written: %s"), path, land_message());
}

static bool fill_dataset(GDALDatasetH dataset, const Format *format, const char *path, const ZoneTable *table,
                         VectorSource *source, Err *err)
{
    char **options = land_options(format->options);
    OGRLayerH layer =
        GDALDatasetCreateLayer(dataset, table->title, OGR_L_GetSpatialRef(source->layer), wkbMultiPolygon, options);
    CSLDestroy(options);
    if (layer == NULL || !add_columns(layer, table)) return write_failed(path, err);
    bool transaction = GDALDatasetTestCapability(dataset, ODsCTransactions);
    if (transaction && GDALDatasetStartTransaction(dataset, FALSE) != OGRERR_NONE) return write_failed(path, err);
    if (!copy_features(source, layer, table, err)) return false;
    return !transaction || GDALDatasetCommitTransaction(dataset) == OGRERR_NONE || write_failed(path, err);
}

static bool write_dataset(const char *path, const char *work, const Format *format, const ZoneTable *table, Err *err)
{
    VectorSource source;
    bool done = vector_source_open(table->zones, table->layer, &source, err);
    if (done) {
        land_message_clear();
        GDALDatasetH dataset = GDALCreate(GDALGetDriverByName(format->driver), work, 0, 0, 0, GDT_Unknown, NULL);
        done = dataset != NULL ? fill_dataset(dataset, format, path, table, &source, err) : write_failed(path, err);
        if (dataset != NULL) GDALClose(dataset);
        if (done && land_failed()) done = write_failed(path, err);
    }
    vector_source_close(&source);
    return done;
}

static bool write_map(const char *path, const Format *format, const ZoneTable *table, Err *err)
{
    Arena *arena = arena_open();
    const char *work = arena_printf(arena, "%s.partial-%d%s", path, (int)getpid(), format->ending);
    land_set_date();
    bool done = write_dataset(path, work, format, table, err);
    land_unset_date();
    if (done && rename(work, path) != 0) done = err_set(err, ERR_IO, _("%s: cannot be written"), path);
    if (!done) unlink(work);
    arena_close(arena);
    return done;
}

bool zone_table_write(const char *path, const ZoneTable *table, Err *err)
{
    if (!zone_table_check(path, err)) return false;
    const Format *format = format_of(path);
    return format->driver == NULL ? write_csv(path, table, err) : write_map(path, format, table, err);
}
