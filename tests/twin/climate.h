// climate.h - the naive twin's weather: daily series, what they give at each station, and the way to the cells.
#ifndef QINGSHAN_TESTS_TWIN_CLIMATE_H
#define QINGSHAN_TESTS_TWIN_CLIMATE_H

#include "land.h"

enum { TWIN_SITES = 16, TWIN_DAYS = 366, TWIN_YEARS = 8, TWIN_VARIABLES = 6 };
enum { TWIN_TMEAN, TWIN_TMAX, TWIN_TMIN, TWIN_RH, TWIN_WIND, TWIN_SUN };

typedef struct TwinSites {
    size_t count;
    const char *id[TWIN_SITES];
    double x[TWIN_SITES], y[TWIN_SITES], z[TWIN_SITES], lat[TWIN_SITES];
} TwinSites;

typedef struct TwinSeries { // one variable; NaN where there is no reading
    int first_year, last_year;
    double (*day)[TWIN_YEARS][TWIN_DAYS]; // [site][year - first_year][day of the year]
} TwinSeries;

static inline bool twin_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static inline int twin_month_days(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && twin_leap(year) ? 1 : 0);
}

static inline int twin_month_start(int year, int month)
{
    int day = 0;
    for (int m = 1; m < month; m++) day += twin_month_days(year, m);
    return day;
}

// ---- reading

static inline TwinSites twin_sites(const Twin *twin)
{
    TwinSites out = {0};
    Err err;
    Crs *degrees = NULL, *grid = NULL;
    Transform *transform = NULL;
    TwinCsv csv = twin_csv(twin->arena, twin_path(twin, "tables/stations.csv"));
    if (!crs_open("EPSG:4490", &degrees, &err) || !crs_open(twin->grid.crs, &grid, &err) ||
        !transform_open(degrees, grid, &transform, &err))
        fail_msg("%s", err.text);
    for (size_t row = 1; row < csv.count; row++) {
        char **cells = csv.rows[row];
        size_t s = out.count++;
        assert_true(s < TWIN_SITES);
        out.id[s] = cells[twin_column(&csv, "站号")];
        out.x[s] = twin_number(cells[twin_column(&csv, "经度")]);
        out.y[s] = out.lat[s] = twin_number(cells[twin_column(&csv, "纬度")]);
        out.z[s] = twin_number(cells[twin_column(&csv, "海拔(m)")]);
    }
    transform_points(transform, out.x, out.y, out.count); // rounded to 1 mm, as crs.h says
    transform_close(transform);
    crs_close(degrees);
    crs_close(grid);
    return out;
}

static inline size_t twin_site_index(const TwinSites *sites, const char *id)
{
    for (size_t s = 0; s < sites->count; s++) {
        if (strcmp(sites->id[s], id) == 0) return s;
    }
    fail_msg("no site %s", id);
    return 0;
}

static inline TwinSeries twin_series(const Twin *twin, const TwinSites *sites, const TwinCsv *csv, const char *column)
{
    TwinSeries out = {.first_year = 9999, .day = arena_array(twin->arena, TWIN_SITES, sizeof *out.day)};
    int id = twin_column(csv, "站号"), date = twin_column(csv, "日期"), value = twin_column(csv, column);
    for (size_t row = 1; row < csv->count; row++) {
        int year = (int)strtol(csv->rows[row][date], NULL, 10);
        if (year < out.first_year) out.first_year = year;
        if (year > out.last_year) out.last_year = year;
    }
    assert_true(out.last_year - out.first_year < TWIN_YEARS);
    for (size_t i = 0; i < (size_t)TWIN_SITES * TWIN_YEARS * TWIN_DAYS; i++)
        out.day[i / (TWIN_YEARS * TWIN_DAYS)][i / TWIN_DAYS % TWIN_YEARS][i % TWIN_DAYS] = NAN;
    for (size_t row = 1; row < csv->count; row++) {
        char *text = csv->rows[row][date];
        int year = (int)strtol(text, &text, 10), month = (int)strtol(text + 1, &text, 10),
            day = (int)strtol(text + 1, NULL, 10);
        size_t site = twin_site_index(sites, csv->rows[row][id]);
        out.day[site][year - out.first_year][twin_month_start(year, month) + day - 1] =
            twin_number(csv->rows[row][value]);
    }
    return out;
}

static inline const double *twin_year(const TwinSeries *series, size_t site, int year)
{
    assert_true(series->first_year <= year && year <= series->last_year);
    return series->day[site][year - series->first_year];
}

// ---- what a year of days gives

// A year counts when no more days are missing than `most`, and no month is missing whole.
static inline bool twin_complete(const double *day, int year, double most)
{
    int missing = 0;
    for (int month = 1; month <= 12; month++) {
        int start = twin_month_start(year, month), length = twin_month_days(year, month), here = 0;
        for (int d = start; d < start + length; d++) here += isnan(day[d]) ? 0 : 1;
        if (here == 0) return false;
        missing += length - here;
    }
    return missing <= most;
}

// The sum of a month (mean false) with its missing days at the mean of the others, or that mean.
static inline double twin_month(const double *day, int year, int month, bool mean)
{
    int start = twin_month_start(year, month), length = twin_month_days(year, month), here = 0;
    double sum = 0;
    for (int d = start; d < start + length; d++) {
        if (isnan(day[d])) continue;
        sum += day[d];
        here++;
    }
    return mean ? sum / here : sum / here * length;
}

// Zhang Wenbo's half-month model: the sum over 24 half-months is that over all days.
static inline double twin_r1(const TwinSeries *rain, size_t site, int year, double most)
{
    double sum = 0, days = 0, years = 0, power = 0;
    for (int y = rain->first_year; y <= rain->last_year; y++) {
        const double *day = twin_year(rain, site, y);
        if (!twin_complete(day, y, most)) continue;
        years++;
        for (int d = 0; d < TWIN_DAYS; d++) {
            if (!(day[d] >= 12)) continue;
            sum += day[d];
            days++;
        }
    }
    double gamma = 0.8363 + 18.144 / (sum / days) + 24.455 / (sum / years), alpha = 21.586 * pow(gamma, -7.1891);
    const double *day = twin_year(rain, site, year);
    if (!twin_complete(day, year, most)) return NAN;
    for (int d = 0; d < TWIN_DAYS; d++) power += day[d] >= 12 ? pow(day[d], gamma) : 0;
    return alpha * power;
}

// Cold and warm months; HJ 1173-2021.
static inline double twin_r2(const TwinSeries *rain, size_t site, int year, double threshold, double most)
{
    const double *day = twin_year(rain, site, year);
    double sum = 0;
    if (!twin_complete(day, year, most)) return NAN;
    for (int d = 0; d < TWIN_DAYS; d++) {
        bool warm = d >= twin_month_start(year, 5) && d < twin_month_start(year, 10);
        if (day[d] >= threshold) sum += (warm ? 0.3937 : 0.3101) * pow(day[d], 1.7265);
    }
    return sum;
}

// FAO-56 Penman-Monteith, eq. 6, for day d (from 0).
static inline double twin_penman(const double *const v[TWIN_VARIABLES], int d, double lat_deg, double z, double height,
                                 const double angstrom[2])
{
    double hot = v[TWIN_TMAX][d], cold = v[TWIN_TMIN][d], mean = (hot + cold) / 2, lat = lat_deg * M_PI / 180;
    double sun = 0.409 * sin(2 * M_PI * (d + 1) / 365 - 1.39), near = 1 + 0.033 * cos(2 * M_PI * (d + 1) / 365);
    double set = acos(-tan(lat) * tan(sun));
    double above = 24 * 60 / M_PI * 0.0820 * near * (set * sin(lat) * sin(sun) + cos(lat) * cos(sun) * sin(set));
    double bright = fmin(v[TWIN_SUN][d] / (24 / M_PI * set), 1);
    double solar = (angstrom[0] + angstrom[1] * bright) * above, clear = (0.75 + 2e-5 * z) * above;
    double full_hot = 0.6108 * exp(17.27 * hot / (hot + 237.3)),
           full_cold = 0.6108 * exp(17.27 * cold / (cold + 237.3));
    double full = (full_hot + full_cold) / 2, vapour = v[TWIN_RH][d] / 100 * full;
    double black = 4.903e-9 * (pow(hot + 273.16, 4) + pow(cold + 273.16, 4)) / 2;
    double net = 0.77 * solar - black * (0.34 - 0.14 * sqrt(vapour)) * (1.35 * fmin(solar / clear, 1) - 0.35);
    double slope = 4098 * 0.6108 * exp(17.27 * mean / (mean + 237.3)) / pow(mean + 237.3, 2);
    double psychro = 0.665e-3 * 101.3 * pow((293 - 0.0065 * z) / 293, 5.26);
    double wind = v[TWIN_WIND][d] * 4.87 / log(67.8 * height - 5.42);
    if (isnan(v[TWIN_SUN][d])) return NAN; // fmin swallows it
    return (0.408 * slope * net + psychro * 900 / (mean + 273) * wind * (full - vapour)) /
           (slope + psychro * (1 + 0.34 * wind));
}

// ---- to the cells

// Inverse distance to a power; power 0: the nearest site alone. Sites without a value take no part.
static inline double twin_carry(const Twin *twin, const TwinSites *sites, const double *value, double power,
                                size_t cell)
{
    size_t col = cell % (size_t)twin->grid.width, row = cell / (size_t)twin->grid.width;
    double x = twin->grid.x0 + ((double)col + 0.5) * twin->grid.cell_m,
           y = twin->grid.y0 - ((double)row + 0.5) * twin->grid.cell_m;
    double sum = 0, weights = 0, nearest = INFINITY, at_nearest = NAN;
    for (size_t s = 0; s < sites->count; s++) {
        if (isnan(value[s])) continue;
        double distance = hypot(x - sites->x[s], y - sites->y[s]), weight = pow(distance, -power);
        if (distance <= 0.001) return value[s]; // the demonstration's stations stand in the middle of cells
        sum += weight * value[s];
        weights += weight;
        if (distance >= nearest) continue;
        nearest = distance;
        at_nearest = value[s];
    }
    return power == 0 ? at_nearest : sum / weights;
}

static inline const double *twin_spread(const Twin *twin, const TwinSites *sites, const double *value, double power)
{
    double *out = arena_array(twin->arena, twin->count, sizeof *out);
    for (size_t i = 0; i < twin->count; i++) {
        if (twin->inside[i] > 0) out[i] = twin_carry(twin, sites, value, power, i);
    }
    return out;
}

#endif
