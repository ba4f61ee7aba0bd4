#include "gep/explain/cause.h"

#include <string.h>

#include "base/text.h"
#include "gep/service.h"

static const struct CauseName {
    const char *key, *zh, *en;
} names[CAUSE_COUNT] = {
    [CAUSE_AREA] = {"area", "面积", "area"},          [CAUSE_CONDITION] = {"condition", "状况", "condition"},
    [CAUSE_WEATHER] = {"weather", "天气", "weather"}, [CAUSE_PRICE] = {"price", "价格", "price"},
    [CAUSE_METHOD] = {"method", "方法", "method"},    [CAUSE_CORRECTION] = {"correction", "数据更正", "correction"},
};

const char *cause_key(Cause cause)
{
    return names[cause].key;
}

const char *cause_name_zh(Cause cause)
{
    return names[cause].zh;
}

const char *cause_name_en(Cause cause)
{
    return names[cause].en;
}

static bool differs_by_climate(const char *id)
{
    static const char *const inputs[] = {"et", "snow_share", "water_evaporation_hot"}; // of no field
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        if (text_equal(inputs[i], id)) return true;
    }
    const Field *field = field_find(id);
    return field != NULL && text_equal(field->climate, "yes");
}

Cause cause_of_map(const MapEntry *map)
{
    if (text_equal(map->id, "land")) return CAUSE_AREA;
    if (map->normal[0] != '\0' || differs_by_climate(map->id)) return CAUSE_WEATHER;
    char year[64];
    snprintf(year, sizeof year, "%s_year", map->id);
    return differs_by_climate(year) ? CAUSE_WEATHER : CAUSE_CONDITION;
}

bool cause_is_price(const char *parameter_id)
{
    return text_starts(parameter_id, "price.") || text_starts(parameter_id, "tax.") ||
           text_equal(parameter_id, "price_index");
}

bool cause_is_yearly(const char *pattern)
{
    return strstr(pattern, "{year}") != NULL;
}
