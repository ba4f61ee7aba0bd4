// station_sites.c - where the sites are: their table. See station_internal.h.
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "land/station_internal.h"

typedef struct SiteColumns { // -1 when absent
    int id, name, lon, lat, x, y, elevation;
} SiteColumns;

static bool find_columns(const Table *table, SiteColumns *out, Err *err)
{
    if (!table_need_column(table, "StationID|site|site_id|station|station_id|id|站号|区站号|站点编号|测站编码|站点",
                           &out->id, err)) {
        return false;
    }
    out->name = table_column(table, "Name|site_name|station_name|站名|名称");
    out->lon = table_column(table, "Lon|longitude|lon_deg|经度");
    out->lat = table_column(table, "Lat|latitude|lat_deg|纬度");
    out->x = table_column(table, "x|x_m|easting|横坐标|东坐标");
    out->y = table_column(table, "y|y_m|northing|纵坐标|北坐标");
    out->elevation = table_column(table, "Elevation|elevation_m|elev|altitude|alt|z|海拔|海拔高度|高程");
    return true;
}

// A Site whose place is still as written; in degrees when `degrees`.
typedef struct PlacedSite {
    Site site;
    double lon, lat;
    size_t row;
} PlacedSite;

static bool check_degrees(const Table *table, const SiteColumns *columns, const PlacedSite *site, Err *err)
{
    if (isnan(site->lon) != isnan(site->lat)) {
        return table_fault(table, site->row, columns->lon, err,
                           _("a longitude and a latitude go together; one is empty"));
    }
    if (fabs(site->lat) > 90 && fabs(site->lon) <= 90) {
        return table_fault(table, site->row, columns->lat, err,
                           _("a latitude beyond 90 degrees; are Lon and Lat exchanged?"));
    }
    if (fabs(site->lat) > 90 || fabs(site->lon) > 180) {
        return table_fault(table, site->row, columns->lon, err,
                           _("no longitude or latitude in degrees; name columns in metres of the grid x and y"));
    }
    return true;
}

static bool read_site(const Table *table, size_t row, const SiteColumns *columns, PlacedSite *out, Err *err)
{
    out->row = row;
    out->site.id = table_cell(table, row, columns->id);
    out->site.name = table_cell(table, row, columns->name);
    return table_number(table, row, columns->lon, "degree", &out->lon, err) &&
           table_number(table, row, columns->lat, "degree", &out->lat, err) &&
           table_number(table, row, columns->x, "m", &out->site.x, err) &&
           table_number(table, row, columns->y, "m", &out->site.y, err) &&
           table_number(table, row, columns->elevation, "m", &out->site.elevation_m, err) &&
           check_degrees(table, columns, out, err);
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool same_place(const PlacedSite *a, const PlacedSite *b)
{
    return same_number(a->lon, b->lon) && same_number(a->lat, b->lat) && same_number(a->site.x, b->site.x) &&
           same_number(a->site.y, b->site.y) && same_number(a->site.elevation_m, b->site.elevation_m);
}

// The site's row; it may stand twice when both say the same.
static bool find_site(const Table *table, const SiteColumns *columns, const char *id, PlacedSite *out, Err *err)
{
    bool found = false;
    for (size_t row = 0; row < table->row_count; row++) {
        PlacedSite site;
        if (!text_equal(table_cell(table, row, columns->id), id)) continue;
        if (!read_site(table, row, columns, &site, err)) return false;
        if (found && !same_place(out, &site)) {
            return table_fault(table, row, columns->id, err,
                               _("site %s stands here with another place or height than in row %d"), id,
                               table->row_numbers[out->row]);
        }
        if (!found) *out = site;
        found = true;
    }
    if (found) return true;
    return err_set(err, ERR_INPUT, _("%s: no row for the site \"%s\" that the series name; add it"), table->path, id);
}

// Longitude and latitude (CGCS2000; WGS 84 is the same to centimetres) to the grid.
static bool project(const Table *table, PlacedSite *sites, size_t count, const Crs *grid_crs, Err *err)
{
    Crs *degrees;
    Transform *transform;
    if (!crs_open("EPSG:4490", &degrees, err)) return false;
    bool ok = transform_open(degrees, grid_crs, &transform, err);
    crs_close(degrees);
    if (!ok) return false;
    for (size_t i = 0; i < count && ok; i++) {
        double x = sites[i].lon, y = sites[i].lat;
        if (isnan(x)) continue;
        transform_points(transform, &x, &y, 1);
        if (isnan(sites[i].site.x) || isnan(sites[i].site.y)) {
            sites[i].site.x = x;
            sites[i].site.y = y;
        }
        double dx = sites[i].site.x - x, dy = sites[i].site.y - y, apart_m = sqrt(dx * dx + dy * dy);
        if (apart_m <= 1000) continue; // false for NaN
        ok = table_fault(
            table, sites[i].row, -1, err,
            _("x, y and Lon, Lat of site %s lie %.0f m apart; correct or remove the wrong pair (x, y are of the grid's "
              "coordinate system, with its zone prefix)"),
            sites[i].site.id, apart_m);
    }
    transform_close(transform);
    return ok;
}

bool station_sites(Arena *arena, const Table *table, const char *const *ids, size_t count, const Crs *grid_crs,
                   Site **out, Err *err)
{
    SiteColumns columns;
    PlacedSite *placed = arena_array(arena, count, sizeof *placed);
    *out = arena_array(arena, count, sizeof **out);
    for (size_t i = 0; i < count; i++)
        (*out)[i] = (Site){.id = ids[i], .name = "", .x = NAN, .y = NAN, .elevation_m = NAN};
    if (!table) return true;
    if (!find_columns(table, &columns, err)) return false;
    bool degrees = false;
    for (size_t i = 0; i < count; i++) {
        if (!find_site(table, &columns, ids[i], &placed[i], err)) return false;
        degrees = degrees || !isnan(placed[i].lon);
    }
    if (degrees && grid_crs && !project(table, placed, count, grid_crs, err)) return false;
    for (size_t i = 0; i < count; i++) {
        (*out)[i] = placed[i].site;
        (*out)[i].id = ids[i];
    }
    return true;
}
