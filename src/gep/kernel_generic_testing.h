// kernel_generic_testing.h - for tests: what must hold for every kernel of the tables `fields` and `services`, whatever
// it computes.
//
// A kernel gets plausible random inputs and parameters for eight classes. Then: it gives numbers; each declared input,
// changed by 1 %, moves some cell; where an input matters to a cell, its absence leaves that cell without a value, and
// no other cell changes; one cell alone and the cells of a full chunk come out the same; optional inputs may be absent.
// Every array has just the size of a chunk, so that ASan sees a step beyond the last cell.
#ifndef QINGSHAN_GEP_KERNEL_GENERIC_TESTING_H
#define QINGSHAN_GEP_KERNEL_GENERIC_TESTING_H

#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "gep/formulas/formula_testing.h"
#include "gep/kernel_testing.h"

enum { GENERIC_CELLS = 97, GENERIC_OUT_MAX = 12 };

// Cells in which an input is made to miss: one of every class, some in the middle, the last.
static const int generic_probes[] = {0, 1, 2, 3, 4, 5, 6, 7, 50, GENERIC_CELLS - 1};

typedef struct Specimen {
    const char *name; // "ls/cell", "R02/RUSLE"
    const InputNeed *inputs;
    const ParamNeed *params;
    const OptionNeed *options;
    size_t statistic_count;
    Kernel *kernel;
    int out_count;
} Specimen;

typedef struct NamedRange {
    const char *name;
    Range range;
} NamedRange;

// By id first, then by unit.
static const NamedRange generic_ranges[] = {
    {"sand", {20, 60}},
    {"silt", {15, 40}},
    {"clay", {5, 30}},
    {"very_fine_sand", {2, 15}},
    {"soc", {0.3, 3}},
    {"soil_structure", {2, 4}},
    {"soil_permeability", {3, 6}},
    {"tmax", {18, 34}},
    {"tmin", {2, 14}},
    {"ndvi", {0.2, 0.7}},
    {"ndvi_max", {0.2, 0.7}},
    {"precip_year", {900, 2000}},
    {"et_year", {300, 800}},
    {"storm_log", {8, 30}},
    {"storm_days", {2, 6}},
    {"storm_p", {120, 400}},
    {"storm_runoff", {10, 60}},
    {"quick_runoff", {10, 80}},
    {"wind_factor", {1, 40}},
    {"rain_days", {1, 6}},
    {"weather_factor", {5, 30}},
    {"snow_share", {0.05, 0.5}},
    {"slope_length", {20, 110}},
    {"slope", {1, 24}},
    {"cover_fraction", {0.15, 0.7}},
    {"R01.alpha", {0.02, 0.2}},
    {"R01.seepage_mm", {5, 30}},
    {"R01.fu_omega", {2, 3}},
    {"R05.counts", {1, 1}},
    {"R05.rh_a", {3, 9}},
    {"R05.rh_b", {-10, -5}},
    {"R03.ridge_cm", {0.2, 2}},
    {"R03.distance_m", {40, 60}},
    {"R03.cover_a", {0.04, 0.15}},
    {"mm/a", {500, 1500}},
    {"mm/month", {40, 150}},
    {"mm", {20, 80}},
    {"degC", {5, 25}},
    {"percent", {5, 60}},
    {"deg", {10, 40}},
    {"m", {30, 90}},
    {"1", {0.1, 0.9}},
    {"d/a", {20, 90}},
    {"MJ mm/(hm2 h a)", {2000, 9000}},
    {"t hm2 h/(hm2 MJ mm)", {0.005, 0.05}},
    {"t/(hm2 a)", {10, 500}},
    {"gC/m2/a", {300, 900}},
};

static inline bool generic_named(const char *name, Range *out)
{
    for (size_t i = 0; i < sizeof generic_ranges / sizeof *generic_ranges; i++) {
        if (!text_equal(generic_ranges[i].name, name)) continue;
        *out = generic_ranges[i].range;
        return true;
    }
    return false;
}

static inline double generic_value(const char *id, const char *unit, uint64_t *seed)
{
    Range range = {0.5, 2};
    if (!generic_named(id, &range)) generic_named(unit, &range);
    return testing_random(seed, range.low, range.high);
}

static const char *const generic_classes[] = {"", "111", "121", "211", "331", "512", "521", "411", "511"};
enum { GENERIC_CLASS_COUNT = sizeof generic_classes / sizeof *generic_classes };

// Bands for the first half of the classes alone, so that kernels meet classes without any.
static inline void generic_bands(KernelRun *run, int k, const ParamNeed *need, uint64_t *seed)
{
    static const double from[] = {-INFINITY, 8, 15, 30, 50, 70}, to[] = {8, 15, 30, 50, 70, INFINITY};
    for (size_t c = 1; c < GENERIC_CLASS_COUNT / 2; c++) {
        double *values = arena_array(run->arena, 6, sizeof *values);
        for (int b = 0; b < 6; b++) values[b] = generic_value(need->id, need->unit, seed);
        run->band_rows[k][c] = (Bands){.count = 6, .from = from, .to = to, .value = values};
    }
}

static inline size_t generic_params(KernelRun *run, const Specimen *specimen, uint64_t *seed)
{
    size_t k = 0;
    for (; k < PARAM_MAX && specimen->params[k].id; k++) {
        const ParamNeed *need = &specimen->params[k];
        run->scalar[k] = need->shape == PARAM_SCALAR ? generic_value(need->id, need->unit, seed) : NAN;
        for (size_t c = 1; c < GENERIC_CLASS_COUNT && need->shape == PARAM_BY_CLASS; c++) {
            run->by_class[k][c] = generic_value(need->id, need->unit, seed);
        }
        if (need->shape == PARAM_BAND) generic_bands(run, (int)k, need, seed);
    }
    return k;
}

static inline double *generic_array(void)
{
    double *out = malloc(CHUNK * sizeof *out);
    assert_non_null(out);
    return out;
}

static inline void generic_close(KernelRun *run, const Specimen *specimen)
{
    for (int k = 0; k < INPUT_MAX && specimen->inputs[k].id; k++) {
        for (int m = 0; m < specimen->inputs[k].months; m++) free(run->values[k][m]);
    }
    for (int f = 0; f < specimen->out_count; f++) free(run->out[f]);
    for (int s = 0; s < SCRATCH_MAX; s++) free(run->scratch[s]);
}

static inline KernelRun *generic_open(Arena *arena, const Specimen *specimen)
{
    uint64_t seed = 0xDA3E39CB94B95BDBu;
    KernelRun *run = kernel_run_open(arena, GENERIC_CELLS);
    for (size_t c = 0; c < GENERIC_CLASS_COUNT; c++) run->class_code[c] = generic_classes[c];
    for (size_t i = 0; i < CHUNK; i++) run->class_index[i] = (uint16_t)(1 + i % (GENERIC_CLASS_COUNT - 1));
    for (int k = 0; k < INPUT_MAX && specimen->inputs[k].id; k++) {
        for (int m = 0; m < specimen->inputs[k].months; m++) {
            double *values = generic_array();
            for (int i = 0; i < CHUNK; i++) {
                values[i] = generic_value(specimen->inputs[k].id, specimen->inputs[k].unit, &seed);
            }
            bool banded = text_equal(specimen->inputs[k].id, "slope") || text_equal(specimen->inputs[k].id, "shannon");
            if (banded) values[0] = 14.95; // 1 % below a break of generic_bands
            run->values[k][m] = values;
            run->months[k][m] = values;
        }
        run->in[k] = run->months[k];
    }
    for (int f = 0; f < specimen->out_count; f++) run->out[f] = generic_array();
    for (int s = 0; s < SCRATCH_MAX; s++) run->scratch[s] = generic_array();
    size_t declared = generic_params(run, specimen, &seed);
    for (size_t s = 0; s < specimen->statistic_count; s++) run->scalar[declared + s] = 0.1 + 0.8 * (double)s;
    return run;
}

typedef double GenericOut[GENERIC_OUT_MAX][GENERIC_CELLS];

static inline void generic_run(KernelRun *run, const Specimen *specimen, GenericOut out)
{
    specimen->kernel(&run->cells, run->out);
    size_t size = run->cells.count * sizeof *run->out[0];
    for (int f = 0; f < specimen->out_count; f++) memcpy(out[f], run->out[f], size);
}

static inline bool generic_same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static inline void generic_scale(KernelRun *run, int k, int m, double factor)
{
    for (size_t i = 0; i < GENERIC_CELLS; i++) run->values[k][m][i] *= factor;
}

// Which outputs move when input k of month m is scaled?
static inline size_t generic_moved(KernelRun *run, const Specimen *specimen, int k, int m, double factor,
                                   const GenericOut base, bool moved[GENERIC_OUT_MAX][GENERIC_CELLS])
{
    double kept[GENERIC_CELLS];
    GenericOut out = {0};
    size_t count = 0;
    memcpy(kept, run->values[k][m], sizeof kept);
    generic_scale(run, k, m, factor);
    generic_run(run, specimen, out);
    memcpy(run->values[k][m], kept, sizeof kept);
    for (int f = 0; f < specimen->out_count; f++) {
        for (int i = 0; i < GENERIC_CELLS; i++) {
            bool here = !generic_same(out[f][i], base[f][i]);
            moved[f][i] |= here;
            count += here;
        }
    }
    return count;
}

static inline void generic_check_missing(KernelRun *run, const Specimen *specimen, int k, int m, const GenericOut base,
                                         bool moved[GENERIC_OUT_MAX][GENERIC_CELLS])
{
    for (size_t p = 0; p < sizeof generic_probes / sizeof *generic_probes; p++) {
        int cell = generic_probes[p];
        GenericOut out = {0};
        double kept = run->values[k][m][cell];
        run->values[k][m][cell] = NAN;
        generic_run(run, specimen, out);
        run->values[k][m][cell] = kept;
        for (int f = 0; f < specimen->out_count; f++) {
            for (int i = 0; i < GENERIC_CELLS; i++) {
                bool right = i == cell ? !moved[f][i] || isnan(out[f][i]) : generic_same(out[f][i], base[f][i]);
                if (!right) {
                    fail_msg("%s: input %s month %d missing in cell %d: output %d of cell %d is %g", specimen->name,
                             specimen->inputs[k].id, m, cell, f, i, out[f][i]);
                }
            }
        }
    }
}

typedef bool GenericMatters[INPUT_MAX][12]; // has this input ever moved an output by 1 %?

static inline void generic_check_inputs(KernelRun *run, const Specimen *specimen, GenericMatters matters)
{
    GenericOut base = {0}, out = {0};
    generic_run(run, specimen, base);
    for (int f = 0; f < specimen->out_count; f++) {
        size_t known = 0;
        for (int i = 0; i < GENERIC_CELLS; i++) {
            known += isfinite(base[f][i]) ? 1 : 0;
            if (isinf(base[f][i])) fail_msg("%s: output %d is infinite", specimen->name, f);
        }
        if (known == 0) fail_msg("%s: output %d is never a number", specimen->name, f);
    }
    for (int k = 0; k < INPUT_MAX && specimen->inputs[k].id; k++) {
        for (int m = 0; run->in[k] && m < specimen->inputs[k].months; m++) {
            bool moved[GENERIC_OUT_MAX][GENERIC_CELLS] = {0};
            if (generic_moved(run, specimen, k, m, 1.01, base, moved) > 0) matters[k][m] = true;
            generic_moved(run, specimen, k, m, 0.6, base, moved);
            generic_check_missing(run, specimen, k, m, base, moved);
        }
    }
    run->cells.count = 1;
    generic_run(run, specimen, out);
    for (int f = 0; f < specimen->out_count; f++) assert_true(generic_same(out[f][0], base[f][0]));
    run->cells.count = CHUNK;
    specimen->kernel(&run->cells, run->out);
    run->cells.count = GENERIC_CELLS;
    for (int f = 0; f < specimen->out_count; f++) {
        for (int i = 0; i < GENERIC_CELLS; i++) assert_true(generic_same(run->out[f][i], base[f][i]));
    }
}

// Without one of its optional inputs a kernel still gives numbers where it did with it.
static inline void generic_check_optional(KernelRun *run, const Specimen *specimen, GenericMatters matters)
{
    GenericOut base = {0}, out = {0};
    generic_run(run, specimen, base);
    for (int k = 0; k < INPUT_MAX && specimen->inputs[k].id; k++) {
        if (!specimen->inputs[k].optional) continue;
        const double *const *kept = run->in[k];
        run->in[k] = NULL;
        generic_run(run, specimen, out);
        generic_check_inputs(run, specimen, matters);
        run->in[k] = kept;
        for (int f = 0; f < specimen->out_count; f++) {
            for (int i = 0; i < GENERIC_CELLS; i++) assert_true(isnan(base[f][i]) || isfinite(out[f][i]));
        }
    }
}

static inline double generic_option_number(const OptionNeed *need)
{
    return text_equal(need->key, "cap_m") ? 65 : text_equal(need->key, "length_m") ? 50 : 3;
}

static inline void generic_set_option(KernelRun *run, int k, const OptionNeed *need, const char *text)
{
    run->option_text[k] = text;
    run->option_number[k] = text_equal(need->values, "number") ? generic_option_number(need) : NAN;
}

// Under each value of each option, the others at their first.
static inline void generic_check(Arena *arena, const Specimen *specimen)
{
    KernelRun *run = generic_open(arena, specimen);
    char **values[OPTION_MAX];
    size_t count[OPTION_MAX];
    int options = 0;
    for (; options < OPTION_MAX && specimen->options[options].key; options++) {
        values[options] = text_split(arena, specimen->options[options].values, '|', &count[options]);
        generic_set_option(run, options, &specimen->options[options], values[options][0]);
    }
    GenericMatters matters = {0};
    generic_check_inputs(run, specimen, matters);
    generic_check_optional(run, specimen, matters);
    for (int k = 0; k < options; k++) {
        for (size_t v = 1; v < count[k]; v++) {
            generic_set_option(run, k, &specimen->options[k], values[k][v]);
            generic_check_inputs(run, specimen, matters);
        }
        generic_set_option(run, k, &specimen->options[k], values[k][0]);
    }
    generic_close(run, specimen);
    for (int k = 0; k < INPUT_MAX && specimen->inputs[k].id; k++) {
        for (int m = 0; m < specimen->inputs[k].months; m++) {
            if (!matters[k][m])
                fail_msg("%s: input %s month %d moves nothing", specimen->name, specimen->inputs[k].id, m);
        }
    }
}

#endif
