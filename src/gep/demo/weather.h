// weather.h - daily weather at the stations, whose sums and means over a month are those of the maps at the station.
#ifndef QINGSHAN_GEP_DEMO_WEATHER_H
#define QINGSHAN_GEP_DEMO_WEATHER_H

#include "base/arena.h"
#include "base/err.h"
#include "land/grid.h"

typedef struct WeatherSite {
    const char *id, *name;
    double x, y, elevation_m; // the middle of a cell of the climate maps, and that cell's height
} WeatherSite;

enum { WEATHER_DAYS = 31 };
typedef struct WeatherMonth { // tenths: 0.1 mm, 0.1 degC, percent, 0.1 m/s, 0.1 h
    int days;
    int rain[WEATHER_DAYS], mean[WEATHER_DAYS], most[WEATHER_DAYS], least[WEATHER_DAYS];
    int humidity[WEATHER_DAYS], wind[WEATHER_DAYS], sun[WEATHER_DAYS];
} WeatherMonth;

// index: of the site, for its own share of chance. climate_year: as in climate.h; date_year: whose days they are.
void weather_month(const WeatherSite *site, int index, int climate_year, int date_year, int month, WeatherMonth *out);
// Writes tables/stations.csv, tables/rain.csv, tables/weather_{year}.csv and tables/normal/ into a folder.
MUST_CHECK bool weather_write(Arena *arena, const char *folder, const WeatherSite *sites, int count, Err *err);

#endif
