#include "gep/invest/swy_recharge.h"

#include <math.h>
#include <string.h>

#include "land/flow/weights.h"

static FlowSteps steps_of(const SwyRecharge *recharge)
{
    return flow_steps(recharge->years->width, recharge->years->height);
}

static uint32_t inflow(const uint32_t *weights, const FlowSteps *steps, size_t cell, unsigned present, int k)
{
    return present >> k & 1 ? flow_weight(weights[flow_step(steps, cell, k)], k ^ 4) : 0;
}

void swy_reached(const uint32_t *weights, int width, int height, uint8_t *reached)
{
    FlowSteps steps = flow_steps(width, height);
    for (size_t cell = 0; cell < flow_cells(width, height); cell++) {
        reached[cell] = weights[cell] != 0;
        if (weights[cell] != 0) continue;
        unsigned present = flow_present(&steps, cell);
        for (int k = 0; k < 8 && !reached[cell]; k++) reached[cell] = inflow(weights, &steps, cell, present, k) > 0;
    }
}

// What comes from above: from_above of the cell is set; *in: its neighbours' parts of sum, for later, as the cell's own
// part comes first.
static void gather(const SwyRecharge *recharge, const FlowSteps *steps, size_t cell, double in[8])
{
    unsigned present = flow_present(steps, cell);
    double total = 0;
    uint32_t all = 0;
    for (int k = 0; k < 8; k++) {
        uint32_t weight = inflow(recharge->weights, steps, cell, present, k);
        in[k] = 0;
        if (weight == 0) continue;
        size_t from = flow_step(steps, cell, k);
        total += (recharge->from_above[from] + recharge->available[from]) * weight;
        all += weight;
        in[k] = recharge->sum[from] * weight / flow_weight_sum(recharge->weights[from]);
    }
    recharge->from_above[cell] = all > 0 ? total / all : 0;
}

static void balance(const SwyRecharge *recharge, size_t cell)
{
    const SwyYear *year = swy_year_of(recharge->years, cell);
    const double *kc = year->land < 0 ? NULL : recharge->kc + year->land * SWY_MONTHS;
    double rain = 0, quick = 0, aet = 0, above = recharge->from_above[cell];
    for (int m = 0; m < SWY_MONTHS; m++) {
        double in = isnan(year->rain[m]) ? 0 : (double)year->rain[m];
        double away = isnan(year->quick[m]) ? 0 : (double)year->quick[m];
        double wanted = kc ? kc[m] * (double)year->et0[m] : 0, there = in - away + recharge->share[m] * above;
        if (isnan(wanted)) wanted = 0;
        rain += in;
        quick += away;
        aet += there < wanted ? there : wanted;
    }
    double left = rain - quick - aet, part = recharge->gamma * left;
    recharge->recharge[cell] = (float)left;
    recharge->aet[cell] = (float)aet;
    recharge->available[cell] = left < part ? left : part;
}

enum { AHEAD = 8 }; // cells

static void look_ahead(const SwyRecharge *recharge, size_t at)
{
    if (at + 2 * AHEAD >= recharge->order.count) return;
    __builtin_prefetch(&recharge->years->index[recharge->order.cells[at + 2 * AHEAD]]);
    const char *year = (const char *)swy_year_of(recharge->years, recharge->order.cells[at + AHEAD]);
    __builtin_prefetch(year);
    __builtin_prefetch(year + 64);
    __builtin_prefetch(year + 128);
}

static void fill_with_nothing(const SwyRecharge *recharge, size_t cells)
{
    for (size_t i = 0; i < cells; i++) {
        recharge->recharge[i] = recharge->aet[i] = NAN;
        recharge->available[i] = recharge->from_above[i] = recharge->sum[i] = NAN;
    }
}

void swy_recharge(const SwyRecharge *recharge)
{
    FlowSteps steps = steps_of(recharge);
    size_t cells = flow_cells(recharge->years->width, recharge->years->height);
    double in[8];
    fill_with_nothing(recharge, cells);
    for (size_t at = 0; at < recharge->order.count; at++) {
        size_t cell = recharge->order.cells[at];
        look_ahead(recharge, at);
        gather(recharge, &steps, cell, in);
        balance(recharge, cell);
        double sum = (double)recharge->recharge[cell];
        for (int k = 0; k < 8; k++) sum += in[k];
        recharge->sum[cell] = sum;
    }
    for (size_t cell = 0; cell < cells; cell++) { // where water runs to without data: they send nothing on
        if (recharge->weights[cell] != 0 || recharge->years->index[cell] == SWY_NO_YEAR) continue;
        gather(recharge, &steps, cell, in);
        balance(recharge, cell);
    }
}
