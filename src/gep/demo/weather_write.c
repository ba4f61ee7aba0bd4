// weather_write.c - the stations' tables.
#include "base/file.h"
#include "base/text.h"
#include "gep/demo/border.h"
#include "gep/demo/climate.h"
#include "gep/demo/cover.h"
#include "gep/demo/table_text.h"
#include "gep/demo/weather.h"
#include "land/crs.h"

enum { NORMAL_FIRST = 2001, NORMAL_YEARS = 4 }; // dates of the normal's days: invented years that follow each other

static void add_tenths(StrBuf *text, int value)
{
    strbuf_printf(text, ",%s%d.%d", value < 0 ? "-" : "", (value < 0 ? -value : value) / 10,
                  (value < 0 ? -value : value) % 10);
}

typedef void AddDay(StrBuf *text, const WeatherMonth *month, int day);

static void add_rain(StrBuf *text, const WeatherMonth *month, int day)
{
    add_tenths(text, month->rain[day]);
}

static void add_others(StrBuf *text, const WeatherMonth *month, int day)
{
    add_tenths(text, month->mean[day]);
    add_tenths(text, month->most[day]);
    add_tenths(text, month->least[day]);
    strbuf_printf(text, ",%d", month->humidity[day]);
    add_tenths(text, month->wind[day]);
    add_tenths(text, month->sun[day]);
}

typedef struct Days {
    const char *header;
    AddDay *add;
    int first_year, last_year;
    bool normal;
} Days;

static void add_year(StrBuf *text, const Days *days, const WeatherSite *site, int index, int year)
{
    for (int month = 1; month <= 12; month++) {
        WeatherMonth weather;
        weather_month(site, index, days->normal ? CLIMATE_NORMAL : year, year, month, &weather);
        for (int day = 0; day < weather.days; day++) {
            strbuf_printf(text, "%s,%d-%02d-%02d", site->id, year, month, day + 1);
            days->add(text, &weather, day);
            strbuf_add(text, "\r\n");
        }
    }
}

static bool write_days(const char *path, const Days *days, const WeatherSite *sites, int count, Err *err)
{
    Arena *arena = arena_open();
    StrBuf text = table_text_open(arena, days->header);
    for (int index = 0; index < count; index++) {
        for (int year = days->first_year; year <= days->last_year; year++)
            add_year(&text, days, &sites[index], index, year);
    }
    bool done = file_write(path, text.data, text.size, err);
    arena_close(arena);
    return done;
}

static bool write_sites(Arena *arena, const char *path, const WeatherSite *sites, int count, Err *err)
{
    Crs *grid = NULL, *degrees = NULL;
    Transform *transform = NULL;
    bool done = crs_open(DEMO_CRS, &grid, err) && crs_open("EPSG:4490", &degrees, err) &&
                transform_open(grid, degrees, &transform, err);
    StrBuf text = table_text_open(arena, "站号,站名,经度,纬度,海拔(m)");
    for (int i = 0; done && i < count; i++) {
        double lon = sites[i].x, lat = sites[i].y;
        transform_points(transform, &lon, &lat, 1);
        strbuf_printf(&text, "%s,%s,%.8f,%.8f,%.4f\r\n", sites[i].id, sites[i].name, lon, lat, sites[i].elevation_m);
    }
    done = done && file_write(path, text.data, text.size, err);
    transform_close(transform);
    crs_close(degrees);
    crs_close(grid);
    return done;
}

bool weather_write(Arena *arena, const char *folder, const WeatherSite *sites, int count, Err *err)
{
    static const char rain[] = "站号,日期,降水量",
                      others[] = "站号,日期,平均气温,最高气温,最低气温,相对湿度,风速,日照时数";
    char *tables = file_join(arena, folder, "tables"), *normal = file_join(arena, tables, "normal");
    Days all = {rain, add_rain, CLIMATE_FIRST, CLIMATE_LAST, false};
    Days normal_rain = {rain, add_rain, NORMAL_FIRST, NORMAL_FIRST + NORMAL_YEARS - 1, true};
    Days normal_others = {others, add_others, NORMAL_FIRST, NORMAL_FIRST + NORMAL_YEARS - 1, true};
    bool done = file_make_folders(normal, err) &&
                write_sites(arena, file_join(arena, tables, "stations.csv"), sites, count, err) &&
                write_days(file_join(arena, tables, "rain.csv"), &all, sites, count, err) &&
                write_days(file_join(arena, normal, "rain.csv"), &normal_rain, sites, count, err) &&
                write_days(file_join(arena, normal, "weather.csv"), &normal_others, sites, count, err);
    for (int k = 0; done && k < DEMO_YEARS; k++) {
        int year = demo_year_number((DemoYear)k);
        Days one = {others, add_others, year, year, false};
        done =
            write_days(file_join(arena, tables, arena_printf(arena, "weather_%d.csv", year)), &one, sites, count, err);
    }
    return done;
}
