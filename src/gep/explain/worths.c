#include "gep/explain/worths.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/assemble.h"
#include "gep/explain/mixture.h"

enum { BATCH = 16 };

static size_t place(const Worths *w, size_t set, size_t service, size_t town, Measure measure)
{
    return ((set * w->service_count + service) * w->town_count + town) * MEASURE_COUNT + measure;
}

int64_t worths_at(const Worths *worths, size_t set, size_t service, size_t town, Measure measure)
{
    return worths->fen[place(worths, set, service, town, measure)];
}

// ---- players ----

static size_t price_bit(const Worths *w)
{
    assert(w->player_count >= 1 && w->player_count <= SHAPLEY_MAX);
    return (size_t)1 << (w->player_count - 1);
}

// The set of all causes but the price; sets up to here need a pass each.
static size_t all_passes(const Worths *w)
{
    return price_bit(w) - 1;
}

static void find_players(const Pair *pair, Worths *out)
{
    static const Cause passes[] = {CAUSE_AREA, CAUSE_CONDITION, CAUSE_WEATHER, CAUSE_METHOD, CAUSE_CORRECTION};
    int years[2] = {pair->side[0].plan->year, pair->side[1].plan->year};
    out->corrected = pair->moved[CAUSE_CORRECTION] && years[0] != years[1];
    out->right = years[1] > years[0];
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++) {
        bool shares = pair->moved[passes[i]] && !(passes[i] == CAUSE_CORRECTION && out->corrected);
        if (shares) out->players[out->player_count++] = passes[i];
    }
    out->players[out->player_count++] = CAUSE_PRICE;
}

// A set of players as bits of causes.
static unsigned causes_of(const Worths *w, size_t set)
{
    unsigned moved = w->corrected && w->right == 1 ? 1u << CAUSE_CORRECTION : 0;
    for (size_t i = 0; i < w->player_count; i++) {
        if (set >> i & 1) moved |= 1u << w->players[i];
    }
    return moved;
}

// Which of the two accounts has passed over the land of this set already; -1 none.
static int side_of_passes(const Worths *w, size_t passes)
{
    if (passes == all_passes(w) && (!w->corrected || w->right == 1)) return 1;
    return passes == 0 && (!w->corrected || w->right == 0) ? 0 : -1;
}

// Where the account of a side itself stands: behind the sets when its files were corrected.
static size_t own_set(const Worths *w, int side)
{
    if (w->corrected && side != w->right) return 2 * price_bit(w);
    return side == 0 ? 0 : all_passes(w) | price_bit(w);
}

int64_t worths_side(const Worths *worths, int side, size_t service, size_t town, Measure measure)
{
    return worths_at(worths, own_set(worths, side), service, town, measure);
}

// ---- services and towns ----

static void add_service(Worths *out, const AccountService *service)
{
    for (size_t i = 0; i < out->service_count; i++) {
        if (text_equal(out->services[i].code, service->code)) return;
    }
    out->services[out->service_count++] =
        (WorthService){service->code, service->name_zh, service->name_en, service->group};
}

static int compare_services(const void *a, const void *b)
{
    const WorthService *x = a, *y = b;
    return strcmp(x->code, y->code);
}

static void list_services(const Pair *pair, Worths *out)
{
    size_t most = pair->side[0].account->service_count + pair->side[1].account->service_count;
    out->services = arena_array(pair->arena, most + 1, sizeof *out->services);
    for (int side = 0; side < 2; side++) {
        const Account *account = pair->side[side].account;
        for (size_t i = 0; i < account->service_count; i++) {
            const AccountService *service = &account->services[i];
            if (service->in_total && service->state == SERVICE_COMPUTED) add_service(out, service);
        }
    }
    if (out->service_count > 0) qsort(out->services, out->service_count, sizeof *out->services, compare_services);
}

static void list_towns(const Pair *pair, Worths *out)
{
    const Account *account = pair->side[1].account;
    out->town_count = account->town_count + 1;
    out->town_codes = arena_array(pair->arena, out->town_count, sizeof *out->town_codes);
    out->town_names = arena_array(pair->arena, out->town_count, sizeof *out->town_names);
    for (size_t t = 0; t < account->town_count; t++) {
        out->town_codes[t] = account->towns[t].code;
        out->town_names[t] = account->towns[t].name;
    }
    out->town_codes[account->town_count] = out->town_names[account->town_count] = "";
}

// ---- worths of one account ----

static size_t service_index(const Worths *w, const char *code)
{
    size_t i = 0;
    while (i < w->service_count && !text_equal(w->services[i].code, code)) i++;
    return i;
}

static size_t town_index(const Worths *w, const char *code)
{
    size_t t = 0;
    while (t + 1 < w->town_count && !text_equal(w->town_codes[t], code)) t++;
    return t;
}

// Leaves are whole fen, so their sums are the account's own.
static void take_account(Worths *w, size_t set, const Account *account)
{
    for (size_t i = 0; i < account->leaf_count; i++) {
        const Leaf *leaf = &account->leaves[i];
        const AccountService *service = &account->services[leaf->service];
        size_t k = service_index(w, service->code), t = town_index(w, leaf->town);
        if (!service->in_total || k == w->service_count) continue;
        int64_t *fen = &w->fen[place(w, set, k, t, MEASURE_CURRENT)];
        fen[MEASURE_CURRENT] += leaf->value.current.fen;
        fen[MEASURE_CONSTANT] += leaf->value.constant.fen;
        fen[MEASURE_NORMAL_CURRENT] += leaf->value.normal_current.fen;
        fen[MEASURE_NORMAL_CONSTANT] += leaf->value.normal_constant.fen;
    }
}

static bool price_and_take(const Pair *pair, Worths *w, size_t set, PassJob *job, Err *err)
{
    unsigned moved = causes_of(w, set);
    PlanPrices prices = mixture_prices(pair, moved);
    Account *account;
    plan_reprice(job->plan, &prices);
    const ValuePlan *values = value_open(job->plan);
    if (!plan_check(job->plan, err) || !assemble(job->plan, values, &job->result, &account, err))
        return err_within(err, _("the two accounts do not mix (%s); make both with the same services, data and tables"),
                          mixture_name(pair, moved));
    take_account(w, set, account);
    return true;
}

// ---- all of them ----

typedef struct Batch {
    size_t count;
    size_t sets[BATCH];
    PassJob jobs[BATCH];
} Batch;

static bool run_batch(const Pair *pair, Batch *batch, int jobs, Err *err)
{
    PassOptions options = {.jobs = jobs};
    if (batch->count == 0) return true; // only sets that a side has passed over were left
    if (!pair->side[0].plan->tabular) return pass_run(batch->jobs, batch->count, &options, err);
    for (size_t i = 0; i < batch->count; i++) {
        if (!pass_run(&batch->jobs[i], 1, &options, err)) return false;
    }
    return true;
}

static bool open_batch(const Pair *pair, const Worths *w, size_t *next, int jobs, Batch *batch, Err *err)
{
    for (; batch->count < BATCH && *next <= all_passes(w); ++*next) {
        if (side_of_passes(w, *next) >= 0) continue;
        size_t at = batch->count;
        batch->sets[at] = *next;
        if (!mixture_open(pair, causes_of(w, *next), jobs, &batch->jobs[at].plan, err)) return false;
        batch->count++;
    }
    return true;
}

// The mixtures of a batch, at the prices of the first account, then of the second.
static bool take_batch(const Pair *pair, Worths *w, Batch *batch, size_t first, Err *err)
{
    for (size_t i = first; i < batch->count; i++) {
        if (!price_and_take(pair, w, batch->sets[i], &batch->jobs[i], err) ||
            !price_and_take(pair, w, batch->sets[i] | price_bit(w), &batch->jobs[i], err))
            return false;
    }
    return true;
}

static void close_batch(Batch *batch, size_t first)
{
    for (size_t i = first; i < batch->count; i++) plan_close(batch->jobs[i].plan);
    *batch = (Batch){0};
}

// A pass that a side has made, at the prices that its own account has not.
static bool reprice_side(const Pair *pair, Worths *w, size_t passes, PassJob *job, Err *err)
{
    for (int price = 0; price < 2; price++) {
        size_t set = passes | (price == 1 ? price_bit(w) : 0);
        if (set == own_set(w, 0) || set == own_set(w, 1)) continue;
        if (!price_and_take(pair, w, set, job, err)) return false;
    }
    return true;
}

// The two accounts as they are, then at the other's prices.
static bool take_sides(Pair *pair, Worths *w, Batch *batch, Err *err)
{
    for (int side = 0; side < 2; side++) {
        if (!side_finish(&pair->side[side], &batch->jobs[side].result, err)) return false;
    }
    list_services(pair, w);
    list_towns(pair, w);
    size_t sets = 2 * price_bit(w) + 1;
    w->fen = arena_array(pair->arena, sets * w->service_count * w->town_count * MEASURE_COUNT + 1, sizeof *w->fen);
    for (int side = 0; side < 2; side++) take_account(w, own_set(w, side), pair->side[side].account);
    size_t ends[] = {0, all_passes(w)};
    for (size_t i = 0; i < (all_passes(w) == 0 ? 1 : 2); i++) {
        int side = side_of_passes(w, ends[i]);
        if (side >= 0 && !reprice_side(pair, w, ends[i], &batch->jobs[side], err)) return false;
    }
    return true;
}

bool worths_compute(Pair *pair, int jobs, Worths *out, Err *err)
{
    *out = (Worths){0};
    find_players(pair, out);
    Batch *batch = arena_alloc(pair->arena, sizeof *batch);
    batch->count = 2;
    batch->jobs[0].plan = pair->side[0].plan;
    batch->jobs[1].plan = pair->side[1].plan;
    size_t next = 0, first = 2; // of the batch's jobs, which are the sides' and not ours to close
    bool ok = true;
    do {
        ok = open_batch(pair, out, &next, jobs, batch, err) && run_batch(pair, batch, jobs, err) &&
             (first == 0 || take_sides(pair, out, batch, err)) && take_batch(pair, out, batch, first, err);
        out->pass_count += batch->count;
        close_batch(batch, first);
        first = 0;
    } while (ok && next <= all_passes(out));
    return ok;
}
