#include "land/crs.h"

#include <math.h>
#include <proj.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cpl_conv.h>

#include "base/message.h"
#include "base/text.h"
#include "land/land_internal.h"
#include "land/raster.h"

struct Crs {
    Arena *arena;
    OGRSpatialReferenceH srs;
    const char *name, *label, *wkt;
    bool geographic, projected, web_mercator, metre, has_projection;
    Ellipsoid ellipsoid;
    Projection projection;
};

PJ_CONTEXT *crs_proj_context(void)
{
    PJ_CONTEXT *context = proj_context_create();
    proj_log_level(context, PJ_LOG_NONE);
    proj_context_set_enable_network(context, 0);
    return context;
}

// ---- what PROJ knows of a CRS

static PJ *without_bound(PJ_CONTEXT *context, PJ *crs) // takes `crs` over
{
    if (!crs || proj_get_type(crs) != PJ_TYPE_BOUND_CRS) return crs;
    PJ *source = proj_get_source_crs(context, crs);
    proj_destroy(crs);
    return source;
}

static void set_parameter(ProjectionDef *def, int code, double value)
{
    switch (code) {
    case 8801: // latitude of natural origin
        def->lat0 = def->lat1 = def->lat2 = value;
        break;
    case 8821:
        def->lat0 = value;
        break;
    case 8802:
    case 8822:
        def->lon0 = value;
        break;
    case 8823:
        def->lat1 = value;
        break;
    case 8824:
        def->lat2 = value;
        break;
    case 8805:
        def->scale = value;
        break;
    case 8806:
    case 8826:
        def->false_east = value;
        break;
    case 8807:
    case 8827:
        def->false_north = value;
        break;
    default:
        break;
    }
}

static void read_parameters(PJ_CONTEXT *context, const PJ *conversion, ProjectionDef *def)
{
    int count = proj_coordoperation_get_param_count(context, conversion);
    for (int i = 0; i < count; i++) {
        const char *name = NULL, *authority = NULL, *code = NULL, *category = NULL;
        double value = 0, factor = 1;
        if (!proj_coordoperation_get_param(context, conversion, i, &name, &authority, &code, &value, NULL, &factor,
                                           NULL, NULL, NULL, &category))
            continue;
        int64_t number = 0;
        if (!code || !text_to_int64(code, &number)) continue;
        bool angle = text_equal(category, "angular");
        bool degrees = angle && fabs(factor - 0.017453292519943295) < 1e-15;
        set_parameter(def, (int)number, degrees ? value : angle ? value * factor * 57.29577951308232 : value * factor);
    }
}

static ProjectionKind kind_of_method(const char *method)
{
    if (text_equal(method, "Transverse Mercator")) return PROJECTION_TM;
    if (text_equal(method, "Lambert Conic Conformal (1SP)")) return PROJECTION_LCC;
    if (text_equal(method, "Lambert Conic Conformal (2SP)")) return PROJECTION_LCC;
    if (text_equal(method, "Albers Equal Area")) return PROJECTION_ALBERS;
    return PROJECTION_NONE;
}

static bool is_sphere_mercator(const char *method, const Ellipsoid *ellipsoid)
{
    if (!method || !strstr(method, "Mercator") || strstr(method, "Transverse") || strstr(method, "Oblique"))
        return false;
    return strstr(method, "Pseudo") || ellipsoid->e2 <= 0;
}

static void study_conversion(PJ_CONTEXT *context, Crs *crs, const PJ *conversion, ProjectionDef *def)
{
    const char *method = NULL;
    if (!proj_coordoperation_get_method_info(context, conversion, &method, NULL, NULL)) return;
    crs->web_mercator = is_sphere_mercator(method, &crs->ellipsoid);
    def->kind = kind_of_method(method);
    if (def->kind == PROJECTION_NONE) return;
    read_parameters(context, conversion, def);
    crs->has_projection = crs->metre && projection_make(def, &crs->projection);
}

static bool is_from_greenwich(PJ_CONTEXT *context, const PJ *pj)
{
    PJ *meridian = proj_get_prime_meridian(context, pj);
    double longitude = 0;
    bool known = meridian && proj_prime_meridian_get_parameters(context, meridian, &longitude, NULL, NULL);
    proj_destroy(meridian);
    return known && longitude == 0;
}

static void study_ellipsoid(PJ_CONTEXT *context, Crs *crs, const PJ *pj)
{
    PJ *ellipsoid = proj_get_ellipsoid(context, pj);
    double a = 0, b = 0, inverse = 0;
    if (ellipsoid && proj_ellipsoid_get_parameters(context, ellipsoid, &a, &b, NULL, &inverse)) {
        double f = inverse > 0 ? 1 / inverse : (a - b) / a;
        crs->ellipsoid = (Ellipsoid){.a = a, .e2 = f * (2 - f)};
    }
    proj_destroy(ellipsoid);
}

static void study(Crs *crs)
{
    PJ_CONTEXT *context = crs_proj_context();
    PJ *pj = without_bound(context, proj_create(context, crs->wkt));
    crs->ellipsoid = (Ellipsoid){.a = 6378137, .e2 = 0.0066943800229007876}; // GRS80 where PROJ has no answer
    if (pj) study_ellipsoid(context, crs, pj);
    ProjectionDef def = {.kind = PROJECTION_NONE, .ellipsoid = crs->ellipsoid, .scale = 1};
    if (pj && is_from_greenwich(context, pj)) {
        PJ *conversion = crs->projected ? proj_crs_get_coordoperation(context, pj) : NULL;
        if (conversion) study_conversion(context, crs, conversion, &def);
        if (crs->geographic) crs->has_projection = projection_make(&def, &crs->projection);
        proj_destroy(conversion);
    }
    proj_destroy(pj);
    proj_context_destroy(context);
}

// ---- opening

static const char *wkt_of(Arena *arena, OGRSpatialReferenceH srs)
{
    const char *const options[] = {"FORMAT=WKT2_2019", NULL};
    char *text = NULL;
    OSRExportToWktEx(srs, &text, options);
    char *copy = arena_text(arena, text ? text : "");
    CPLFree(text);
    return copy;
}

static const char *authority_label(Arena *arena, OGRSpatialReferenceH srs)
{
    const char *authority = OSRGetAuthorityName(srs, NULL), *code = OSRGetAuthorityCode(srs, NULL);
    return authority && code ? arena_printf(arena, "%s:%s", authority, code) : NULL;
}

static bool same_wkt(const char *a, const char *b);

// A CRS without a code gets the label of a registered one that it equals. On an unknown datum PROJ would search for
// seconds, and find only what looks alike.
static const char *matched_label(Arena *arena, OGRSpatialReferenceH srs, const char *wkt)
{
    const char *datum = OSRGetAttrValue(srs, "DATUM", 0);
    if (!datum || strncasecmp(datum, "unknown", 7) == 0) return NULL;
    int count = 0;
    OGRSpatialReferenceH *matches = OSRFindMatches(srs, NULL, &count, NULL);
    const char *label = NULL;
    for (int i = 0; i < count && !label; i++) {
        if (same_wkt(wkt, wkt_of(arena, matches[i]))) label = authority_label(arena, matches[i]);
    }
    OSRFreeSRSArray(matches);
    return label;
}

static const char *own_label(Arena *arena, OGRSpatialReferenceH srs, const char *name)
{
    if (name[0] && strcasecmp(name, "unknown") != 0 && strcasecmp(name, "unnamed") != 0) return name;
    char *text = NULL;
    OSRExportToProj4(srs, &text);
    const char *label = text && text[0] ? text_trim(arena, text) : "unknown";
    CPLFree(text);
    return label;
}

static Crs *crs_of(OGRSpatialReferenceH srs, bool with_label) // takes srs over
{
    Arena *arena = arena_open();
    Crs *crs = arena_alloc(arena, sizeof *crs);
    OSRStripVertical(srs); // heights play no part here
    OSRDemoteTo2D(srs, NULL);
    OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    *crs = (Crs){.arena = arena, .srs = srs};
    crs->wkt = wkt_of(arena, srs);
    const char *name = OSRGetName(srs);
    crs->name = arena_text(arena, name ? name : "");
    crs->geographic = OSRIsGeographic(srs);
    crs->projected = OSRIsProjected(srs);
    crs->metre = crs->projected && fabs(OSRGetLinearUnits(srs, NULL) - 1) < 1e-12;
    crs->label = authority_label(arena, srs);
    if (!crs->label && with_label) crs->label = matched_label(arena, srs, crs->wkt);
    if (!crs->label) crs->label = own_label(arena, srs, crs->name);
    study(crs);
    return crs;
}

bool crs_open(const char *text, Crs **out, Err *err)
{
    land_start();
    land_message_clear();
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    bool remote = land_path_is_remote(text);
    if (remote || OSRSetFromUserInput(srs, text) != OGRERR_NONE) {
        OSRDestroySpatialReference(srs);
        return err_set(
            err, ERR_INPUT,
            _("coordinate system \"%.80s\" is not understood. %s\nGive a code such as EPSG:4524, WKT or a PROJ "
              "string (projinfo lists the codes)."),
            text, land_message());
    }
    *out = crs_of(srs, true);
    return true;
}

bool crs_open_srs(OGRSpatialReferenceH srs, const char *what, Crs **out, Err *err)
{
    if (!srs)
        return err_set(err, ERR_INPUT,
                       _("%s: the file does not say its coordinate system. Put the .prj file beside it, or write it in "
                         "with ogr2ogr -a_srs."),
                       what);
    *out = crs_of(OSRClone(srs), true);
    return true;
}

bool crs_open_geographic(const Crs *crs, Crs **out, Err *err)
{
    OGRSpatialReferenceH srs = OSRCloneGeogCS(crs->srs);
    if (!srs) return err_set(err, ERR_INPUT, _("coordinate system %s has no longitudes and latitudes."), crs->label);
    *out = crs_of(srs, false);
    return true;
}

void crs_close(Crs *crs)
{
    if (!crs) return;
    OSRDestroySpatialReference(crs->srs);
    arena_close(crs->arena);
}

// ---- questions

const char *crs_name(const Crs *crs)
{
    return crs->name;
}

const char *crs_label(const Crs *crs)
{
    return crs->label;
}

bool crs_area(const Crs *crs, CrsArea *out)
{
    return OSRGetAreaOfUse(crs_srs(crs), &out->west, &out->south, &out->east, &out->north, NULL) &&
           out->west < out->east; // not across the date line
}

const char *crs_wkt(const Crs *crs)
{
    return crs->wkt;
}

bool crs_is_geographic(const Crs *crs)
{
    return crs->geographic;
}

bool crs_is_projected(const Crs *crs)
{
    return crs->projected;
}

bool crs_is_web_mercator(const Crs *crs)
{
    return crs->web_mercator;
}

bool crs_unit_is_metre(const Crs *crs)
{
    return crs->metre;
}

OGRSpatialReferenceH crs_srs(const Crs *crs)
{
    return crs->srs;
}

const Projection *crs_projection(const Crs *crs)
{
    return crs->has_projection ? &crs->projection : NULL;
}

const Ellipsoid *crs_ellipsoid(const Crs *crs)
{
    return &crs->ellipsoid;
}

static PJ *east_north(PJ_CONTEXT *context, const char *wkt)
{
    PJ *crs = without_bound(context, proj_create(context, wkt));
    PJ *normal = crs ? proj_normalize_for_visualization(context, crs) : NULL;
    proj_destroy(crs);
    return normal;
}

static bool same_wkt(const char *a, const char *b)
{
    PJ_CONTEXT *context = crs_proj_context();
    PJ *left = east_north(context, a), *right = east_north(context, b);
    bool same = left && right && proj_is_equivalent_to_with_ctx(context, left, right, PJ_COMP_EQUIVALENT);
    proj_destroy(left);
    proj_destroy(right);
    proj_context_destroy(context);
    return same;
}

bool crs_same(const Crs *a, const Crs *b)
{
    if (a == b || text_equal(a->wkt, b->wkt)) return true;
    return a->projected == b->projected && a->geographic == b->geographic && same_wkt(a->wkt, b->wkt);
}

bool crs_check_grid(const Crs *crs, Err *err)
{
    if (crs->geographic)
        return err_set(
            err, ERR_REFUSED,
            _("%s (%s) counts in degrees: areas and slopes would be wrong. Take a projected system in metres "
              "for the grid, for Chinese districts CGCS2000 Gauss-Krueger (EPSG:4513 to EPSG:4554)."),
            crs->label, crs->name);
    if (crs->web_mercator)
        return err_set(err, ERR_REFUSED,
                       _("%s (%s) is Web Mercator, which makes areas at 31 degrees north 1.36 times too large. Take a "
                         "projected system in metres for the grid, for Chinese districts CGCS2000 Gauss-Krueger "
                         "(EPSG:4513 to EPSG:4554)."),
                       crs->label, crs->name);
    if (!crs->projected)
        return err_set(err, ERR_REFUSED,
                       _("%s (%s) is not a map projection. Take a projected system in metres for the grid."),
                       crs->label, crs->name);
    if (!crs->metre)
        return err_set(err, ERR_REFUSED,
                       _("%s (%s) does not count in metres. Take a projected system in metres for the grid."),
                       crs->label, crs->name);
    return true;
}
