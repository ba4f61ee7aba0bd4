#include "gep/products.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/formulas/culture.h"
#include "gep/stat.h"

// ---- table products, a row a product and town:
enum {
    CODE,
    ITEM,
    TOWN,
    ECOSYSTEM,
    QUANTITY,
    UNIT,
    PRICE,
    PRICE_UNIT,
    PRICE_CONSTANT,
    VALUE,
    COST,
    NET_VALUE,
    RATIO,
    COLUMN_COUNT
};
static const StatColumn columns[COLUMN_COUNT] = {
    [CODE] = {"code|service|category|代码|指标代码|类别|门类|产品类别", STAT_TEXT, "", true}, // M11 or 农业产品 ...
    [ITEM] = {"item|product|产品|产品名称|品名|名称", STAT_TEXT, "", true},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [QUANTITY] = {"quantity|产量|数量", STAT_NUMBER, "", false},
    [UNIT] = {"unit|计量单位|单位|产量单位", STAT_TEXT, "", false}, // of the quantity; or in its header: 产量（吨）
    [PRICE] = {"price|单价|价格|现价", STAT_NUMBER, "", false}, // 单价（元/kg）; 单价（元）is per the row's unit
    [PRICE_UNIT] = {"price_unit|单价单位|价格单位", STAT_TEXT, "", false},
    [PRICE_CONSTANT] = {"price_constant|constant_price|不变价|不变价格|可比价", STAT_NUMBER, "", false},
    [VALUE] = {"value|产值|总产值", STAT_NUMBER, "yuan", false},
    [COST] = {"cost|投入|成本|投入成本", STAT_NUMBER, "yuan",
              false}, // seed, feed, fertiliser, machinery, labour, capital
    [NET_VALUE] = {"net_value|净产值|扣除投入后产值", STAT_NUMBER, "yuan", false},
    [RATIO] = {"ratio|生态贡献率|贡献率", STAT_SHARE, "", false},
};

static const char *const code_words[] = {"M11|农业|农业产品|农产品|种植业",
                                         "M12|林业|林业产品|林产品",
                                         "M13|畜牧业|畜牧业产品|畜产品|牧业",
                                         "M14|渔业|渔业产品|水产品|水产",
                                         "M15|水资源",
                                         "M16|生态能源|能源",
                                         "M17|其他|其他产品|花卉苗木|中药材",
                                         NULL};

static bool is_of_service(const StatSheet *sheet, size_t row, bool *out, Err *err)
{
    int which;
    if (!stat_choice(sheet, row, CODE, code_words, &which, err)) return false;
    *out = strncmp(code_words[which], sheet->in->code, 3) == 0;
    return true;
}

// ---- units

typedef struct Measure {
    const char *part, *base; // the part and the unit that its rows are brought to
} Measure;

static const Measure measures[] = {
    {"weight", "t"}, {"volume", "m3"}, {"energy", "kWh"}, {"count", "head"}, {"count", "只"}, {"count", "羽"},
    {"count", "株"}, {"count", "尾"},  {"count", "个"},   {"count", "件"},   {"count", "支"}, {"count", "盆"},
};

// Tonnes of standard coal are weighed as tonnes.
static const char *without_coal(Arena *arena, const char *unit)
{
    static const char *const words[][2] = {{"标准煤", ""}, {"标煤", ""}, {"tce", "t"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        unit = text_replace(arena, unit, words[i][0], words[i][1]);
    return unit;
}

static const char *quantity_unit(const StatSheet *sheet, size_t row)
{
    const char *unit = stat_text(sheet, row, UNIT);
    if (!unit[0]) unit = stat_header_unit(sheet, QUANTITY);
    return without_coal(sheet->arena, unit[0] ? unit : sheet->table->unit); // 单位：吨 above the header
}

static const Measure *measure_of(const char *unit)
{
    double factor;
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        if (unit_factor(unit, measures[i].base, &factor)) return &measures[i];
    }
    return NULL;
}

static bool unit_fault(const StatSheet *sheet, size_t row, Err *err)
{
    int column = stat_has(sheet, row, UNIT) ? UNIT : QUANTITY;
    return stat_fault(sheet, row, column, _("a unit such as t, kg, 万吨, m3, kWh, 头, 株 for the quantity"),
                      _("Give it in the column unit, or in the header of the quantity: 产量（吨）"), err);
}

// A row's unit beside a header's must be the same, else nobody knows which holds.
static bool check_units_agree(const StatSheet *sheet, size_t row, Err *err)
{
    double factor;
    const char *header = without_coal(sheet->arena, stat_header_unit(sheet, QUANTITY));
    if (!header[0] || !stat_has(sheet, row, UNIT)) return true;
    if (unit_factor(header, quantity_unit(sheet, row), &factor) && factor == 1) return true;
    return stat_fault(sheet, row, UNIT, _("the unit of the quantity's header"),
                      _("Take the unit out of the header, or convert the row"), err);
}

// ---- a row as read, in base units

typedef struct Product {
    Measure measure;
    double quantity, price, price_constant, value; // NaN: not given
} Product;

static bool read_quantity(const StatSheet *sheet, size_t row, Product *product, Err *err)
{
    product->measure = (Measure){"value", ""};
    if (!stat_number(sheet, row, QUANTITY, &product->quantity, err)) return false;
    if (isnan(product->quantity)) return true;
    const char *unit = quantity_unit(sheet, row);
    const Measure *measure = measure_of(unit);
    if (!measure) return unit_fault(sheet, row, err);
    if (!check_units_agree(sheet, row, err)) return false;
    product->measure = *measure;
    bool converts = stat_convert(product->quantity, unit, measure->base, &product->quantity);
    assert(converts);
    return true;
}

// The unit of a price: its own column, else its header; money alone is per the unit of the row's quantity.
static const char *price_unit(const StatSheet *sheet, size_t row, int column)
{
    const char *unit = stat_header_unit(sheet, column);
    double factor;
    if (stat_has(sheet, row, PRICE_UNIT)) unit = stat_text(sheet, row, PRICE_UNIT);
    unit = without_coal(sheet->arena, unit);
    if (!unit_factor(unit, "yuan", &factor)) return unit;
    return arena_printf(sheet->arena, "%s/%s", unit, quantity_unit(sheet, row));
}

static bool read_price(const StatSheet *sheet, size_t row, int column, const Product *product, double *out, Err *err)
{
    if (!stat_number(sheet, row, column, out, err)) return false;
    if (isnan(*out) || isnan(product->quantity)) {
        *out = NAN;
        return true;
    }
    const char *wanted = arena_printf(sheet->arena, "yuan/%s", product->measure.base);
    if (stat_convert(*out, price_unit(sheet, row, column), wanted, out)) return true;
    int place = stat_has(sheet, row, PRICE_UNIT) ? PRICE_UNIT : column;
    const char *expected = arena_printf(sheet->arena, _("a price unit that converts to %s"), wanted);
    return stat_fault(sheet, row, place, expected,
                      _("Give it in the column price_unit, or in the header of the price: 单价（元/kg）"), err);
}

// The value that is given must be quantity times price, within 1 %.
static bool check_value_agrees(const StatSheet *sheet, size_t row, const Product *product, Err *err)
{
    double gross = product_gross(product->quantity, product->price);
    if (isnan(gross) || isnan(product->value) || fabs(gross - product->value) <= 0.01 * gross) return true;
    const char *expected = arena_printf(sheet->arena, _("quantity times price, %.6g yuan"), gross);
    return stat_fault(sheet, row, VALUE, expected, _("Correct one of the three, or leave the value out"), err);
}

static bool read_product(const StatSheet *sheet, size_t row, Product *product, Err *err)
{
    return read_quantity(sheet, row, product, err) && read_price(sheet, row, PRICE, product, &product->price, err) &&
           read_price(sheet, row, PRICE_CONSTANT, product, &product->price_constant, err) &&
           stat_number(sheet, row, VALUE, &product->value, err) && check_value_agrees(sheet, row, product, err);
}

// Quantity and price, or a value: one of the two must be there.
static bool need_gross(const StatSheet *sheet, size_t row, const Product *product, Err *err)
{
    if (!isnan(product->value)) return true;
    if (isnan(product->quantity)) {
        return stat_fault(sheet, row, QUANTITY, _("a quantity, or a value in the column value"), _("Fill the cell"),
                          err);
    }
    return !isnan(product->price) || stat_fault(sheet, row, PRICE, _("a price, or a value in the column value"),
                                                _("Fill the cell; 0 is a price, an empty cell is not"), err);
}

static Entry *add_product(const StatSheet *sheet, size_t row, StatList *list, const Product *product)
{
    const char *item = stat_text(sheet, row, ITEM);
    Entry *entry = stat_add(sheet, row, list, "", item, TOWN, ECOSYSTEM);
    stat_once(list, row, stat_key(sheet, entry));
    entry->part = product->measure.part;
    entry->quantity = product->quantity;
    return entry;
}

// Gross, times `share` of it.
static void set_gross(Entry *entry, const Product *product, double share)
{
    entry->price_constant_yuan = product->price_constant * share;
    entry->price_yuan = product->price * share;
    if (!isnan(product->price)) return;
    entry->value_yuan = product->value * share;
    entry->value_constant_yuan = product_by_ratio(product->quantity, product->price_constant, share);
}

// ---- the part of M16 that a parameter prices

static bool is_hydropower(const StatSheet *sheet, const Entry *entry)
{
    return strcmp(sheet->in->code, "M16") == 0 && strcmp(entry->part, "energy") == 0 &&
           stat_is_word(entry->item, "hydropower|水电|水力发电|水能");
}

// ---- variants

static bool begin_row(const StatSheet *sheet, size_t row, bool *mine, Product *product, Err *err)
{
    const char *item;
    if (!is_of_service(sheet, row, mine, err)) return false;
    return !*mine || (stat_need_text(sheet, row, ITEM, &item, err) && read_product(sheet, row, product, err));
}

static bool read_gross(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    Product product;
    bool mine;
    if (!begin_row(sheet, row, &mine, &product, err)) return false;
    if (!mine) return true;
    Entry *entry = add_product(sheet, row, list, &product);
    set_gross(entry, &product, 1);
    if (is_hydropower(sheet, entry)) entry->part = "hydro";
    bool by_parameter = strcmp(entry->part, "hydro") == 0;
    return by_parameter || need_gross(sheet, row, &product, err);
}

static bool read_ratio(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    Product product;
    double ratio;
    bool mine;
    if (!begin_row(sheet, row, &mine, &product, err)) return false;
    if (!mine) return true;
    if (!need_gross(sheet, row, &product, err)) return false;
    if (!stat_number_or(sheet, row, RATIO, sheet->in->scalar[0], &ratio, err)) return false;
    if (isnan(ratio)) {
        return stat_fault(sheet, row, RATIO, _("the ecosystem's share of the product, 0 to 1"),
                          _("Fill the cell, or give a parameter row for it"), err);
    }
    set_gross(add_product(sheet, row, list, &product), &product, ratio);
    return true;
}

static bool read_net(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    Product product;
    double net, cost;
    bool mine;
    if (!begin_row(sheet, row, &mine, &product, err)) return false;
    if (!mine) return true;
    if (!stat_number(sheet, row, NET_VALUE, &net, err)) return false;
    if (isnan(net)) {
        if (!need_gross(sheet, row, &product, err) || !stat_need_number(sheet, row, COST, &cost, err)) return false;
        net = isnan(product.price) ? product.value - cost : product_net(product.quantity, product.price, cost);
    }
    Entry *entry = add_product(sheet, row, list, &product);
    entry->value_yuan = net;
    if (product.price > 0) entry->value_constant_yuan = net * (product.price_constant / product.price);
    return true;
}

bool products_gross(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_gross, out, count, err);
}

bool products_net(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_net, out, count, err);
}

bool products_ratio(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_ratio, out, count, err);
}

// ---- table land_rent, a row a kind of land and town:
enum { RENT_AREA = ECOSYSTEM + 1, RENT, RENT_CONSTANT, RENT_COLUMN_COUNT };
static const StatColumn rent_columns[RENT_COLUMN_COUNT] = {
    [CODE] = {"code|service|category|代码|指标代码|类别|门类|产品类别", STAT_TEXT, "", true},
    [ITEM] = {"item|land|土地类型|地类|名称", STAT_TEXT, "", true},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [RENT_AREA] = {"area|面积", STAT_NUMBER, "hm2", true},
    [RENT] = {"rent|租金|年租金", STAT_NUMBER, "yuan/hm2", true}, // a year
    [RENT_CONSTANT] = {"rent_constant|不变价租金", STAT_NUMBER, "yuan/hm2", false},
};

static bool read_rent(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    const char *item;
    double area, rent, rent_constant;
    bool mine;
    if (!is_of_service(sheet, row, &mine, err)) return false;
    if (!mine) return true;
    if (!stat_need_text(sheet, row, ITEM, &item, err) || !stat_need_number(sheet, row, RENT_AREA, &area, err) ||
        !stat_need_number(sheet, row, RENT, &rent, err) ||
        !stat_number(sheet, row, RENT_CONSTANT, &rent_constant, err)) {
        return false;
    }
    Entry *entry = stat_add(sheet, row, list, "land", item, TOWN, ECOSYSTEM);
    stat_once(list, row, stat_key(sheet, entry));
    entry->quantity = area;
    entry->price_yuan = rent;
    entry->price_constant_yuan = rent_constant;
    return true;
}

bool products_rent(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, rent_columns, RENT_COLUMN_COUNT, read_rent, out, count, err);
}
