// kernel_testing.h - for tests: a chunk of cells laid out by hand, and a kernel run over it.
//
// Inputs, parameters and options are set by the index that the variant declares them at. Everything that is not set is
// NaN (numbers) or absent (inputs), so that a kernel that reads what it should not is found out.
#ifndef QINGSHAN_GEP_KERNEL_TESTING_H
#define QINGSHAN_GEP_KERNEL_TESTING_H

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "gep/service.h"

typedef struct KernelRun {
    Cells cells;
    double *values[INPUT_MAX][12];
    const double *months[INPUT_MAX][12];
    const double *const *in[INPUT_MAX];
    double by_class[PARAM_MAX][CLASS_MAX];
    const double *by_class_rows[PARAM_MAX];
    Bands band_rows[PARAM_MAX][CLASS_MAX];
    const Bands *bands[PARAM_MAX];
    double scalar[PARAM_MAX];
    uint16_t class_index[CHUNK];
    const char *class_code[CLASS_MAX];
    double option_number[OPTION_MAX];
    const char *option_text[OPTION_MAX];
    double scratch_rows[SCRATCH_MAX][CHUNK];
    double *scratch[SCRATCH_MAX];
    double out_rows[FLOW_MAX > 12 ? FLOW_MAX : 12][CHUNK];
    double *out[FLOW_MAX > 12 ? FLOW_MAX : 12];
    Arena *arena;
} KernelRun;

static inline void kernel_run_blank(double rows[][CHUNK], size_t count)
{
    for (size_t k = 0; k < count; k++) {
        for (size_t i = 0; i < CHUNK; i++) rows[k][i] = NAN;
    }
}

static inline KernelRun *kernel_run_open(Arena *arena, size_t count)
{
    KernelRun *run = arena_alloc(arena, sizeof *run);
    run->arena = arena;
    kernel_run_blank(run->out_rows, sizeof run->out_rows / sizeof *run->out_rows);
    kernel_run_blank(run->scratch_rows, SCRATCH_MAX);
    for (size_t k = 0; k < PARAM_MAX; k++) {
        run->by_class_rows[k] = run->by_class[k];
        run->bands[k] = run->band_rows[k];
        run->scalar[k] = NAN;
        for (size_t c = 0; c < CLASS_MAX; c++) run->by_class[k][c] = NAN;
    }
    for (size_t k = 0; k < SCRATCH_MAX; k++) run->scratch[k] = run->scratch_rows[k];
    for (size_t k = 0; k < sizeof run->out / sizeof *run->out; k++) run->out[k] = run->out_rows[k];
    for (size_t k = 0; k < OPTION_MAX; k++) {
        run->option_text[k] = "";
        run->option_number[k] = NAN;
    }
    for (size_t c = 0; c < CLASS_MAX; c++) run->class_code[c] = "";
    run->cells = (Cells){.count = count,
                         .in = run->in,
                         .by_class = run->by_class_rows,
                         .bands = run->bands,
                         .scalar = run->scalar,
                         .class_index = run->class_index,
                         .class_code = run->class_code,
                         .option_number = run->option_number,
                         .option_text = run->option_text,
                         .scratch = run->scratch};
    return run;
}

// Months 0..11; `values` has cells.count numbers, which are copied.
static inline void kernel_run_input(KernelRun *run, int k, int month, const double *values)
{
    size_t size = run->cells.count * sizeof *values;
    run->values[k][month] = arena_alloc(run->arena, size);
    memcpy(run->values[k][month], values, size);
    run->months[k][month] = run->values[k][month];
    run->in[k] = run->months[k];
}

static inline const Variant *kernel_variant(const Service *service, const char *id)
{
    const Variant *variant = service->variants;
    while (variant->id && strcmp(variant->id, id) != 0) variant++;
    return variant->id ? variant : NULL;
}

// Months 0..11 of input k by a rule.
static inline void kernel_run_months(KernelRun *run, int k, double (*value)(int month, size_t cell))
{
    double row[CHUNK] = {0};
    for (int month = 0; month < 12; month++) {
        for (size_t i = 0; i < run->cells.count; i++) row[i] = value(month, i);
        kernel_run_input(run, k, month, row);
    }
}

static inline bool kernel_near(double got, double wanted)
{
    return fabs(got - wanted) <= 1e-12 * fabs(wanted);
}

// Does out[flow][cell] become NaN, and only that cell, when input k of that month is NaN there? What lies behind the
// last cell must stay as it is.
static inline bool kernel_run_keeps_nan(KernelRun *run, Kernel *kernel, int k, int month, int flow, size_t cell)
{
    enum { BEHIND = 4711 };
    double kept = run->values[k][month][cell];
    run->out[flow][run->cells.count] = BEHIND;
    run->values[k][month][cell] = NAN;
    kernel(&run->cells, run->out);
    run->values[k][month][cell] = kept;
    bool right = run->out[flow][run->cells.count] == BEHIND;
    for (size_t i = 0; i < run->cells.count; i++) right &= !!isnan(run->out[flow][i]) == (i == cell);
    return right;
}

#endif
