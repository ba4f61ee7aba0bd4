#include "land/projection.h"

#include <assert.h>
#include <math.h>

#include "base/vmath.h"

static const double PI = 3.14159265358979323846;
static const double DEGREE = 3.14159265358979323846 / 180;

static double sinh_of(double x)
{
    double up = exact_exp(x);
    return 0.5 * (up - 1 / up);
}

static double asinh_of(double x)
{
    double size = fabs(x), value = exact_log(size + sqrt(size * size + 1));
    return x < 0 ? -value : value;
}

static double atanh_of(double x)
{
    return 0.5 * exact_log((1 + x) / (1 - x));
}

static double angle_of(double y, double x) // atan2, x and y not both 0
{
    if (fabs(x) >= fabs(y)) {
        double angle = exact_atan(y / x);
        if (x >= 0) return angle;
        return y < 0 ? angle - PI : angle + PI;
    }
    double angle = exact_atan(x / y);
    return y < 0 ? -0.5 * PI - angle : 0.5 * PI - angle;
}

static double wrapped(double degrees) // a difference of longitudes in [-180, 180]
{
    if (degrees > 180) return degrees - 360;
    if (degrees < -180) return degrees + 360;
    return degrees;
}

// tan of the conformal latitude from tan of the latitude (Karney 2011, eq. 7-9).
static double conformal_tan(const Projection *p, double tau)
{
    double secant = sqrt(1 + tau * tau), sigma = sinh_of(p->e * atanh_of(p->e * tau / secant));
    return tau * sqrt(1 + sigma * sigma) - sigma * secant;
}

// And back, by Newton's method (Karney 2011, eq. 19-21); the count of steps is fixed, three suffice for any latitude.
static double geographic_tan(const Projection *p, double tau_conformal)
{
    double e2 = p->def.ellipsoid.e2, tau = tau_conformal / (1 - e2);
    for (int i = 0; i < 4; i++) {
        double at = conformal_tan(p, tau);
        double slope = (1 + (1 - e2) * tau * tau) / ((1 - e2) * sqrt(1 + tau * tau));
        tau += (tau_conformal - at) / sqrt(1 + at * at) * slope;
    }
    return tau;
}

static double parallel_radius(const Projection *p, double lat) // Snyder's m, in units of a
{
    double s = exact_sin(lat * DEGREE);
    return exact_cos(lat * DEGREE) / sqrt(1 - p->def.ellipsoid.e2 * s * s);
}

static double isometric(const Projection *p, double lat)
{
    return asinh_of(conformal_tan(p, exact_tan(lat * DEGREE)));
}

double ellipsoid_q(const Ellipsoid *ellipsoid, double lat)
{
    double e2 = ellipsoid->e2, s = exact_sin(lat * DEGREE);
    if (e2 <= 0) return 2 * s;
    double e = sqrt(e2);
    return (1 - e2) * (s / (1 - e2 * s * s) + atanh_of(e * s) / e);
}

double ellipsoid_area_density(const Ellipsoid *ellipsoid, double lat)
{
    double s = exact_sin(lat * DEGREE), w2 = 1 - ellipsoid->e2 * s * s;
    return ellipsoid->a * ellipsoid->a * (1 - ellipsoid->e2) * exact_cos(lat * DEGREE) / (w2 * w2);
}

// ---- transverse Mercator

static void tm_series(Projection *p, double n)
{
    double n2 = n * n, n3 = n2 * n, n4 = n2 * n2, n5 = n4 * n, n6 = n3 * n3;
    const double alpha[6] = {
        n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180 - 127 * n5 / 288 + 7891 * n6 / 37800,
        13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440 + 281 * n5 / 630 - 1983433 * n6 / 1935360,
        61 * n3 / 240 - 103 * n4 / 140 + 15061 * n5 / 26880 + 167603 * n6 / 181440,
        49561 * n4 / 161280 - 179 * n5 / 168 + 6601661 * n6 / 7257600,
        34729 * n5 / 80640 - 3418889 * n6 / 1995840,
        212378941 * n6 / 319334400,
    };
    const double beta[6] = {
        n / 2 - 2 * n2 / 3 + 37 * n3 / 96 - n4 / 360 - 81 * n5 / 512 + 96199 * n6 / 604800,
        n2 / 48 + n3 / 15 - 437 * n4 / 1440 + 46 * n5 / 105 - 1118711 * n6 / 3870720,
        17 * n3 / 480 - 37 * n4 / 840 - 209 * n5 / 4480 + 5569 * n6 / 90720,
        4397 * n4 / 161280 - 11 * n5 / 504 - 830251 * n6 / 7257600,
        4583 * n5 / 161280 - 108847 * n6 / 3991680,
        20648693 * n6 / 638668800,
    };
    for (int j = 0; j < 6; j++) {
        p->alpha[j] = alpha[j];
        p->beta[j] = beta[j];
    }
}

typedef struct Complex {
    double re, im;
} Complex;

// Sum over j of weight_j sin(2 j (re + i im)), or of 2 j weight_j cos(...) when `slope` is set.
static Complex tm_sum(const double weight[6], double re, double im, bool slope)
{
    double s1 = exact_sin(2 * re), c1 = exact_cos(2 * re), up = exact_exp(2 * im), down = 1 / up;
    double s = 0, c = 1, grow = 1, shrink = 1;
    Complex sum = {0, 0};
    for (int j = 0; j < 6; j++) {
        double next = s * c1 + c * s1;
        c = c * c1 - s * s1;
        s = next;
        grow *= up;
        shrink *= down;
        double ch = 0.5 * (grow + shrink), sh = 0.5 * (grow - shrink);
        double w = slope ? 2 * (j + 1) * weight[j] : weight[j];
        sum.re += slope ? w * c * ch : w * s * ch;
        sum.im += slope ? -w * s * sh : w * c * sh;
    }
    return sum;
}

// Gauss-Schreiber coordinates: transverse Mercator of the conformal sphere.
static Complex tm_sphere(const Projection *p, double lon, double lat)
{
    double lambda = wrapped(lon - p->def.lon0) * DEGREE, tau = conformal_tan(p, exact_tan(lat * DEGREE));
    double cosine = exact_cos(lambda);
    return (Complex){angle_of(tau, cosine), asinh_of(exact_sin(lambda) / sqrt(tau * tau + cosine * cosine))};
}

static void tm_forward(const Projection *p, double *x, double *y)
{
    double offset = fabs(wrapped(*x - p->def.lon0));
    if (!(offset < 80) || !(fabs(*y) < 90)) { // the series has lost its millimetre by then
        *x = *y = NAN;
        return;
    }
    Complex at = tm_sphere(p, *x, *y), more = tm_sum(p->alpha, at.re, at.im, false);
    *x = p->def.false_east + p->radius * (at.im + more.im);
    *y = p->def.false_north + (p->radius * (at.re + more.re) - p->y_origin);
}

static void tm_inverse(const Projection *p, double *x, double *y)
{
    double xi = (*y - p->def.false_north + p->y_origin) / p->radius, eta = (*x - p->def.false_east) / p->radius;
    if (!(fabs(xi) < 0.5 * PI) || !(fabs(eta) < 1)) {
        *x = *y = NAN;
        return;
    }
    Complex less = tm_sum(p->beta, xi, eta, false);
    double re = xi - less.re, im = eta - less.im, sh = sinh_of(im), cosine = exact_cos(re);
    double tau = geographic_tan(p, exact_sin(re) / sqrt(sh * sh + cosine * cosine));
    *x = wrapped(p->def.lon0 + angle_of(sh, cosine) / DEGREE);
    *y = exact_atan(tau) / DEGREE;
}

static void tm_make(Projection *p)
{
    double a = p->def.ellipsoid.a, b = a * sqrt(1 - p->def.ellipsoid.e2), n = (a - b) / (a + b), n2 = n * n;
    tm_series(p, n);
    p->radius = p->def.scale * a / (1 + n) * (1 + n2 / 4 + n2 * n2 / 64 + n2 * n2 * n2 / 256);
    Complex at = tm_sphere(p, p->def.lon0, p->def.lat0), more = tm_sum(p->alpha, at.re, at.im, false);
    p->y_origin = p->radius * (at.re + more.re);
}

static double tm_areal_scale(const Projection *p, double lon, double lat)
{
    double lambda = (lon - p->def.lon0) * DEGREE, cosine = exact_cos(lambda), s = exact_sin(lat * DEGREE);
    double tau = exact_tan(lat * DEGREE), conformal = conformal_tan(p, tau);
    double sphere2 = (1 - p->def.ellipsoid.e2 * s * s) * (1 + tau * tau) / (conformal * conformal + cosine * cosine);
    Complex at = tm_sphere(p, lon, lat), slope = tm_sum(p->alpha, at.re, at.im, true);
    double stretch = p->radius / p->def.ellipsoid.a;
    return stretch * stretch * sphere2 * ((1 + slope.re) * (1 + slope.re) + slope.im * slope.im);
}

// ---- cones

static double cone_radius(const Projection *p, double lat)
{
    if (p->def.kind == PROJECTION_LCC) return p->factor * exact_exp(-p->cone * isometric(p, lat));
    double square = p->factor - p->cone * ellipsoid_q(&p->def.ellipsoid, lat);
    return p->def.ellipsoid.a * sqrt(square < 0 ? 0 : square) / p->cone;
}

static void cone_forward(const Projection *p, double *x, double *y)
{
    if (!(fabs(*y) < 90)) {
        *x = *y = NAN;
        return;
    }
    double radius = cone_radius(p, *y), angle = p->cone * wrapped(*x - p->def.lon0) * DEGREE;
    *x = p->def.false_east + radius * exact_sin(angle);
    *y = p->def.false_north + (p->y_origin - radius * exact_cos(angle));
}

static double lcc_latitude(const Projection *p, double radius)
{
    double psi = exact_log(p->factor / radius) / p->cone;
    return exact_atan(geographic_tan(p, sinh_of(psi))) / DEGREE;
}

// Newton's method for q (Snyder 1987, eq. 3-16), in the sine.
static double albers_latitude(const Projection *p, double radius)
{
    double share = radius * p->cone / p->def.ellipsoid.a, q = (p->factor - share * share) / p->cone;
    double e2 = p->def.ellipsoid.e2, s = q / 2;
    if (!(fabs(q) < ellipsoid_q(&p->def.ellipsoid, 90))) return NAN;
    for (int i = 0; i < 8; i++) {
        double w = 1 - e2 * s * s, at = (1 - e2) * (s / w + atanh_of(p->e * s) / p->e);
        s += (q - at) * w * w / (2 * (1 - e2));
        if (s > 1) s = 1;
        if (s < -1) s = -1;
    }
    return exact_atan(s / sqrt(1 - s * s)) / DEGREE;
}

static void cone_inverse(const Projection *p, double *x, double *y)
{
    double east = *x - p->def.false_east, north = p->y_origin - (*y - p->def.false_north);
    double radius = sqrt(east * east + north * north);
    if (!(radius > 0)) {
        *x = *y = NAN;
        return;
    }
    double sign = p->cone < 0 ? -1 : 1, angle = angle_of(sign * east, sign * north);
    *y = p->def.kind == PROJECTION_LCC ? lcc_latitude(p, sign * radius) : albers_latitude(p, radius);
    *x = wrapped(p->def.lon0 + angle / p->cone / DEGREE);
}

static bool cone_make(Projection *p)
{
    const ProjectionDef *def = &p->def;
    bool lcc = def->kind == PROJECTION_LCC, one = def->lat1 == def->lat2;
    double m1 = parallel_radius(p, def->lat1), m2 = parallel_radius(p, def->lat2);
    if (lcc) {
        double psi1 = isometric(p, def->lat1), psi2 = isometric(p, def->lat2);
        p->cone = one ? exact_sin(def->lat1 * DEGREE) : (exact_log(m1) - exact_log(m2)) / (psi2 - psi1);
        p->factor = def->ellipsoid.a * def->scale * m1 / p->cone * exact_exp(p->cone * psi1);
    } else {
        double q1 = ellipsoid_q(&def->ellipsoid, def->lat1), q2 = ellipsoid_q(&def->ellipsoid, def->lat2);
        p->cone = one ? exact_sin(def->lat1 * DEGREE) : (m1 * m1 - m2 * m2) / (q2 - q1);
        p->factor = m1 * m1 + p->cone * q1;
    }
    p->y_origin = cone_radius(p, def->lat0);
    return isfinite(p->cone) && fabs(p->cone) > 1e-6 && isfinite(p->factor) && isfinite(p->y_origin);
}

static double cone_areal_scale(const Projection *p, double lat)
{
    if (p->def.kind == PROJECTION_ALBERS) return 1;
    double scale = p->cone * cone_radius(p, lat) / (p->def.ellipsoid.a * parallel_radius(p, lat));
    return scale * scale;
}

// ---- all of them

static bool def_is_sound(const ProjectionDef *def)
{
    const double angles[] = {def->lat0, def->lat1, def->lat2};
    for (int i = 0; i < 3; i++) {
        if (!(fabs(angles[i]) < 90)) return false;
    }
    return def->ellipsoid.a > 0 && def->ellipsoid.e2 > 0 && def->ellipsoid.e2 < 0.1 && isfinite(def->lon0) &&
           isfinite(def->false_east) && isfinite(def->false_north);
}

bool projection_make(const ProjectionDef *def, Projection *out)
{
    *out = (Projection){.def = *def};
    if (!def_is_sound(def)) return false;
    out->e = sqrt(def->ellipsoid.e2);
    if (def->kind == PROJECTION_NONE) return true;
    if (!(def->scale > 0)) return false;
    if (def->kind != PROJECTION_TM) return cone_make(out);
    tm_make(out);
    return true;
}

typedef void Step(const Projection *p, double *x, double *y);

static void each(Step *step, const Projection *p, double *x, double *y, size_t count)
{
    for (size_t i = 0; i < count; i++) step(p, &x[i], &y[i]);
}

void projection_forward(const Projection *p, double *x, double *y, size_t count)
{
    if (p->def.kind == PROJECTION_NONE) return;
    each(p->def.kind == PROJECTION_TM ? tm_forward : cone_forward, p, x, y, count);
}

void projection_inverse(const Projection *p, double *x, double *y, size_t count)
{
    if (p->def.kind == PROJECTION_NONE) return;
    each(p->def.kind == PROJECTION_TM ? tm_inverse : cone_inverse, p, x, y, count);
}

double projection_areal_scale(const Projection *p, double lon, double lat)
{
    assert(p->def.kind != PROJECTION_NONE);
    return p->def.kind == PROJECTION_TM ? tm_areal_scale(p, lon, lat) : cone_areal_scale(p, lat);
}
