// table_ogr.c - tables through OGR: XLSX, ODS, DBF, GeoPackage and the rest. See table.h.
//
// Workbooks are asked for every row as text, header included: table_from_rows finds the header. Databases have typed
// fields, which are printed here. DBF bytes are taken raw and decoded by us, because OGR takes a file without a code
// page for Latin-1.
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "land/land_internal.h"
#include "land/raster.h"
#include "land/table_rows.h"

typedef struct Source {
    Arena *arena;
    const char *path;
    const TableOptions *options;
    GDALDatasetH dataset;
    bool workbook;
    bool raw_bytes;       // texts are not UTF-8 yet
    const char *encoding; // of raw bytes; "": found out
    Err *err;
} Source;

// ---- opening ----------------------------------------------------------------------------------------------

// Options of GDAL that hold in this thread while a workbook is opened and read.
static const char *const workbook_options[][2] = {
    {"OGR_XLSX_HEADERS", "DISABLE"},
    {"OGR_XLSX_FIELD_TYPES", "STRING"},
    {"OGR_ODS_HEADERS", "DISABLE"},
    {"OGR_ODS_FIELD_TYPES", "STRING"},
};

static void set_workbook_options(bool on)
{
    for (size_t i = 0; i < sizeof workbook_options / sizeof *workbook_options; i++) {
        CPLSetThreadLocalConfigOption(workbook_options[i][0], on ? workbook_options[i][1] : NULL);
    }
}

static bool is_driver(const Source *source, const char *name)
{
    const char *own = GDALGetDriverShortName(GDALGetDatasetDriver(source->dataset));
    return own && strcmp(own, name) == 0;
}

// The encoding that a DBF's .cpg file names; "" when it has none, or none that says more than our own look at the
// bytes.
static const char *dbf_encoding(const Source *source)
{
    const char *dot = strrchr(source->path, '.');
    static const char *const endings[] = {".cpg", ".CPG"};
    for (size_t i = 0; dot && i < 2; i++) {
        char *path = arena_printf(source->arena, "%.*s%s", (int)(dot - source->path), source->path, endings[i]), *data;
        size_t size;
        if (!file_exists(path) || !file_read(source->arena, path, &data, &size, NULL)) continue;
        if (strstr(data, "936") || strcasestr(data, "GB")) return "GB18030";
        if (strcasestr(data, "UTF") || strstr(data, "65001")) return "UTF-8";
    }
    return "";
}

static bool open_source(Source *source)
{
    const char *const raw[] = {"ENCODING=", NULL};
    const char *dot = strrchr(source->path, '.');
    source->raw_bytes = dot && (strcasecmp(dot, ".dbf") == 0 || strcasecmp(dot, ".shp") == 0);
    land_message_clear();
    set_workbook_options(true);
    source->dataset =
        GDALOpenEx(source->path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, source->raw_bytes ? raw : NULL, NULL);
    if (!source->dataset) {
        return err_set(source->err, ERR_INPUT,
                       _("%s: no table that can be read (%s); expected .csv, .xlsx, .ods, .dbf or .gpkg"), source->path,
                       land_message());
    }
    source->workbook = is_driver(source, "XLSX") || is_driver(source, "ODS");
    bool named = source->options->encoding && *source->options->encoding;
    source->encoding = named ? source->options->encoding : source->raw_bytes ? dbf_encoding(source) : "";
    return true;
}

// ---- which layer ------------------------------------------------------------------------------------------

// A sheet that explains the others.
static bool is_front_matter(const char *sheet)
{
    static const char *const names[] = {"填表说明", "说明", "封面", "目录", "readme"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcasecmp(sheet, names[i]) == 0) return true;
    }
    return false;
}

static char *list_layers(const Source *source)
{
    StrBuf list = strbuf_open(source->arena);
    for (int i = 0; i < GDALDatasetGetLayerCount(source->dataset); i++) {
        const char *name = OGR_L_GetName(GDALDatasetGetLayer(source->dataset, i));
        strbuf_printf(&list, "%s%s", i > 0 ? ", " : "", name);
    }
    return list.data;
}

static OGRLayerH first_sheet(const Source *source)
{
    int count = GDALDatasetGetLayerCount(source->dataset);
    for (int i = 0; i < count; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(source->dataset, i);
        if (!is_front_matter(OGR_L_GetName(layer))) return layer;
    }
    return count > 0 ? GDALDatasetGetLayer(source->dataset, 0) : NULL;
}

static bool find_layer(const Source *source, OGRLayerH *out)
{
    const char *sheet = source->options->sheet;
    int count = GDALDatasetGetLayerCount(source->dataset);
    *out = NULL;
    for (int i = 0; sheet && *sheet && i < count && !*out; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(source->dataset, i);
        if (text_equal(OGR_L_GetName(layer), sheet)) *out = layer;
    }
    if (*out) return true;
    if (sheet && *sheet && !source->raw_bytes) {
        return err_set(source->err, ERR_MISSING, _("%s: no sheet \"%s\"; its sheets are: %s"), source->path, sheet,
                       list_layers(source));
    }
    if (count > 1 && !source->workbook) {
        return err_set(source->err, ERR_INPUT, _("%s: say which layer with sheet; its layers are: %s"), source->path,
                       list_layers(source));
    }
    *out = first_sheet(source);
    return *out || err_set(source->err, ERR_INPUT, _("%s: no sheet or layer in it"), source->path);
}

// ---- cells ------------------------------------------------------------------------------------------------

static bool are_digits(const char *text, size_t count)
{
    return strspn(text, "0123456789") >= count;
}

// "2012/01/02 ..." as OGR prints a workbook's date, becomes "2012-01-02 ...".
static void mend_date(char *text)
{
    if (strlen(text) < 10 || text[4] != '/' || text[7] != '/' || (text[10] != '\0' && text[10] != ' ')) return;
    if (!are_digits(text, 4) || !are_digits(text + 5, 2) || !are_digits(text + 8, 2)) return;
    text[4] = text[7] = '-';
}

// Workbooks store 0.1 as 0.10000000000000001: a number with a point or exponent and more than 15 digits is printed
// shortest.
static const char *mend_number(Arena *arena, const char *text)
{
    char shortest[NUMBER_TEXT_SIZE];
    double value;
    size_t digits = 0;
    for (const char *at = text; *at; at++) digits += *at >= '0' && *at <= '9';
    if (digits <= 15 || !strpbrk(text, ".eE") || strspn(text, "+-.0123456789eE") != strlen(text)) return text;
    return text_to_double(text, &value) ? arena_text(arena, number_text(value, shortest)) : text;
}

static const char *sheet_cell(Arena *arena, const char *text)
{
    char *trimmed = text_trim(arena, text);
    mend_date(trimmed);
    return mend_number(arena, trimmed);
}

// DBF fields have a width in bytes: a text that fills it may end inside a character, which is then left out.
static bool decode_cell(const Source *source, const char *text, char **out)
{
    size_t size = strlen(text), most = size < 3 ? size : 3;
    for (size_t dropped = 0; dropped <= most; dropped++) {
        if (text_decode(source->arena, text, size - dropped, source->encoding, out, dropped ? NULL : source->err))
            return true;
    }
    return false;
}

static bool text_cell(const Source *source, const char *text, const char **out)
{
    char *decoded = NULL;
    if (source->workbook) return *out = sheet_cell(source->arena, text), true;
    if (!source->raw_bytes) return *out = text_trim(source->arena, text), true;
    if (!decode_cell(source, text, &decoded)) return false;
    return *out = text_trim(source->arena, decoded), true;
}

static const char *real_cell(Arena *arena, double value)
{
    char text[NUMBER_TEXT_SIZE];
    return isfinite(value) ? arena_text(arena, number_text(value, text)) : "";
}

static const char *date_cell(Arena *arena, OGRFeatureH feature, int field, bool with_time)
{
    int year, month, day, hour, minute, second, zone;
    if (!OGR_F_GetFieldAsDateTime(feature, field, &year, &month, &day, &hour, &minute, &second, &zone)) return "";
    if (!with_time) return arena_printf(arena, "%04d-%02d-%02d", year, month, day);
    return arena_printf(arena, "%04d-%02d-%02d %02d:%02d:%02d", year, month, day, hour, minute, second);
}

static bool feature_cell(const Source *source, OGRFeatureH feature, int field, OGRFieldType type, const char **out)
{
    *out = "";
    if (!OGR_F_IsFieldSetAndNotNull(feature, field)) return true;
    switch (type) {
    case OFTReal:
        *out = real_cell(source->arena, OGR_F_GetFieldAsDouble(feature, field));
        return true;
    case OFTDate:
    case OFTDateTime:
        *out = date_cell(source->arena, feature, field, type == OFTDateTime);
        return true;
    default:
        return text_cell(source, OGR_F_GetFieldAsString(feature, field), out);
    }
}

// ---- the encoding of a DBF without .cpg -------------------------------------------------------------------

// As decode_cell: up to three bytes at the end may be missing from a character.
static bool cell_is_utf8(const char *text)
{
    size_t size = strlen(text), most = size < 3 ? size : 3;
    for (size_t dropped = 0; dropped <= most; dropped++) {
        if (text_is_utf8(text, size - dropped)) return true;
    }
    return false;
}

static bool feature_is_utf8(OGRFeatureDefnH fields, OGRFeatureH feature)
{
    for (int i = 0; i < OGR_FD_GetFieldCount(fields); i++) {
        if (OGR_Fld_GetType(OGR_FD_GetFieldDefn(fields, i)) != OFTString) continue;
        if (!cell_is_utf8(OGR_F_GetFieldAsString(feature, i))) return false;
    }
    return true;
}

// Judged over all texts together: a short GBK text alone may well be valid UTF-8.
static const char *guess_encoding(OGRLayerH layer)
{
    OGRFeatureDefnH fields = OGR_L_GetLayerDefn(layer);
    bool utf8 = true;
    for (int i = 0; i < OGR_FD_GetFieldCount(fields); i++) {
        utf8 = utf8 && cell_is_utf8(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(fields, i)));
    }
    OGR_L_ResetReading(layer);
    for (OGRFeatureH feature; utf8 && (feature = OGR_L_GetNextFeature(layer));) {
        utf8 = feature_is_utf8(fields, feature);
        OGR_F_Destroy(feature);
    }
    return utf8 ? "UTF-8" : "GB18030";
}

// ---- rows -------------------------------------------------------------------------------------------------

static int row_number(const Source *source, OGRFeatureH feature)
{
    GIntBig id = OGR_F_GetFID(feature) + (source->raw_bytes ? 1 : 0); // DBF records count from 0
    return id > 0 && id < INT_MAX ? (int)id : 0;
}

static bool take_field_names(const Source *source, OGRFeatureDefnH fields, TableRows *rows)
{
    for (int i = 0; i < OGR_FD_GetFieldCount(fields); i++) {
        const char *name;
        if (!text_cell(source, OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(fields, i)), &name)) return false;
        table_rows_add(rows, name);
    }
    table_rows_end(rows, 0);
    return true;
}

static bool take_feature(const Source *source, OGRFeatureDefnH fields, OGRFeatureH feature, TableRows *rows)
{
    const char *comment = source->options->comment;
    int number = row_number(source, feature);
    for (int i = 0; i < OGR_FD_GetFieldCount(fields); i++) {
        const char *cell;
        if (!feature_cell(source, feature, i, OGR_Fld_GetType(OGR_FD_GetFieldDefn(fields, i)), &cell)) {
            return err_within(source->err, _("row %d"), number);
        }
        if (i == 0 && comment && *comment && text_starts(cell, comment)) return true;
        table_rows_add(rows, cell);
    }
    table_rows_end(rows, number);
    return true;
}

static bool take_features(const Source *source, OGRLayerH layer, TableRows *rows)
{
    OGRFeatureDefnH fields = OGR_L_GetLayerDefn(layer);
    bool ok = source->workbook || take_field_names(source, fields, rows);
    OGR_L_ResetReading(layer);
    for (OGRFeatureH feature; ok && (feature = OGR_L_GetNextFeature(layer));) {
        ok = take_feature(source, fields, feature, rows);
        OGR_F_Destroy(feature);
    }
    return ok || err_within(source->err, "%s", source->path);
}

static bool read_layer(Source *source, Table *out)
{
    OGRLayerH layer;
    TableRows rows = {.arena = arena_open()};
    const char *sheet = "";
    bool ok = find_layer(source, &layer);
    if (ok && source->raw_bytes && !*source->encoding) source->encoding = guess_encoding(layer);
    ok = ok && take_features(source, layer, &rows);
    if (ok && !source->raw_bytes) sheet = arena_text(source->arena, OGR_L_GetName(layer));
    if (ok &&
        !table_from_rows(source->arena, &rows, (TableShape){.header_first = !source->workbook}, out, source->err)) {
        ok = *sheet ? err_within(source->err, _("%s, sheet %s"), source->path, sheet)
                    : err_within(source->err, "%s", source->path);
    }
    if (ok) out->sheet = sheet;
    arena_close(rows.arena);
    return ok;
}

bool table_read_ogr(Arena *arena, const char *path, const TableOptions *options, Table *out, Err *err)
{
    Source source = {.arena = arena, .path = path, .options = options, .err = err};
    land_start();
    bool ok = open_source(&source) && read_layer(&source, out);
    if (source.dataset) GDALClose(source.dataset);
    set_workbook_options(false);
    return ok;
}
