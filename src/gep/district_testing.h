// district_testing.h - for tests of the engine: a small district in a folder of its own, its plan, its account.
//
// The toy district has 6 x 6 cells of 100 m on the central meridian of EPSG:4524, where a cell is 10,000 m2 to 1e-7, so
// that sums can be done by hand:
//
//     rows 0 and 1  111 forest    P 1000 mm, ET 600 mm    everywhere NPP 500 gC/m2
//     row 2         311 meadow    P 1000 mm, ET 600 mm
//     row 3         311 meadow    P  500 mm, ET 600 mm
//     row 4         511 paddy     P 1000 mm, ET 600 mm
//     row 5         421 lake in columns 0 to 2, 611 settlement in columns 3 to 5, P and ET as row 4
//
// Towns: T1 up to 250 m from the west, T2 the rest: the cells of column 2 lie half in each. Services of its profile:
// R01 (A: P - alpha P - ET over forest and meadow, storage price) and R06 (N5: NPP over forest, meadow and paddy).
//
// A test states only what is different: each text of Toy replaces a section of district.yaml, or a file.
#ifndef QINGSHAN_GEP_DISTRICT_TESTING_H
#define QINGSHAN_GEP_DISTRICT_TESTING_H

#include "gep/assemble.h"
#include "gep/pass.h"
#include "gep/plan.h"
#include "gep/value.h"
#include "gep/worker.h"
#include "land/test_maps.h"

#include <math.h>

#include "base/text.h"

enum { TOY_SIDE = 6, TOY_CELLS = TOY_SIDE * TOY_SIDE, TOY_YEAR = 2023 };
#define TOY_X0 36500000.0
#define TOY_Y0 3400600.0
#define TOY_HA 10000.0 // m2 of a cell

typedef struct Toy { // NULL: as toy_base has it; "": left out
    // sections of district.yaml: what stands behind the key
    const char *district, *profile, *grid, *boundary, *zones, *cells, *years, *limits, *maps, *class_tables, *stations,
        *tables, *variants, *services, *parameters;
    // files
    const char *profile_head, *profile_services, *profile_rest; // of profile.yaml; head: price_basis and the like
    const char *params;                                         // rows of parameters.csv, without the header
} Toy;

static const char toy_params[] = "R01.alpha,111,,0.1,1,,toy,district\n"
                                 "R01.alpha,311,,0.2,1,,toy,district\n"
                                 "R01.counts,111,,1,1,,toy,district\n"
                                 "R01.counts,311,,1,1,,toy,district\n"
                                 "R06.counts,111,,1,1,,toy,district\n"
                                 "R06.counts,311,,1,1,,toy,district\n"
                                 "R06.counts,511,,1,1,,toy,district\n"
                                 "price.storage_capital,,,10,yuan/m3,2023,toy,district\n"
                                 "price.storage_capital,,,8,yuan/m3,2020,toy,district\n"
                                 "price.co2,,,40,yuan/t,2023,toy,district\n"
                                 "price.co2,,,50,yuan/t,2020,toy,district\n";

static const char toy_maps[] = "\n  - {id: land, file: \"land_{year}.tif\", kind: class, codes: hj-1166}"
                               "\n  - {id: precip, file: p.tif, kind: flux, unit: mm/a}"
                               "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                               "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}";

static const char toy_services[] = "  - {code: R01, in_total: true, variant: A, variants: [A, C]}\n"
                                   "  - {code: R06, in_total: true, variant: N5}\n";

static const Toy toy_base = {
    .district = "{code: \"990101\", name: 试验区, name_en: Toy, demo: false, population: 1000, gdp_yuan: 1000000}",
    .profile = "./profile.yaml",
    .grid = "{crs: \"EPSG:4524\", cell_m: 100}",
    .boundary = "{file: boundary.geojson}",
    .zones = "{file: towns.geojson, code: code, name: name}",
    .cells = "",
    .years = "{constant_price: 2020}",
    .limits = "",
    .maps = toy_maps,
    .class_tables = "",
    .stations = "",
    .tables = "",
    .variants = "",
    .services = "",
    .parameters = "{file: parameters.csv}",
    .profile_head = "price_basis: capital\n",
    .profile_services = toy_services,
    .profile_rest = "",
    .params = toy_params,
};

static const char *toy_folder; // of the district that toy_write wrote last
static int toy_count;

// ---- files of the district ----

static inline const char *toy_path(const char *name)
{
    return file_join(test_arena, toy_folder, name);
}

static inline void toy_text(const char *name, const char *text)
{
    Err err;
    test_done(file_write(toy_path(name), text, strlen(text), &err), &err);
}

static inline void toy_raster(const char *name, const Grid *grid, const float *values)
{
    Err err;
    RasterOut *out;
    RasterOutOptions options = {.type = RASTER_FLOAT32};
    test_done(raster_out_open(toy_path(name), grid, &options, &out, &err), &err);
    for (size_t i = 0; i < grid_lattice_count(grid); i++) {
        Window w = grid_lattice_window(grid, i);
        float *tile = arena_array(test_arena, (size_t)w.width * (size_t)w.height, sizeof *tile);
        for (int r = 0; r < w.height; r++)
            memcpy(tile + (size_t)r * (size_t)w.width, values + (size_t)(w.row + r) * (size_t)grid->width + w.col,
                   (size_t)w.width * sizeof *tile);
        test_done(raster_out_write(out, w, tile, &err), &err);
    }
    test_done(raster_out_finish(out, &err), &err);
}

static inline Grid toy_grid(void)
{
    return (Grid){.crs = "EPSG:4524", .x0 = TOY_X0, .y0 = TOY_Y0, .cell_m = 100, .width = TOY_SIDE, .height = TOY_SIDE};
}

static inline void toy_map(const char *name, const float values[TOY_CELLS])
{
    Grid grid = toy_grid();
    toy_raster(name, &grid, values);
}

static inline void toy_rows(const char *name, const float by_row[TOY_SIDE])
{
    float values[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) values[i] = by_row[i / TOY_SIDE];
    toy_map(name, values);
}

static inline void toy_flat(const char *name, float value)
{
    toy_rows(name, (float[TOY_SIDE]){value, value, value, value, value, value});
}

// A rectangle in metres from the north-west corner, as a ring of a GeoJSON polygon.
static inline const char *toy_ring(double west, double east, double north, double south)
{
    double w = TOY_X0 + west, e = TOY_X0 + east, n = TOY_Y0 - north, s = TOY_Y0 - south;
    return arena_printf(test_arena, "[[%.3f,%.3f],[%.3f,%.3f],[%.3f,%.3f],[%.3f,%.3f],[%.3f,%.3f]]", w, n, w, s, e, s,
                        e, n, w, n);
}

static inline const char *toy_feature(const char *code, const char *name, const char *ring)
{
    return arena_printf(test_arena,
                        "{\"type\":\"Feature\",\"properties\":{\"code\":\"%s\",\"name\":\"%s\"},"
                        "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[%s]}}",
                        code, name, ring);
}

static inline const char *toy_collection(const char *features)
{
    return arena_printf(test_arena,
                        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                        "\"urn:ogc:def:crs:EPSG::4524\"}},\"features\":[%s]}",
                        features);
}

static inline void toy_land(const char *name)
{
    static const float rows[TOY_SIDE] = {111, 111, 311, 311, 511, 421};
    float values[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) values[i] = i >= 33 ? 611 : rows[i / TOY_SIDE];
    toy_map(name, values);
}

static inline void toy_files(void)
{
    toy_land("land_2023.tif");
    toy_rows("p.tif", (float[TOY_SIDE]){1000, 1000, 1000, 500, 1000, 1000});
    toy_flat("et.tif", 600);
    toy_flat("npp.tif", 500);
    toy_text("boundary.geojson", toy_collection(toy_feature("990101", "all", toy_ring(0, 600, 0, 600))));
    toy_text("towns.geojson",
             toy_collection(arena_printf(test_arena, "%s,%s", toy_feature("T1", "西镇", toy_ring(0, 250, 0, 600)),
                                         toy_feature("T2", "东镇", toy_ring(250, 600, 0, 600)))));
}

// ---- its settings ----

static inline void toy_section(StrBuf *text, const char *key, const char *given, const char *base)
{
    const char *value = given == NULL ? base : given;
    if (value[0] != '\0') strbuf_printf(text, "%s: %s\n", key, value);
}

static inline const char *toy_or(const char *given, const char *base)
{
    return given == NULL ? base : given;
}

static inline void toy_settings(const Toy *toy)
{
    StrBuf text = strbuf_open(test_arena);
    strbuf_add(&text, "schema: 1\n");
    toy_section(&text, "district", toy->district, toy_base.district);
    toy_section(&text, "profile", toy->profile, toy_base.profile);
    toy_section(&text, "grid", toy->grid, toy_base.grid);
    toy_section(&text, "boundary", toy->boundary, toy_base.boundary);
    toy_section(&text, "zones", toy->zones, toy_base.zones);
    toy_section(&text, "cells", toy->cells, toy_base.cells);
    toy_section(&text, "years", toy->years, toy_base.years);
    toy_section(&text, "limits", toy->limits, toy_base.limits);
    toy_section(&text, "maps", toy->maps, toy_base.maps);
    toy_section(&text, "class_tables", toy->class_tables, toy_base.class_tables);
    toy_section(&text, "stations", toy->stations, toy_base.stations);
    toy_section(&text, "tables", toy->tables, toy_base.tables);
    toy_section(&text, "parameters", toy->parameters, toy_base.parameters);
    toy_section(&text, "variants", toy->variants, toy_base.variants);
    toy_section(&text, "services", toy->services, toy_base.services);
    toy_text("district.yaml", text.data);
    toy_text("profile.yaml",
             arena_printf(test_arena,
                          "id: toy\ntitle_zh: 试验\ntitle_en: Toy\ndocument_zh: 试验\nstatus: verified\n%s"
                          "services:\n%s%s",
                          toy_or(toy->profile_head, toy_base.profile_head),
                          toy_or(toy->profile_services, toy_base.profile_services),
                          toy_or(toy->profile_rest, toy_base.profile_rest)));
    toy_text("parameters.csv", arena_printf(test_arena, "id,ecosystem,key,value,unit,price_year,source,status\n%s",
                                            toy_or(toy->params, toy_base.params)));
}

// A new folder with all files; the test changes what it likes afterwards.
static inline const char *toy_write(const Toy *toy)
{
    Err err;
    setenv("QINGSHAN_CACHE", "off", 0); // a test that wants one sets it
    toy_folder = arena_printf(test_arena, "%s/toy%d", test_folder, ++toy_count);
    test_done(file_make_folders(toy_folder, &err), &err);
    toy_files();
    toy_settings(toy);
    return toy_folder;
}

// ---- its plan ----

static inline Plan *toy_plan(int year)
{
    Err err;
    char *methods;
    Plan *plan = NULL;
    test_done(file_program_data(test_arena, "methods", &methods, &err), &err);
    PlanOptions options = {.year = year, .jobs = 1, .methods = methods};
    test_done(plan_open(toy_folder, &options, &plan, &err), &err);
    return plan;
}

static inline const Finding *toy_finding(const Plan *plan, const char *code)
{
    for (size_t i = 0; i < plan->findings.count; i++) {
        if (text_equal(plan->findings.items[i].code, code)) return &plan->findings.items[i];
    }
    return NULL;
}

static inline const char *toy_findings(const Plan *plan)
{
    StrBuf text = strbuf_open(test_arena);
    for (size_t i = 0; i < plan->findings.count; i++) {
        const Finding *f = &plan->findings.items[i];
        strbuf_printf(&text, "\n%d %s %s: %s", f->severity, f->code, f->where, f->text_en);
    }
    return text.data;
}

// "not given / 未给出": a text for those who read both.
static inline bool toy_mixes(const char *text)
{
    const char *at = strstr(text, " / ");
    return at != NULL && (unsigned char)at[3] >= 0x80;
}

// A finding of this code holds the words, in its text or where it is. Neither language stands in the other's text.
static inline void toy_finds(const Plan *plan, Severity severity, const char *code, const char *words)
{
    for (size_t i = 0; i < plan->findings.count; i++) {
        const Finding *f = &plan->findings.items[i];
        if (f->severity == severity && text_equal(f->code, code) &&
            (strstr(f->text_en, words) != NULL || strstr(f->where, words) != NULL)) {
            if (f->text_zh[0] == '\0' || toy_mixes(f->text_zh) || toy_mixes(f->text_en))
                fail_msg("languages mixed: %s | %s", f->text_zh, f->text_en);
            return;
        }
    }
    fail_msg("no finding %s with \"%s\" among:%s", code, words, toy_findings(plan));
}

static inline void toy_has_no_errors(const Plan *plan)
{
    Err err;
    if (!plan_check(plan, &err)) fail_msg("%s", err.text);
}

// Writes a district, opens its plan, looks for one finding.
static inline void toy_is_found(const Toy *toy, Severity severity, const char *code, const char *words)
{
    toy_write(toy);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, severity, code, words);
    plan_close(plan);
}

static inline const ServicePlan *toy_planned(const Plan *plan, const char *code)
{
    for (size_t i = 0; i < plan->service_count; i++) {
        if (text_equal(plan->services[i].service->code, code)) return &plan->services[i];
    }
    fail_msg("no service %s", code);
    abort();
}

// What a node gives in every cell of a 6 x 6 grid; -999 outside the district. filled may be NULL.
static inline void toy_values(const Plan *plan, int node, int month, double out[TOY_CELLS], int filled[TOY_CELLS])
{
    Err err;
    Worker *worker;
    Chunk chunk;
    assert_true(node >= 0);
    bool *needed = arena_array(test_arena, plan->node_count, sizeof *needed);
    needed[node] = true;
    for (int i = 0; i < TOY_CELLS; i++) out[i] = -999;
    test_done(worker_open(plan, &(WorkerOptions){.block = LATTICE, .needed = needed}, &worker, &err) &&
                  worker_read(worker, (Window){0, 0, plan->grid.width, plan->grid.height}, &err),
              &err);
    worker_take(worker, 0);
    while (worker_next(worker, &chunk)) {
        const double *values = worker_values(worker, node, month);
        const uint8_t *marks = worker_filled(worker, node);
        for (size_t i = 0; i < chunk.count; i++) {
            int at = chunk.cell[i] / LATTICE * TOY_SIDE + chunk.cell[i] % LATTICE;
            out[at] = values[i];
            if (filled != NULL) filled[at] = marks != NULL && marks[i];
        }
    }
    worker_close(worker);
}

// ---- its account ----

typedef struct ToyRun {
    Plan *plan;
    ValuePlan *values;
    PassJob job;
    Account *account;
} ToyRun;

static inline bool toy_try(ToyRun *run, int year, Err *err)
{
    PassOptions options = {.jobs = 1};
    *run = (ToyRun){.plan = toy_plan(year)};
    run->values = value_open(run->plan);
    run->job = (PassJob){.plan = run->plan, .yuan = run->values->yuan};
    return plan_check(run->plan, err) && pass_run(&run->job, 1, &options, err) &&
           assemble(run->plan, run->values, &run->job.result, &run->account, err) && account_check(run->account, err);
}

static inline ToyRun toy_run(int year)
{
    Err err;
    ToyRun run;
    test_done(toy_try(&run, year, &err), &err);
    return run;
}

static inline void toy_end(ToyRun *run)
{
    plan_close(run->plan);
}

static inline const AccountService *toy_service(const Account *account, const char *code)
{
    for (size_t i = 0; i < account->service_count; i++) {
        if (text_equal(account->services[i].code, code)) return &account->services[i];
    }
    fail_msg("no service %s", code);
    abort();
}

// What a service sums to for a class and a town: flow 0 of the actual climate.
static inline double toy_sum(const ToyRun *run, const char *code, const char *ecosystem, const char *town, int channel)
{
    const Plan *plan = run->plan;
    int c = 0, z = 0;
    for (size_t i = 1; i < plan->class_count; i++) c = text_equal(plan->class_code[i], ecosystem) ? (int)i : c;
    for (size_t i = 1; i <= plan->zone_count; i++) z = text_equal(plan->zone_code[i], town) ? (int)i : z;
    return pass_sum(&run->job.result, plan, c, z, toy_planned(plan, code)->channel + channel);
}

// Equal to 1e-7 of the larger: a cell of the toy is 10,000 m2 to that.
static inline void toy_equals(double got, double wanted)
{
    if (fabs(got - wanted) > 1e-7 * (fabs(wanted) + 1e-9)) fail_msg("%.12g, not %.12g", got, wanted);
}

#endif
