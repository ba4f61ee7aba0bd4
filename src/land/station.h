// station.h - station series and their way to the cells: whole daily series first, interpolation last.
//
// Values are in mm (p), degrees Celsius (tmean, tmax, tmin), percent (rh), m/s (wind), hours (sun_h), converted from
// the unit in the header or the request, such as 0.1mm; other variables stay as they are. What no weather can be (rain
// below 0 or above 2000 mm a day, 32766 for missing) is an error, not a gap.
#ifndef QINGSHAN_LAND_STATION_H
#define QINGSHAN_LAND_STATION_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/err.h"
#include "land/crs.h"
#include "land/grid.h"
#include "land/table.h"
#include "land/vector.h"

typedef struct Site {
    const char *id;
    const char *name;
    double x, y;        // in the grid's CRS
    double elevation_m; // NaN when not given
} Site;                 // x and y are NaN when nothing gives them

typedef struct Series {       // daily values of one variable at all sites, day by day without gaps in the calendar
    const char *variable;     // "p", "tmean", "rh", ...
    int first_day, day_count; // calendar_day_number; the span over all sites
    size_t site_count;
    const double *values; // values[site * day_count + day]; NaN = missing
} Series;

typedef struct StationSet {
    const char *id;
    size_t site_count;
    const Site *sites; // sorted by id (bytes)
    size_t series_count;
    const Series *series; // all over the same days
} StationSet;

typedef struct StationRequest {
    const char *id, *path, *encoding, *comment, *sheet;
    const char *layout;    // "long" or "" (site, date, value columns) or "wide" (a column a site, its header the id)
    const char *site;      // column of the site; long only; may be "" when there is one site
    const char *date;      // column of the date; "": date, DATETIME, 日期 or 时间
    const char *date_rule; // "date_part": a time of day after the date is ignored; "": only 00:00 may follow
    const char *value;     // long: column of the values; the variable is p for the ids rain and precip, else the id; or
    size_t column_count;   // pairs variable=column
    const char *const *column_variables;
    const char *const *column_names;
    const char *unit; // "" or of all values, e.g. "mm/d"
    // Table with StationID|site|id, Lon, Lat (degrees, CGCS2000/WGS84) or x, y (grid CRS; they rule when both are there
    // and agree within 1 km), Elevation.
    const char *sites_path;
    // Thiessen polygons: sites take the centroid's place only if they have no coordinates.
    const char *polygons_path, *polygon_key;
} StationRequest; // texts may be NULL for ""

// Rows may come in any order; a row that stands twice counts once; days without a row are NaN. Errors, with file, row
// and column: two values for one site and day, a site without a row in the sites table, a cell that is no number or no
// date, a polygon whose key is no site.
MUST_CHECK bool station_read(Arena *arena, const StationRequest *request, const Crs *grid_crs, StationSet *out,
                             Err *err);
// The pure function behind it: from tables that were read; sites NULL: no coordinates. grid_crs may be NULL when the
// sites have x and y.
MUST_CHECK bool station_parse(Arena *arena, const StationRequest *request, const Table *table, const Table *sites,
                              const Crs *grid_crs, StationSet *out, Err *err);
const Series *station_series(const StationSet *set, const char *variable); // NULL when absent

// How the sites reach a cell.
typedef enum StationMethod { STATION_IDW, STATION_THIESSEN } StationMethod;
typedef struct Reach { // immutable after opening; any thread may use it
    StationMethod method;
    double power; // IDW: 2
    size_t site_count;
    const double *x, *y;  // of the sites
    size_t polygon_count; // Thiessen polygons, if given: site_of_polygon[k]
    const Polygon *polygons;
    const int *site_of_polygon;
} Reach;
// polygons (NULL: none) belong to sites by their code; one that belongs to none is left out. ERR_INPUT: none belongs,
// or two sites and no coordinates. The power is 2; set out->power for another.
MUST_CHECK bool station_reach(Arena *arena, const StationSet *set, StationMethod method, const Polygons *polygons,
                              Reach *out, Err *err);
// Weights of all sites at `count` points: weights[site * count + i]; they sum to 1 at every point. A point within 1 mm
// of a site takes that site alone; Thiessen: the nearest site, ties to the site first by id; with polygons: the
// polygon's site, outside all polygons the nearest.
void station_weights(const Reach *reach, const double *x, const double *y, size_t count, double *weights);

#endif
