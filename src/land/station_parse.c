// station_parse.c - rows of daily values, long or wide, to whole series. See station.h.
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/message.h"
#include "base/text.h"
#include "land/station_internal.h"

enum {
    FIRST_YEAR = 1800,
    LAST_YEAR = 2200,
    VALUES_MAX = 20 << 20, // of all sites, days and variables: 500 sites for 110 years
};

typedef struct Parse {
    Arena *arena;
    const StationRequest *request;
    const Table *table;
    Err *err;
    bool wide;
    int date_column, site_column; // -1: one site
    size_t variable_count;
    const char **variables;
    int *value_columns; // long: of each variable
    double *factors;    // long: of each variable; wide: of each site
    size_t site_count;
    const char **ids;  // sorted
    int *site_columns; // wide: of each site
    int first_day, day_count;
    int *row_days;
    double **values; // of each variable [site * day_count + day]
    int *filled_by;  // [site * day_count + day] of the variable under way: row + 1, 0 while empty
} Parse;

static bool given(const char *text)
{
    return text && *text;
}

// ---- variables and their columns --------------------------------------------------------------------------

// The variable of a list of one: its id, or what it stands for.
static const char *variable_of_id(const char *id)
{
    static const char *const names[][2] = {{"rain", "p"}, {"precip", "p"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (text_equal(id, names[i][0])) return names[i][1];
    }
    return id;
}

static bool find_variables(Parse *parse)
{
    const StationRequest *request = parse->request;
    bool listed = !parse->wide && request->column_count > 0;
    parse->variable_count = listed ? request->column_count : 1;
    parse->variables = arena_array(parse->arena, parse->variable_count, sizeof *parse->variables);
    parse->value_columns = arena_array(parse->arena, parse->variable_count, sizeof *parse->value_columns);
    for (size_t i = 0; i < parse->variable_count; i++) {
        const char *column = listed ? request->column_names[i] : request->value;
        parse->variables[i] = listed ? request->column_variables[i] : variable_of_id(request->id);
        parse->value_columns[i] = -1;
        if (parse->wide) continue;
        if (!given(column)) {
            return err_set(parse->err, ERR_INPUT, _("stations %s: name the column of the values with value or columns"),
                           request->id);
        }
        if (!table_need_column(parse->table, column, &parse->value_columns[i], parse->err)) return false;
    }
    return true;
}

static bool find_key_columns(Parse *parse)
{
    const StationRequest *request = parse->request;
    const char *date = given(request->date) ? request->date : "date|DATETIME|日期|时间";
    parse->site_column = -1;
    if (!table_need_column(parse->table, date, &parse->date_column, parse->err)) return false;
    if (parse->wide || !given(request->site)) return true;
    return table_need_column(parse->table, request->site, &parse->site_column, parse->err);
}

// From a column's unit to the variable's own: 0.1 for 0.1mm.
static bool find_factor(const Parse *parse, const char *variable, int column, double *factor)
{
    const VariableRule *rule = station_rule(variable);
    const char *unit = parse->table->columns[column].unit;
    if (!*unit && given(parse->request->unit)) unit = parse->request->unit;
    if (!*unit) unit = parse->table->unit;
    *factor = 1;
    if (!rule || !*unit) return true;
    for (const char *at = rule->units; at; at = strchr(at, '|')) {
        at += *at == '|';
        const char *ours = arena_text_size(parse->arena, at, strcspn(at, "|"));
        if (unit_factor(unit, ours, factor)) return true;
    }
    return err_set(parse->err, ERR_INPUT,
                   _("%s, column %s: the unit \"%s\" does not convert to that of %s (%s); correct it"),
                   parse->table->path, parse->table->columns[column].header, unit, variable,
                   text_replace(parse->arena, rule->units, "|", _(" or ")));
}

// ---- sites ------------------------------------------------------------------------------------------------

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t drop_repeats(const char **sorted, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || strcmp(sorted[kept - 1], sorted[i]) != 0) sorted[kept++] = sorted[i];
    }
    return kept;
}

static bool collect_long_sites(Parse *parse)
{
    const Table *table = parse->table;
    parse->ids = arena_array(parse->arena, table->row_count, sizeof *parse->ids);
    for (size_t row = 0; row < table->row_count; row++) {
        parse->ids[row] = table_cell(table, row, parse->site_column);
        if (*parse->ids[row]) continue;
        return table_fault(table, row, parse->site_column, parse->err,
                           _("the site is missing; write its id in every row"));
    }
    qsort(parse->ids, table->row_count, sizeof *parse->ids, compare_texts);
    parse->site_count = drop_repeats(parse->ids, table->row_count);
    return true;
}

// Without a site column all rows belong to the one site of the sites table.
static bool take_only_site(Parse *parse, const Table *sites)
{
    int column;
    parse->ids = arena_array(parse->arena, 1, sizeof *parse->ids);
    parse->site_count = 1;
    parse->ids[0] = parse->request->id;
    if (!sites) return true;
    if (sites->row_count != 1) {
        return err_set(parse->err, ERR_INPUT,
                       _("stations %s: say with site which column holds the site; %s has %zu rows, not one"),
                       parse->request->id, sites->path, sites->row_count);
    }
    if (!table_need_column(sites, "StationID|site|site_id|station|station_id|id|站号|区站号|站点编号|测站编码|站点",
                           &column, parse->err)) {
        return false;
    }
    parse->ids[0] = table_cell(sites, 0, column);
    return true;
}

static bool collect_wide_sites(Parse *parse)
{
    const Table *table = parse->table;
    parse->ids = arena_array(parse->arena, table->column_count, sizeof *parse->ids);
    for (int i = 0; i < (int)table->column_count; i++) {
        const char *name = table->columns[i].name;
        if (i != parse->date_column && *name) parse->ids[parse->site_count++] = name;
    }
    qsort(parse->ids, parse->site_count, sizeof *parse->ids, compare_texts);
    if (drop_repeats(parse->ids, parse->site_count) != parse->site_count) {
        return err_set(parse->err, ERR_INPUT, _("%s: two columns have the same site; keep one"), table->path);
    }
    parse->site_columns = arena_array(parse->arena, parse->site_count, sizeof *parse->site_columns);
    for (size_t i = 0; i < parse->site_count; i++) {
        if (!table_need_column(table, parse->ids[i], &parse->site_columns[i], parse->err)) return false;
    }
    return true;
}

static bool collect_sites(Parse *parse, const Table *sites)
{
    if (parse->wide) return collect_wide_sites(parse);
    return parse->site_column >= 0 ? collect_long_sites(parse) : take_only_site(parse, sites);
}

// ---- days -------------------------------------------------------------------------------------------------

// A time of day other than midnight.
static bool has_time(const char *cell)
{
    const char *colon = strchr(cell, ':');
    if (!colon) return false;
    const char *hour = colon - cell >= 2 ? colon - 2 : cell;
    return strspn(hour, "0: ") < strlen(hour);
}

static bool read_day(const Parse *parse, size_t row, int *out)
{
    const char *cell = table_cell(parse->table, row, parse->date_column);
    Date date;
    if (!calendar_parse(cell, &date) || date.year < FIRST_YEAR || date.year > LAST_YEAR) {
        return table_fault(parse->table, row, parse->date_column, parse->err,
                           _("\"%s\" is no date; expected one such as 2012-01-31"), cell);
    }
    if (!given(parse->request->date_rule) && has_time(cell)) {
        return table_fault(parse->table, row, parse->date_column, parse->err,
                           _("\"%s\" has a time of day; with date_rule: date_part the time is ignored"), cell);
    }
    *out = calendar_day_number(date);
    return true;
}

static bool read_days(Parse *parse)
{
    int first = INT_MAX, last = INT_MIN;
    parse->row_days = arena_array(parse->arena, parse->table->row_count, sizeof *parse->row_days);
    for (size_t row = 0; row < parse->table->row_count; row++) {
        if (!read_day(parse, row, &parse->row_days[row])) return false;
        first = parse->row_days[row] < first ? parse->row_days[row] : first;
        last = parse->row_days[row] > last ? parse->row_days[row] : last;
    }
    parse->first_day = first;
    parse->day_count = last - first + 1;
    double values = (double)parse->site_count * parse->day_count * (double)parse->variable_count;
    if (values <= VALUES_MAX) return true;
    return err_set(parse->err, ERR_INPUT, _("%s: %zu sites over %d days are too many; is a date wrong?"),
                   parse->table->path, parse->site_count, parse->day_count);
}

// ---- values -----------------------------------------------------------------------------------------------

static bool check_value(const Parse *parse, size_t row, int column, const char *variable, double value)
{
    const VariableRule *rule = station_rule(variable);
    if (!rule || isnan(value) || (value >= rule->low && value <= rule->high)) return true;
    char text[NUMBER_TEXT_SIZE], low[NUMBER_TEXT_SIZE], high[NUMBER_TEXT_SIZE];
    return table_fault(
        parse->table, row, column, parse->err,
        _("%s is %s, which no day has (%s to %s); leave the cell empty when it is missing, or correct the unit"),
        variable, number_text(value, text), number_text(rule->low, low), number_text(rule->high, high));
}

// One cell to its place in the series of variable v. A gap gives way to a value; two values must be the same.
static bool store(Parse *parse, size_t v, size_t site, size_t row, int column, double factor)
{
    double value;
    if (!table_number(parse->table, row, column, NULL, &value, parse->err)) return false;
    value *= factor;
    if (!check_value(parse, row, column, parse->variables[v], value)) return false;
    size_t slot = site * (size_t)parse->day_count + (size_t)(parse->row_days[row] - parse->first_day);
    double *place = &parse->values[v][slot];
    if (isnan(value) || value == *place) return true;
    if (!isnan(*place)) {
        return table_fault(parse->table, row, column, parse->err,
                           _("row %d has another value for this site and day; keep one"),
                           parse->table->row_numbers[parse->filled_by[slot] - 1]);
    }
    *place = value;
    parse->filled_by[slot] = (int)row + 1;
    return true;
}

static size_t site_of_row(const Parse *parse, size_t row)
{
    if (parse->site_column < 0) return 0;
    const char *id = table_cell(parse->table, row, parse->site_column);
    const char **found = bsearch(&id, parse->ids, parse->site_count, sizeof *parse->ids, compare_texts);
    return (size_t)(found - parse->ids);
}

static bool store_long(Parse *parse, size_t v)
{
    double factor;
    if (!find_factor(parse, parse->variables[v], parse->value_columns[v], &factor)) return false;
    for (size_t row = 0; row < parse->table->row_count; row++) {
        if (!store(parse, v, site_of_row(parse, row), row, parse->value_columns[v], factor)) return false;
    }
    return true;
}

static bool store_wide(Parse *parse)
{
    for (size_t site = 0; site < parse->site_count; site++) {
        double factor;
        if (!find_factor(parse, parse->variables[0], parse->site_columns[site], &factor)) return false;
        for (size_t row = 0; row < parse->table->row_count; row++) {
            if (!store(parse, 0, site, row, parse->site_columns[site], factor)) return false;
        }
    }
    return true;
}

static bool store_all(Parse *parse)
{
    size_t count = parse->site_count * (size_t)parse->day_count;
    parse->values = arena_array(parse->arena, parse->variable_count, sizeof *parse->values);
    parse->filled_by = arena_array(parse->arena, count, sizeof *parse->filled_by);
    for (size_t v = 0; v < parse->variable_count; v++) {
        parse->values[v] = arena_array(parse->arena, count, sizeof(double));
        for (size_t i = 0; i < count; i++) parse->values[v][i] = NAN;
        if (!(parse->wide ? store_wide(parse) : store_long(parse, v))) return false;
    }
    return true;
}

// ---- all together -----------------------------------------------------------------------------------------

static const Series *make_series(const Parse *parse)
{
    Series *series = arena_array(parse->arena, parse->variable_count, sizeof *series);
    for (size_t v = 0; v < parse->variable_count; v++) {
        series[v] = (Series){.variable = parse->variables[v],
                             .first_day = parse->first_day,
                             .day_count = parse->day_count,
                             .site_count = parse->site_count,
                             .values = parse->values[v]};
    }
    return series;
}

bool station_parse(Arena *arena, const StationRequest *request, const Table *table, const Table *sites,
                   const Crs *grid_crs, StationSet *out, Err *err)
{
    Parse parse = {.arena = arena, .request = request, .table = table, .err = err};
    parse.wide = given(request->layout) && text_equal(request->layout, "wide");
    if (!find_key_columns(&parse) || !find_variables(&parse)) return false;
    if (table->row_count == 0) return err_set(err, ERR_INPUT, _("%s: no rows below the header"), table->path);
    if (!collect_sites(&parse, sites)) return false;
    if (parse.site_count == 0)
        return err_set(err, ERR_INPUT, _("%s: no column but the date; expected one for each site"), table->path);
    Site *placed;
    if (!station_sites(arena, sites, parse.ids, parse.site_count, grid_crs, &placed, err)) return false;
    if (!read_days(&parse) || !store_all(&parse)) return false;
    *out = (StationSet){.id = request->id,
                        .site_count = parse.site_count,
                        .sites = placed,
                        .series_count = parse.variable_count,
                        .series = make_series(&parse)};
    return true;
}
