// parcels_assemble.c - from the pass's sums to accounts of parcels, and to a map of them.
#include <math.h>

#include "base/file.h"
#include "gep/parcels.h"
#include "gep/pass.h"
#include "land/zone_table.h"

enum { SMALL_CELLS = 400 }; // below it, a parcel rests on too few cells to be quoted alone

typedef struct Work {
    const Plan *plan;
    const ParcelPlan *parcels;
    const PassResult *result;
    const double *yuan, *limit_scale; // of ValuePlan and Assembly
    AccountParcels *out;
    double *doubtful; // [parcel]: yuan
    double *raw;      // [parcel + 1]: yuan of the service at hand; the last is what lies in no parcel
    Fen *parts;       // [parcel + 1]
} Work;

static double column(const Work *work, size_t parcel, size_t at)
{
    return work->result->parcels[parcel * work->parcels->column_count + at];
}

// ---- one service

static double scale_of(const Work *work, size_t service, int slot)
{
    return work->parcels->slot_count[service] == 1 ? 1 : work->limit_scale[service * FLOW_MAX + (size_t)slot];
}

// What the cells of the whole district come to, before any rounding.
static double kernel_yuan(const Work *work, size_t service)
{
    const Plan *plan = work->plan;
    const ServicePlan *planned = &plan->services[service];
    double sum = 0;
    for (size_t f = 0; f < planned->flow_count; f++) {
        double scale = scale_of(work, service, (int)f);
        for (size_t c = 0; c < plan->class_count; c++) {
            double price = work->yuan[(service * FLOW_MAX + f) * CLASS_MAX + c], flow = 0;
            for (size_t z = 0; z <= plan->zone_count; z++)
                flow += pass_sum(work->result, plan, (int)c, (int)z, planned->channel + CHANNEL_FLOWS + (int)f);
            if (flow != 0) sum += flow * scale * price;
        }
    }
    return sum;
}

static void sum_slots(const Work *work, size_t service, double *quantity)
{
    const ParcelPlan *parcels = work->parcels;
    for (size_t i = 0; i < parcels->count; i++) {
        quantity[i] = work->raw[i] = 0;
        for (int s = 0; s < parcels->slot_count[service]; s++) {
            double scale = scale_of(work, service, s);
            size_t at = PARCEL_SLOTS + (size_t)(parcels->slot[service] + s) * SLOT_WIDTH;
            quantity[i] += scale * column(work, i, at + SLOT_QUANTITY);
            work->raw[i] += scale * column(work, i, at + SLOT_YUAN);
            if (work->plan->services[service].profile->in_total)
                work->doubtful[i] += scale * column(work, i, at + SLOT_DOUBTFUL_YUAN);
        }
    }
}

// Tables (lakes, a given quantity) lie in no parcel; the rest of the service's value is that of its cells.
static Fen cells_value(const Work *work, size_t service, const AccountService *account, double kernel)
{
    return work->plan->services[service].entry_count == 0 ? account->value.current : money_from_yuan(kernel);
}

static void share_service(Work *work, size_t service, const AccountService *account, AccountParcelService *out)
{
    size_t count = work->parcels->count;
    double *quantity = arena_array(work->plan->arena, count, sizeof *quantity), inside = 0;
    double kernel = kernel_yuan(work, service);
    sum_slots(work, service, quantity);
    for (size_t i = 0; i < count; i++) inside += work->raw[i];
    work->raw[count] = kernel - inside;
    if (fabs(work->raw[count]) <= 1e-9 * fabs(kernel)) work->raw[count] = 0; // the order of adding, no land
    Fen value = kernel == 0 ? (Fen){0} : cells_value(work, service, account, kernel);
    money_share_out(value, work->raw, count + 1, work->parts);
    Fen *fen = arena_array(work->plan->arena, count, sizeof *fen);
    for (size_t i = 0; i < count; i++) {
        fen[i] = work->parts[i];
        out->inside = money_add(out->inside, fen[i]);
        if (account->in_total) work->out->items[i].gep = money_add(work->out->items[i].gep, fen[i]);
    }
    out->code = account->code;
    out->quantity = quantity;
    out->value = fen;
    out->elsewhere = money_sub(account->value.current, out->inside);
}

// ---- all

static void describe_parcels(Work *work)
{
    AccountParcel *items = work->out->items;
    for (size_t i = 0; i < work->parcels->count; i++) {
        double eligible = column(work, i, PARCEL_ELIGIBLE_M2);
        items[i] = (AccountParcel){.code = work->parcels->codes[i],
                                   .area_m2 = column(work, i, PARCEL_AREA_M2),
                                   .cells = column(work, i, PARCEL_CELLS),
                                   .valid_share = eligible > 0 ? column(work, i, PARCEL_VALID_M2) / eligible : NAN,
                                   .inferred_share = NAN};
        work->out->area_m2 += items[i].area_m2;
        work->out->small_count += items[i].cells < SMALL_CELLS;
    }
}

static void total_parcels(const Work *work, const Account *account)
{
    AccountParcels *out = work->out;
    for (size_t i = 0; i < out->count; i++) {
        AccountParcel *item = &out->items[i];
        double gep = money_to_yuan(item->gep);
        if (gep > 0) item->inferred_share = fmin(1, work->doubtful[i] / gep);
        out->gep = money_add(out->gep, item->gep);
    }
    out->elsewhere = money_sub(account->gep.current, out->gep);
}

void parcels_assemble(const Plan *plan, const ValuePlan *values, const PassResult *result, const double *limit_scale,
                      Account *account)
{
    const ParcelPlan *parcels = plan->parcels;
    if (parcels == NULL) return;
    AccountParcels *out = arena_alloc(plan->arena, sizeof *out);
    Work work = {.plan = plan,
                 .parcels = parcels,
                 .result = result,
                 .yuan = values->yuan,
                 .limit_scale = limit_scale,
                 .out = out,
                 .doubtful = arena_array(plan->arena, parcels->count, sizeof(double)),
                 .raw = arena_array(plan->arena, parcels->count + 1, sizeof(double)),
                 .parts = arena_array(plan->arena, parcels->count + 1, sizeof(Fen))};
    out->path = parcels->path;
    out->layer = parcels->layer;
    out->count = parcels->count;
    out->items = arena_array(plan->arena, parcels->count, sizeof *out->items);
    AccountParcelService *done = arena_array(plan->arena, plan->service_count, sizeof *done);
    describe_parcels(&work);
    for (size_t k = 0; k < plan->service_count; k++) {
        if (parcels->slot[k] < 0 || account->services[k].state != SERVICE_COMPUTED) continue;
        share_service(&work, k, &account->services[k], &done[out->service_count++]);
    }
    out->services = done;
    total_parcels(&work, account);
    account->parcels = out;
}

// ---- the map

typedef struct Columns {
    Arena *arena;
    const AccountParcels *parcels;
    ZoneColumn *items;
    size_t count;
} Columns;

static double *add_numbers(Columns *columns, const char *name)
{
    double *numbers = arena_array(columns->arena, columns->parcels->count, sizeof *numbers);
    columns->items[columns->count++] = (ZoneColumn){.name = name, .numbers = numbers};
    return numbers;
}

static void add_head(Columns *columns)
{
    const AccountParcels *parcels = columns->parcels;
    const char **codes = arena_array(columns->arena, parcels->count, sizeof *codes);
    columns->items[columns->count++] = (ZoneColumn){.name = "code", .texts = codes};
    double *area = add_numbers(columns, "area_m2"), *cells = add_numbers(columns, "cells"),
           *small = add_numbers(columns, "small"), *gep = add_numbers(columns, "gep_yuan"),
           *inferred = add_numbers(columns, "inferred_share"), *valid = add_numbers(columns, "valid_share");
    for (size_t i = 0; i < parcels->count; i++) {
        const AccountParcel *item = &parcels->items[i];
        codes[i] = item->code;
        area[i] = item->area_m2;
        cells[i] = item->cells;
        small[i] = item->cells < SMALL_CELLS;
        gep[i] = money_to_yuan(item->gep);
        inferred[i] = item->inferred_share;
        valid[i] = item->valid_share;
    }
}

static void add_service(Columns *columns, const AccountParcelService *service)
{
    columns->items[columns->count++] =
        (ZoneColumn){.name = arena_printf(columns->arena, "%s_quantity", service->code), .numbers = service->quantity};
    double *yuan = add_numbers(columns, arena_printf(columns->arena, "%s_yuan", service->code));
    for (size_t i = 0; i < columns->parcels->count; i++) yuan[i] = money_to_yuan(service->value[i]);
}

bool parcels_write(const Account *account, const char *path, Err *err)
{
    enum { HEAD = 7 };
    const AccountParcels *parcels = account->parcels;
    Columns columns = {.arena = arena_open(), .parcels = parcels};
    columns.items = arena_array(columns.arena, HEAD + 2 * parcels->service_count, sizeof *columns.items);
    add_head(&columns);
    for (size_t k = 0; k < parcels->service_count; k++) add_service(&columns, &parcels->services[k]);
    ZoneTable table = {.zones = parcels->path,
                       .layer = parcels->layer,
                       .title = "parcels",
                       .zone_count = parcels->count,
                       .column_count = columns.count,
                       .columns = columns.items};
    bool done = zone_table_write(path, &table, err);
    arena_close(columns.arena);
    return done;
}
