#include "land/crs.h"

#include <math.h>
#include <proj.h>

#include "base/message.h"
#include "base/text.h"
#include "land/land_internal.h"

struct Transform {
    Arena *arena;
    PJ_CONTEXT *context;
    PJ *any;  // PROJ's operations between the two; NULL when nothing is to be done
    PJ *best; // the one that was settled on
    Projection from, to;
    bool has_projections; // from and to are set
    bool has_formulas;    // and they give what `best` gives
    bool to_geographic, shifts_datum, ballpark;
    double accuracy_m;
    double probe_step; // in units of `from`: about 100 km
    const char *note;
};

// ---- what is done

static bool same_datum(PJ_CONTEXT *context, const PJ *from, const PJ *to)
{
    PJ *a = proj_crs_get_geodetic_crs(context, from), *b = proj_crs_get_geodetic_crs(context, to);
    bool same = a && b && proj_is_equivalent_to_with_ctx(context, a, b, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS);
    proj_destroy(a);
    proj_destroy(b);
    return same;
}

static PJ *without_bound(PJ_CONTEXT *context, const PJ *crs)
{
    return proj_get_type(crs) == PJ_TYPE_BOUND_CRS ? proj_get_source_crs(context, crs) : proj_clone(context, crs);
}

static bool datum_changes(PJ_CONTEXT *context, const PJ *from, const PJ *to)
{
    PJ *a = without_bound(context, from), *b = without_bound(context, to);
    bool same = a && b && same_datum(context, a, b);
    proj_destroy(a);
    proj_destroy(b);
    return !same;
}

static const char *note_of(Transform *t, const PJ *operation)
{
    const char *name = proj_get_name(operation), *ballpark = t->ballpark ? "; ballpark: no datum shift is known" : "";
    char number[NUMBER_TEXT_SIZE];
    if (!name || !name[0]) name = "unnamed operation";
    const char *const idle[] = {"axis order change (2D) + ", " + axis order change (2D)"};
    for (int i = 0; i < 2; i++) name = text_replace(t->arena, name, idle[i], "");
    if (t->accuracy_m < 0) return arena_printf(t->arena, "%s; accuracy unknown%s", name, ballpark);
    return arena_printf(t->arena, "%s; accuracy %s m%s", name, number_text(t->accuracy_m, number), ballpark);
}

static void describe(Transform *t, const PJ *operation)
{
    double accuracy = proj_coordoperation_get_accuracy(t->context, operation);
    t->accuracy_m = accuracy >= 0 && isfinite(accuracy) ? accuracy : -1;
    t->ballpark = proj_coordoperation_has_ballpark_transformation(t->context, operation);
    t->note = note_of(t, operation);
}

// ---- opening

static bool open_operation(Transform *t, const Crs *from, const Crs *to)
{
    PJ *a = proj_create(t->context, crs_wkt(from)), *b = proj_create(t->context, crs_wkt(to));
    PJ *raw = a && b ? proj_create_crs_to_crs_from_pj(t->context, a, b, NULL, NULL) : NULL;
    t->any = raw ? proj_normalize_for_visualization(t->context, raw) : NULL;
    if (t->any) t->shifts_datum = datum_changes(t->context, a, b);
    proj_destroy(raw);
    proj_destroy(a);
    proj_destroy(b);
    return t->any != NULL;
}

static void take_projections(Transform *t, const Crs *from, const Crs *to)
{
    const Projection *a = crs_projection(from), *b = crs_projection(to);
    t->has_projections = a && b;
    if (!t->has_projections) return;
    t->from = *a;
    t->to = *b;
}

bool transform_open(const Crs *from, const Crs *to, Transform **out, Err *err)
{
    Arena *arena = arena_open();
    Transform *t = arena_alloc(arena, sizeof *t);
    *t = (Transform){.arena = arena,
                     .context = crs_proj_context(),
                     .to_geographic = crs_is_geographic(to),
                     .probe_step = crs_is_geographic(from) ? 1 : 1e5,
                     .accuracy_m = -1,
                     .note = ""};
    take_projections(t, from, to);
    if (crs_same(from, to) || open_operation(t, from, to)) {
        *out = t;
        return true;
    }
    const char *reason = proj_context_errno_string(t->context, proj_context_errno(t->context));
    err_set(err, ERR_INPUT, _("PROJ knows no way from %s (%s) to %s (%s): %s."), crs_label(from), crs_name(from),
            crs_label(to), crs_name(to), reason ? reason : "-");
    transform_close(t);
    return false;
}

void transform_close(Transform *t)
{
    if (!t) return;
    proj_destroy(t->best);
    proj_destroy(t->any);
    proj_context_destroy(t->context);
    arena_close(t->arena);
}

// ---- settling

static PJ *working(const Transform *t)
{
    return t->best ? t->best : t->any;
}

static bool formulas_agree_at(const Transform *t, double x, double y)
{
    PJ_COORD theirs = proj_trans(working(t), PJ_FWD, proj_coord(x, y, 0, 0));
    projection_inverse(&t->from, &x, &y, 1);
    projection_forward(&t->to, &x, &y, 1);
    double limit = t->to_geographic ? 5e-9 : 5e-4;
    return fabs(theirs.xy.x - x) < limit && fabs(theirs.xy.y - y) < limit;
}

// Nine places, 100 km apart, must agree to half a millimetre. Of the outer ones those that PROJ cannot do do not count.
static bool formulas_agree(const Transform *t, double x, double y)
{
    if (!t->has_projections || !formulas_agree_at(t, x, y)) return false;
    for (int i = 0; i < 9; i++) {
        int east = i % 3 - 1, north = i / 3 - 1;
        double px = x + east * t->probe_step, py = y + north * t->probe_step;
        PJ_COORD theirs = proj_trans(working(t), PJ_FWD, proj_coord(px, py, 0, 0));
        if (isfinite(theirs.xy.x) && !formulas_agree_at(t, px, py)) return false;
    }
    return true;
}

void transform_settle(Transform *t, double x, double y)
{
    if (!t->any || t->best) return;
    PJ_COORD there = proj_trans(t->any, PJ_FWD, proj_coord(x, y, 0, 0));
    if (!isfinite(there.xy.x) || !isfinite(there.xy.y)) return;
    t->best = proj_trans_get_last_used_operation(t->any);
    if (!t->best) return;
    describe(t, t->best);
    t->has_formulas = formulas_agree(t, x, y);
}

const char *transform_note(const Transform *t)
{
    return t->note;
}

bool transform_shifts_datum(const Transform *t)
{
    return t->shifts_datum;
}

bool transform_is_ballpark(const Transform *t)
{
    return t->ballpark;
}

double transform_accuracy_m(const Transform *t)
{
    return t->accuracy_m;
}

bool transform_has_formulas(const Transform *t)
{
    return t->has_formulas;
}

// ---- doing it

static void settle_by_first(Transform *t, const double *x, const double *y, size_t count)
{
    for (size_t i = 0; i < count && !t->best; i++) {
        if (isfinite(x[i]) && isfinite(y[i])) transform_settle(t, x[i], y[i]);
    }
}

static void round_points(const Transform *t, double *x, double *y, size_t count)
{
    double steps = t->to_geographic ? 1e8 : 1e3;
    for (size_t i = 0; i < count; i++) {
        bool good = isfinite(x[i]) && isfinite(y[i]);
        x[i] = good ? round(x[i] * steps) / steps : NAN;
        y[i] = good ? round(y[i] * steps) / steps : NAN;
    }
}

void transform_points(Transform *t, double *x, double *y, size_t count)
{
    if (t->any && !t->best) settle_by_first(t, x, y, count);
    if (t->has_formulas) {
        projection_inverse(&t->from, x, y, count);
        projection_forward(&t->to, x, y, count);
    } else if (t->any && count > 0) {
        size_t step = sizeof *x;
        proj_trans_generic(working(t), PJ_FWD, x, step, count, y, step, count, NULL, 0, 0, NULL, 0, 0);
    }
    round_points(t, x, y, count);
}
