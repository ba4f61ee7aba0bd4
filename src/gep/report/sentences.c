// sentences.c - findings in words: what a leader repeats.
#include <math.h>

#include "gep/report/sections.h"

static const AccountService *largest_service(const Account *account)
{
    const AccountService *best = NULL;
    for (size_t i = 0; i < account->service_count; i++) {
        const AccountService *s = &account->services[i];
        if (!s->in_total || s->state != SERVICE_COMPUTED) continue;
        if (!best || s->value.current.fen > best->value.current.fen) best = s;
    }
    return best;
}

static Group largest_group(const Account *account)
{
    Group best = GROUP_MATERIAL;
    const Fen values[] = {account->material.current, account->regulating.current, account->cultural.current};
    for (int i = 1; i < 3; i++) {
        if (values[i].fen > values[best].fen) best = (Group)i;
    }
    return best;
}

const char *sentence_parts(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    const AccountService *s = largest_service(a);
    double gep = money_to_yuan(a->gep.current);
    if (!s || gep <= 0) return display_pick(d, "没有已核算的服务。", "No service was computed.");
    Group group = largest_group(a);
    const Fen values[] = {a->material.current, a->regulating.current, a->cultural.current};
    return display_printf(d, "%s价值%s，占%s；单项最大的是%s，%s，占%s。",
                          "%s are worth %s, %s of the total; the largest single service is %s: %s, %s.",
                          display_group(d, group), display_money_long(d, values[group]),
                          display_percent(d, money_to_yuan(values[group]) / gep, 1), display_service(d, s),
                          display_money_long(d, s->value.current), display_percent(d, s->share, 1));
}

// ---- where

static double town_density(const AccountTown *town)
{
    return town->area_m2 > 0 ? money_to_yuan(town->gep) / town->area_m2 : -1;
}

static void top_towns(const Account *account, size_t best[3])
{
    for (size_t k = 0; k < 3; k++) {
        best[k] = account->town_count;
        for (size_t i = 0; i < account->town_count; i++) {
            bool used = false;
            for (size_t j = 0; j < k; j++) used = used || best[j] == i;
            if (used) continue;
            if (best[k] == account->town_count ||
                town_density(&account->towns[i]) > town_density(&account->towns[best[k]])) {
                best[k] = i;
            }
        }
    }
}

const char *sentence_places(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    const char *mean = display_number(d, money_to_yuan(a->gep.current) / a->area_m2, 2);
    if (a->town_count < 4) {
        return display_printf(d, "平均每公顷%s万元，核算面积%s平方千米。", "On average %s yuan/m² over %s km².", mean,
                              display_area_km2(d, a->area_m2));
    }
    size_t best[3];
    top_towns(a, best);
    return display_printf(d, "平均每公顷%s万元；单位面积价值最高的是%s、%s和%s。",
                          "On average %s yuan/m²; the highest values per area are in %s, %s and %s.", mean,
                          a->towns[best[0]].name, a->towns[best[1]].name, a->towns[best[2]].name);
}

// ---- climate or, without a normal climate, the ratio to GDP

const char *sentence_climate(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    double now = money_to_yuan(a->gep.current), normal = money_to_yuan(a->gep.normal_current);
    if (now <= 0) return "";
    if (a->has_normal && normal > 0) {
        double share = now / normal - 1;
        if (fabs(share) < 5e-5) {
            return display_printf(d, "按%s年平均气候计，结果与当年相同。",
                                  "Under the mean climate of %s it would be the same.", a->normal);
        }
        return display_printf(d, "按%s年平均气候计为%s：当年气候使价值%s%s。",
                              "Under the mean climate of %s it would be %s: the year's weather %s it by %s.", a->normal,
                              display_money_long(d, a->gep.normal_current),
                              share < 0 ? display_pick(d, "减少", "lowered") : display_pick(d, "增加", "raised"),
                              display_percent(d, fabs(share), 2));
    }
    if (isfinite(a->ggi)) {
        return display_printf(d, "相当于当年地区生产总值的%s倍（绿金指数）；二者口径不同，不相加。",
                              "That is %s times the year's GDP (GGI); the two are not added.",
                              display_number(d, a->ggi, 2));
    }
    return display_printf(d, "%s的价值依据未核实的参数，使用时应注明。",
                          "%s of the value rests on parameters not yet verified; say so when it is used.",
                          display_percent(d, a->unverified_share, 1));
}
