// plan_place.c - does grid.crs fit the land? Before any map is read for the grid.
#include "gep/plan_internal.h"

#include <math.h>

// Beyond what a system is made for, in degrees: a neighbouring zone is no mistake, a far one is.
enum { LONGITUDE_SLACK = 6, LATITUDE_SLACK = 20 };

// The middle of the boundary's box. false when it cannot be read: plan_land says why.
static bool boundary_place(Plan *plan, double *longitude, double *latitude)
{
    Err ignored;
    Crs *degrees;
    if (!crs_open("EPSG:4490", &degrees, &ignored)) return false;
    Polygons boundary;
    VectorRequest request = {.path = district_path(plan->arena, &plan->district, plan->district.boundary_file),
                             .layer = plan->district.boundary_layer,
                             .target = degrees,
                             .repair = true};
    bool ok = vector_read_polygons(plan->arena, &request, &boundary, &ignored);
    crs_close(degrees);
    *longitude = ok ? (boundary.min_x + boundary.max_x) / 2 : NAN;
    *latitude = ok ? (boundary.min_y + boundary.max_y) / 2 : NAN;
    return isfinite(*longitude) && isfinite(*latitude);
}

static bool is_far(const CrsArea *area, double longitude, double latitude)
{
    return longitude < area->west - LONGITUDE_SLACK || longitude > area->east + LONGITUDE_SLACK ||
           latitude < area->south - LATITUDE_SLACK || latitude > area->north + LATITUDE_SLACK;
}

bool plan_place(Plan *plan)
{
    const District *district = &plan->district;
    double longitude, latitude;
    Err ignored;
    Crs *crs;
    CrsArea area;
    if (district->grid_crs[0] == '\0' || district->boundary_file[0] == '\0') return true;
    if (!crs_open(district->grid_crs, &crs, &ignored)) return true; // plan_land says so
    const char *name = arena_text(plan->arena, crs_name(crs));
    bool far =
        crs_area(crs, &area) && boundary_place(plan, &longitude, &latitude) && is_far(&area, longitude, latitude);
    crs_close(crs);
    return !far ||
           finding_add(
               &plan->findings, FINDING_ERROR, "grid.crs", "district.yaml",
               "grid.crs 为 %s（%s），适用于经度 %.1f 至 %.1f、纬度 %.1f 至 %.1f，而区域边界在经度 %.2f、纬度 "
               "%.2f；请改正 "
               "grid.crs，或将其删去（程序按边界选用 CGCS2000 三度带）；若边界不在本地，请更正边界文件的坐标系",
               "grid.crs is %s (%s), made for longitude %.1f to %.1f and latitude %.1f to %.1f, but the boundary lies "
               "at longitude %.2f, latitude %.2f; correct grid.crs, or leave it out (the boundary's CGCS2000 3-degree "
               "zone is taken then); if the boundary is not there, mend the coordinate system of its file",
               district->grid_crs, name, area.west, area.east, area.south, area.north, longitude, latitude);
}
