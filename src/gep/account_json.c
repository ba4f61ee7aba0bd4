// account_json.c - account.json: canonical text and its digest (docs/formats.md, docs/account.schema.json).
//
// Keys are written in byte order. What is not defined (no normal climate, no population) is null, never 0.
#include <math.h>

#include "base/json.h"
#include "gep/account.h"

const char *service_state_text(ServiceState state)
{
    static const char *const texts[] = {"computed", "not_applicable", "not_available"};
    return texts[state];
}

static const char *group_text(Group group)
{
    static const char *const texts[] = {"material", "regulating", "cultural"};
    return texts[group];
}

static const char *severity_text(Severity severity)
{
    static const char *const texts[] = {"note", "doubt", "error"};
    return texts[severity];
}

// ---- one key and its value

static void put_text(JsonOut *out, const char *key, const char *text)
{
    json_key(out, key);
    json_text(out, text ? text : "");
}

static void put_number(JsonOut *out, const char *key, double value)
{
    json_key(out, key);
    if (isfinite(value)) {
        json_number(out, value);
    } else {
        json_put_null(out);
    }
}

static void put_int(JsonOut *out, const char *key, int64_t value)
{
    json_key(out, key);
    json_int(out, value);
}

static void put_bool(JsonOut *out, const char *key, bool value)
{
    json_key(out, key);
    json_bool(out, value);
}

static void add_money_if(JsonOut *out, bool defined, Fen value)
{
    if (defined) {
        json_money(out, value);
    } else {
        json_put_null(out);
    }
}

static void put_money_if(JsonOut *out, const char *key, bool defined, Fen value)
{
    json_key(out, key);
    add_money_if(out, defined, value);
}

static void put_money(JsonOut *out, const char *key, Fen value)
{
    put_money_if(out, key, true, value);
}

// ---- the parts of the account, in the order of their keys

static void put_district(JsonOut *out, const Account *account)
{
    json_key(out, "district");
    json_begin_object(out);
    put_number(out, "area_m2", account->area_m2);
    put_text(out, "code", account->district_code);
    put_bool(out, "demo", account->demo);
    put_number(out, "gdp_yuan", account->gdp_yuan);
    put_text(out, "name", account->district_name);
    put_text(out, "name_en", account->district_name_en);
    put_number(out, "official_area_m2", account->official_area_m2);
    put_text(out, "part_of", account->part_of);
    put_number(out, "population", account->population);
    json_end(out);
}

static void put_extent(JsonOut *out, const Account *account)
{
    json_key(out, "extent");
    json_begin_array(out);
    for (size_t i = 0; i < account->extent_count; i++) {
        const ExtentRow *row = &account->extent[i];
        json_begin_object(out);
        put_number(out, "area_before_m2", row->area_before_m2);
        put_number(out, "area_m2", row->area_m2);
        put_text(out, "class", row->ecosystem);
        put_text(out, "name", row->name_zh);
        put_text(out, "name_en", row->name_en);
        json_end(out);
    }
    json_end(out);
}

static void put_grid(JsonOut *out, const Account *account)
{
    json_key(out, "grid");
    json_begin_object(out);
    put_number(out, "cell_m", account->cell_m);
    put_int(out, "cells_inside", (int64_t)account->cells_inside);
    put_text(out, "crs", account->crs);
    put_text(out, "crs_name", account->crs_name);
    put_int(out, "height", account->height);
    put_int(out, "width", account->width);
    put_number(out, "x0", account->x0);
    put_number(out, "y0", account->y0);
    json_end(out);
}

static void add_input(JsonOut *out, const AccountInput *input)
{
    json_begin_object(out);
    put_int(out, "bytes", (int64_t)input->bytes);
    json_key(out, "cell");
    if (isfinite(input->cell_x) && isfinite(input->cell_y) && input->cell_x != 0) {
        json_begin_array(out);
        json_number(out, input->cell_x);
        json_number(out, input->cell_y);
        json_end(out);
    } else {
        json_put_null(out);
    }
    put_text(out, "crs", input->crs);
    put_text(out, "datum_note", input->datum_note);
    put_text(out, "id", input->id);
    put_text(out, "license", input->license);
    put_text(out, "path", input->path);
    put_text(out, "resampling", input->resampling);
    put_text(out, "sm3", input->sm3);
    json_end(out);
}

static void put_inputs(JsonOut *out, const Account *account)
{
    json_key(out, "inputs");
    json_begin_array(out);
    for (size_t i = 0; i < account->input_count; i++) add_input(out, &account->inputs[i]);
    json_end(out);
}

// [code, ecosystem, town, quantity, value_yuan, value_constant_yuan, value_normal_current_yuan,
// value_normal_constant_yuan]
static void add_leaf(JsonOut *out, const Account *account, const Leaf *leaf)
{
    json_begin_array(out);
    json_text(out, account->services[leaf->service].code);
    json_text(out, leaf->ecosystem);
    json_text(out, leaf->town);
    json_number(out, leaf->quantity);
    json_money(out, leaf->value.current);
    json_money(out, leaf->value.constant);
    add_money_if(out, account->has_normal, leaf->value.normal_current);
    add_money_if(out, account->has_normal, leaf->value.normal_constant);
    json_end(out);
}

static void put_leaves(JsonOut *out, const Account *account)
{
    json_key(out, "leaves");
    json_begin_array(out);
    for (size_t i = 0; i < account->leaf_count; i++) add_leaf(out, account, &account->leaves[i]);
    json_end(out);
}

static void add_param(JsonOut *out, const AccountParam *param)
{
    json_begin_object(out);
    put_text(out, "clause", param->clause);
    put_text(out, "ecosystem", param->ecosystem);
    put_number(out, "from", param->from);
    put_text(out, "id", param->id);
    put_text(out, "key", param->key);
    put_int(out, "price_year", param->price_year);
    put_text(out, "source", param->source);
    put_text(out, "status", param->status);
    put_number(out, "to", param->to);
    put_text(out, "unit", param->unit);
    put_number(out, "value", param->value);
    put_money(out, "value_resting_yuan", param->value_resting);
    json_end(out);
}

static void put_params(JsonOut *out, const Account *account)
{
    json_key(out, "parameters");
    json_begin_array(out);
    for (size_t i = 0; i < account->param_count; i++) add_param(out, &account->params[i]);
    json_end(out);
}

static void put_program(JsonOut *out, const Account *account)
{
    json_key(out, "program");
    json_begin_object(out);
    put_text(out, "gdal", account->gdal_version);
    put_text(out, "proj", account->proj_version);
    put_text(out, "version", account->version);
    json_end(out);
}

// ---- services

static void put_parts(JsonOut *out, const AccountService *service)
{
    json_key(out, "parts");
    json_begin_array(out);
    for (size_t i = 0; i < service->part_count; i++) {
        const AccountPart *part = &service->parts[i];
        json_begin_object(out);
        put_text(out, "id", part->id);
        put_text(out, "name", part->name_zh);
        put_text(out, "name_en", part->name_en);
        put_number(out, "price", part->price);
        put_number(out, "price_constant", part->price_constant);
        put_text(out, "price_id", part->price_id);
        put_text(out, "price_unit", part->price_unit);
        put_number(out, "quantity", part->quantity);
        put_text(out, "unit", part->unit);
        put_money(out, "value_yuan", part->value);
        json_end(out);
    }
    json_end(out);
}

static void put_parameter_ids(JsonOut *out, const AccountService *service)
{
    json_key(out, "parameters");
    json_begin_array(out);
    for (size_t i = 0; i < service->parameter_count; i++) json_text(out, service->parameters[i]);
    json_end(out);
}

static void put_service_head(JsonOut *out, const AccountService *service)
{
    put_text(out, "branch", service->branch);
    put_int(out, "clamped_cells", (int64_t)service->clamped_cells);
    put_number(out, "clamped_quantity", service->clamped_quantity);
    put_text(out, "code", service->code);
    put_number(out, "eligible_area_m2", service->eligible_area_m2);
    put_number(out, "filled_area_m2", service->filled_area_m2);
    put_money(out, "filled_value_yuan", service->filled_value);
    put_text(out, "group", group_text(service->group));
    put_bool(out, "in_total", service->in_total);
    put_money(out, "inferred_value_yuan", service->inferred_value);
    put_text(out, "name", service->name_zh);
    put_text(out, "name_en", service->name_en);
    put_parameter_ids(out, service);
    put_parts(out, service);
}

// What was not computed has no quantity: null, not 0. Its values stay 0.00, so that services still sum to the totals.
static void put_service_tail(JsonOut *out, const AccountService *service, bool has_normal)
{
    bool computed = service->state == SERVICE_COMPUTED;
    put_number(out, "price", computed ? service->price : NAN);
    put_number(out, "price_constant", computed ? service->price_constant : NAN);
    put_text(out, "price_unit", service->price_unit);
    put_int(out, "price_year", service->price_year);
    put_number(out, "quantity", computed ? service->quantity : NAN);
    put_number(out, "quantity_normal", computed && has_normal ? service->quantity_normal : NAN);
    put_text(out, "reason", service->reason);
    put_text(out, "seea", service->seea);
    put_number(out, "share", computed && service->in_total ? service->share : NAN);
    put_text(out, "state", service_state_text(service->state));
    put_text(out, "unit", service->unit);
    put_number(out, "unverified_value_share", computed ? service->unverified_value_share : NAN);
    put_number(out, "valid_area_m2", service->valid_area_m2);
    put_number(out, "valid_area_share", computed ? service->valid_area_share : NAN);
    put_money(out, "value_constant_yuan", service->value.constant);
    put_money_if(out, "value_normal_constant_yuan", has_normal, service->value.normal_constant);
    put_money_if(out, "value_normal_current_yuan", has_normal, service->value.normal_current);
    put_money(out, "value_yuan", service->value.current);
    put_text(out, "variant", service->variant);
    put_text(out, "variant_name", service->variant_name_zh);
    put_text(out, "variant_name_en", service->variant_name_en);
}

static void put_services(JsonOut *out, const Account *account)
{
    json_key(out, "services");
    json_begin_array(out);
    for (size_t i = 0; i < account->service_count; i++) {
        json_begin_object(out);
        put_service_head(out, &account->services[i]);
        put_service_tail(out, &account->services[i], account->has_normal);
        json_end(out);
    }
    json_end(out);
}

// ---- totals, towns, transitions, warnings

// change_from_before tells of another year's account and of what was run together: the digest does not rest on it, so
// that a year alone, and its verification, have the same.
static void put_totals(JsonOut *out, const Account *account, bool digested)
{
    json_key(out, "totals");
    json_begin_object(out);
    put_number(out, "change_from_before", digested ? NAN : account->change_from_before);
    put_bool(out, "complete", account->complete);
    put_money(out, "cultural", account->cultural.current);
    put_money(out, "gep", account->gep.current);
    put_money(out, "gep_constant", account->gep.constant);
    put_money_if(out, "gep_net", account->has_net, account->gep_net);
    put_money_if(out, "gep_normal_constant", account->has_normal, account->gep.normal_constant);
    put_money_if(out, "gep_normal_current", account->has_normal, account->gep.normal_current);
    put_number(out, "ggi", account->ggi);
    put_money(out, "material", account->material.current);
    put_money(out, "not_allotted_to_town_yuan", account->not_allotted);
    put_money_if(out, "outside_products_yuan", account->has_net, account->outside_products);
    put_number(out, "per_head", account->per_head);
    put_number(out, "per_km2", account->per_km2);
    put_money(out, "regulating", account->regulating.current);
    put_number(out, "unverified_share", account->unverified_share);
    put_money(out, "unverified_yuan", account->unverified);
    json_end(out);
}

// Their rows stand in parcels.gpkg.
static void put_parcels(JsonOut *out, const Account *account)
{
    const AccountParcels *parcels = account->parcels;
    if (parcels == NULL) return;
    json_key(out, "parcels");
    json_begin_object(out);
    put_number(out, "area_m2", parcels->area_m2);
    put_int(out, "count", (long long)parcels->count);
    put_money(out, "elsewhere_yuan", parcels->elsewhere);
    put_money(out, "gep_yuan", parcels->gep);
    put_int(out, "small_count", (long long)parcels->small_count);
    json_end(out);
}

static void put_towns(JsonOut *out, const Account *account)
{
    json_key(out, "towns");
    json_begin_array(out);
    for (size_t i = 0; i < account->town_count; i++) {
        const AccountTown *town = &account->towns[i];
        json_begin_object(out);
        put_number(out, "area_m2", town->area_m2);
        put_text(out, "code", town->code);
        put_money(out, "cultural_yuan", town->cultural);
        put_money(out, "gep_yuan", town->gep);
        put_money(out, "material_yuan", town->material);
        put_text(out, "name", town->name);
        put_money(out, "regulating_yuan", town->regulating);
        put_number(out, "valid_area_share", town->valid_area_share);
        json_end(out);
    }
    json_end(out);
}

static void put_transitions(JsonOut *out, const Account *account)
{
    json_key(out, "transitions");
    json_begin_array(out);
    for (size_t i = 0; i < account->transition_count; i++) {
        const TransitionCell *cell = &account->transitions[i];
        json_begin_object(out);
        put_number(out, "area_m2", cell->area_m2);
        put_text(out, "from", cell->from);
        put_text(out, "to", cell->to);
        json_end(out);
    }
    json_end(out);
}

static void put_warnings(JsonOut *out, const Account *account)
{
    json_key(out, "warnings");
    json_begin_array(out);
    for (size_t i = 0; account->warnings && i < account->warnings->count; i++) {
        const Finding *finding = &account->warnings->items[i];
        json_begin_object(out);
        put_text(out, "code", finding->code);
        put_text(out, "severity", severity_text(finding->severity));
        put_text(out, "text_en", finding->text_en);
        put_text(out, "text_zh", finding->text_zh);
        put_text(out, "where", finding->where);
        json_end(out);
    }
    json_end(out);
}

// When digest is NULL, the text that is digested: without `program` and `result_sm3`, change_from_before null.
static const char *write_account(Arena *arena, const Account *account, const char *digest, size_t *size)
{
    JsonOut *out = json_out_open(arena);
    json_begin_object(out);
    put_int(out, "before_year", account->before_year);
    put_int(out, "constant_price_year", account->constant_price_year);
    put_district(out, account);
    put_extent(out, account);
    put_grid(out, account);
    put_inputs(out, account);
    put_leaves(out, account);
    put_text(out, "normal", account->normal);
    put_params(out, account);
    put_parcels(out, account);
    put_text(out, "price_basis", account->price_basis);
    put_text(out, "profile", account->profile);
    put_text(out, "profile_title", account->profile_title_zh);
    put_text(out, "profile_title_en", account->profile_title_en);
    if (digest) put_program(out, account);
    if (digest) put_text(out, "result_sm3", digest);
    put_text(out, "schema", "qingshan-account/1");
    put_services(out, account);
    put_totals(out, account, digest == NULL);
    put_towns(out, account);
    put_transitions(out, account);
    put_warnings(out, account);
    put_int(out, "year", account->year);
    json_end(out);
    return json_out_text(out, size);
}

bool account_json(Arena *arena, Account *account, const char **text, size_t *size, Err *err)
{
    if (!account_check(account, err)) return false;
    size_t digested = 0;
    const char *plain = write_account(arena, account, NULL, &digested);
    sm3_of(plain, digested, account->result_sm3);
    *text = write_account(arena, account, account->result_sm3, size);
    return true;
}
