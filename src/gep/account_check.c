// account_check.c - what must hold in every finished account.
//
// 1 services, inputs and parameters are sorted by id, leaves by (service, ecosystem, town); services, leaves and towns
//   occur once.
// 2 a leaf belongs to a computed service and to a town of the account or to none.
// 3 leaves sum to services, services in the total to groups, groups to GEP, in all four values, to the fen.
// 4 leaves sum to towns; towns and what is not allotted sum to GEP.
// 5 a service that is not computed has a reason and no value; a not available one of the total makes the account
//   incomplete.
// 6 shares lie in 0..1, ratios follow from the total, net follows from the products from outside.
#include "gep/account.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "gep/account_sums.h"

static bool broken(Err *err, const char *what, const char *which)
{
    return err_set(err, ERR_REFUSED, _("the account does not hold together: %s (%s)"), what, which);
}

static bool equal(Err *err, const char *which, const char *what, Fen sum, Fen stated)
{
    if (sum.fen == stated.fen) return true;
    char a[MONEY_TEXT_SIZE], b[MONEY_TEXT_SIZE];
    return err_set(err, ERR_REFUSED, _("the account does not hold together: %s, %s: the parts sum to %s, stated is %s"),
                   which, what, money_text(sum, a), money_text(stated, b));
}

static bool equal_values(Err *err, const char *which, Values sum, Values stated)
{
    return equal(err, which, _("current prices"), sum.current, stated.current) &&
           equal(err, which, _("constant prices"), sum.constant, stated.constant) &&
           equal(err, which, _("normal climate, current prices"), sum.normal_current, stated.normal_current) &&
           equal(err, which, _("normal climate, constant prices"), sum.normal_constant, stated.normal_constant);
}

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

// ---- order

static int compare_leaves(const Leaf *a, const Leaf *b)
{
    if (a->service != b->service) return a->service < b->service ? -1 : 1;
    int order = strcmp(a->ecosystem, b->ecosystem);
    return order ? order : strcmp(a->town, b->town);
}

static bool check_order(const Account *account, Err *err)
{
    for (size_t i = 1; i < account->service_count; i++) {
        const AccountService *s = &account->services[i];
        if (strcmp(s[-1].code, s->code) >= 0) return broken(err, _("services are not sorted by code"), s->code);
    }
    for (size_t i = 1; i < account->leaf_count; i++) {
        const Leaf *leaf = &account->leaves[i];
        if (compare_leaves(leaf - 1, leaf) >= 0) return broken(err, _("leaves are not sorted"), leaf->ecosystem);
    }
    for (size_t i = 1; i < account->input_count; i++) {
        const AccountInput *input = &account->inputs[i];
        if (strcmp(input[-1].id, input->id) > 0) return broken(err, _("inputs are not sorted by id"), input->id);
    }
    for (size_t i = 1; i < account->param_count; i++) {
        const AccountParam *param = &account->params[i];
        if (strcmp(param[-1].id, param->id) > 0) return broken(err, _("parameters are not sorted by id"), param->id);
    }
    return true;
}

static bool check_town_codes(const Account *account, Err *err)
{
    for (size_t i = 0; i < account->town_count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (strcmp(account->towns[i].code, account->towns[j].code) == 0) {
                return broken(err, _("a town occurs twice"), account->towns[i].code);
            }
        }
    }
    return true;
}

// ---- leaves and services

static bool has_town(const Account *account, const char *code)
{
    for (size_t i = 0; i < account->town_count; i++) {
        if (strcmp(account->towns[i].code, code) == 0) return true;
    }
    return *code == 0;
}

static bool check_leaf(const Account *account, const Leaf *leaf, Err *err)
{
    if (leaf->service < 0 || (size_t)leaf->service >= account->service_count) {
        return broken(err, _("a leaf names a service that is not there"), leaf->ecosystem);
    }
    const AccountService *service = &account->services[leaf->service];
    if (service->state != SERVICE_COMPUTED) return broken(err, _("a service not computed has leaves"), service->code);
    if (!has_town(account, leaf->town)) return broken(err, _("a leaf names a town that is not there"), leaf->town);
    return true;
}

static Values zero_values(void)
{
    return (Values){{0}, {0}, {0}, {0}};
}

// Quantities are sums of doubles: equal but for the order of adding. Unknown ones (NaN) are not compared.
static bool check_quantity(const AccountService *service, double sum, double size, Err *err)
{
    if (isnan(sum) || isnan(service->quantity) || fabs(sum - service->quantity) <= 1e-9 * size) return true;
    return err_set(err, ERR_REFUSED,
                   _("the account does not hold together: %s: the leaves' quantities sum to %.17g, stated is %.17g"),
                   service->code, sum, service->quantity);
}

static bool check_leaves(const Account *account, size_t index, size_t *at, Err *err)
{
    const AccountService *service = &account->services[index];
    Values sum = zero_values();
    double quantity = 0, size = 0;
    for (; *at < account->leaf_count && account->leaves[*at].service == (int)index; ++*at) {
        const Leaf *leaf = &account->leaves[*at];
        if (!check_leaf(account, leaf, err)) return false;
        sum = values_add(sum, leaf->value);
        quantity += leaf->quantity;
        size += fabs(leaf->quantity);
    }
    if (service->state != SERVICE_COMPUTED) quantity = NAN;
    return equal_values(err, service->code, sum, service->value) && check_quantity(service, quantity, size, err);
}

static bool check_share(const char *which, double share, Err *err)
{
    if (isnan(share) || (share >= 0 && share <= 1 + 1e-12)) return true;
    return broken(err, _("a share is not within 0 and 1"), which);
}

static bool check_service(const Account *account, const AccountService *service, Err *err)
{
    if (service->state != SERVICE_COMPUTED && (!service->reason || !*service->reason)) {
        return broken(err, _("a service not computed gives no reason"), service->code);
    }
    if (service->state == SERVICE_NOT_AVAILABLE && service->in_total && account->complete) {
        return broken(err, _("a service is not available, yet the account says it is complete"), service->code);
    }
    double gep = money_to_yuan(account->gep.current);
    if (service->in_total && gep != 0 && !isnan(service->share) &&
        fabs(service->share - money_to_yuan(service->value.current) / gep) > 1e-9) {
        return broken(err, _("a service's share is not its value over GEP"), service->code);
    }
    return check_share(service->code, service->valid_area_share, err) &&
           check_share(service->code, service->unverified_value_share, err);
}

static bool check_services(const Account *account, Err *err)
{
    size_t at = 0;
    for (size_t i = 0; i < account->service_count; i++) {
        if (!check_leaves(account, i, &at, err) || !check_service(account, &account->services[i], err)) return false;
    }
    if (at < account->leaf_count) return check_leaf(account, &account->leaves[at], err);
    return true;
}

// ---- totals

static bool check_totals(const Account *account, Err *err)
{
    Values sums[3] = {zero_values(), zero_values(), zero_values()};
    bool all_there = true;
    for (size_t i = 0; i < account->service_count; i++) {
        const AccountService *service = &account->services[i];
        if (service->in_total) sums[service->group] = values_add(sums[service->group], service->value);
        all_there = all_there && service->state != SERVICE_NOT_AVAILABLE;
    }
    if (all_there && !account->complete)
        return broken(err, _("nothing is missing, yet it says incomplete"), "complete");
    Values all = values_add(values_add(account->material, account->regulating), account->cultural);
    return equal_values(err, _("material products"), sums[GROUP_MATERIAL], account->material) &&
           equal_values(err, _("regulating services"), sums[GROUP_REGULATING], account->regulating) &&
           equal_values(err, _("cultural services"), sums[GROUP_CULTURAL], account->cultural) &&
           equal_values(err, "GEP", all, account->gep);
}

static bool check_normal(const Account *account, Err *err)
{
    if (account->has_normal || (account->gep.normal_current.fen == 0 && account->gep.normal_constant.fen == 0)) {
        return true;
    }
    return broken(err, _("values of a normal climate without a normal climate"), "gep_normal");
}

static bool check_net(const Account *account, Err *err)
{
    if (!account->has_net) return true;
    return equal(err, "GEP", _("net of products from outside"),
                 money_sub(account->gep.current, account->outside_products), account->gep_net);
}

static bool check_ratio(const char *which, double stated, Fen total, double base, Err *err)
{
    if (isnan(stated) || !(base > 0) || near(stated, money_to_yuan(total) / base)) return true;
    return broken(err, _("a ratio is not GEP over its base"), which);
}

static bool check_ratios(const Account *account, Err *err)
{
    Fen gep = account->gep.current;
    return check_ratio("per_km2", account->per_km2, gep, account->area_m2 / 1e6, err) &&
           check_ratio("per_head", account->per_head, gep, account->population, err) &&
           check_ratio("ggi", account->ggi, gep, account->gdp_yuan, err) &&
           check_share("unverified_share", account->unverified_share, err);
}

// ---- towns

static bool check_town(const Account *account, const Crosstab *table, size_t i, Err *err)
{
    const AccountTown *town = &account->towns[i];
    return equal(err, town->code, _("material products"), crosstab_row_sum(table, account, i, GROUP_MATERIAL),
                 town->material) &&
           equal(err, town->code, _("regulating services"), crosstab_row_sum(table, account, i, GROUP_REGULATING),
                 town->regulating) &&
           equal(err, town->code, _("cultural services"), crosstab_row_sum(table, account, i, GROUP_CULTURAL),
                 town->cultural) &&
           equal(err, town->code, "GEP", crosstab_row_sum(table, account, i, -1), town->gep);
}

static bool check_towns(const Account *account, Err *err)
{
    Arena *arena = arena_open();
    Crosstab table = account_by_town(arena, account);
    bool ok = true;
    for (size_t i = 0; ok && i < account->town_count; i++) ok = check_town(account, &table, i, err);
    ok = ok && equal(err, "GEP", _("not allotted to a town"),
                     crosstab_row_sum(&table, account, account->town_count, -1), account->not_allotted);
    arena_close(arena);
    return ok;
}

bool account_check(const Account *account, Err *err)
{
    return check_order(account, err) && check_town_codes(account, err) && check_services(account, err) &&
           check_totals(account, err) && check_normal(account, err) && check_net(account, err) &&
           check_ratios(account, err) && check_towns(account, err);
}
