// fixture_test.h - accounts built by hand for tests: a small one for golden files, a full demonstration district.
//
// Everything is invented. fixture_total brings services, towns and totals into line with the leaves, so that a test can
// change a leaf and have a sound account again, or change a total and have a broken one.
#ifndef QINGSHAN_GEP_REPORT_FIXTURE_TEST_H
#define QINGSHAN_GEP_REPORT_FIXTURE_TEST_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/vmath.h"
#include "gep/account.h"
#include "gep/account_sums.h"

typedef struct Fixture {
    Arena *arena;
    Account account;
    AccountService *services;
    Leaf *leaves;
    AccountTown *towns;
    AccountInput *inputs;
    AccountParam *params;
    ExtentRow *extent;
    TransitionCell *transitions;
    Overview *overviews;
    AccountOutline *outlines;
    Findings findings;
    size_t service_capacity, leaf_capacity, town_capacity, input_capacity, param_capacity, extent_capacity,
        transition_capacity, overview_capacity, outline_capacity;
} Fixture;

#define FIXTURE_ADD(fixture, items, item)                                                                              \
    ((fixture)->items##s = arena_grow((fixture)->arena, (fixture)->items##s, (fixture)->account.items##_count,         \
                                      &(fixture)->items##_capacity, sizeof *(fixture)->items##s),                      \
     (fixture)->items##s[(fixture)->account.items##_count++] = (item))

static inline void fixture_link(Fixture *f)
{
    f->account.services = f->services;
    f->account.leaves = f->leaves;
    f->account.towns = f->towns;
    f->account.inputs = f->inputs;
    f->account.params = f->params;
    f->account.extent = f->extent;
    f->account.transitions = f->transitions;
    f->account.overviews = f->overviews;
    f->account.outlines = f->outlines;
    f->account.warnings = &f->findings;
}

static inline void fixture_warn(Fixture *f, Severity severity, const char *code, const char *where, const char *zh,
                                const char *en)
{
    f->findings.items =
        arena_grow(f->arena, f->findings.items, f->findings.count, &f->findings.capacity, sizeof *f->findings.items);
    f->findings.items[f->findings.count++] = (Finding){severity, code, where, zh, en};
}

static inline int fixture_compare_leaves(const void *a, const void *b)
{
    const Leaf *x = a, *y = b;
    if (x->service != y->service) return x->service - y->service;
    int order = strcmp(x->ecosystem, y->ecosystem);
    return order ? order : strcmp(x->town, y->town);
}

static inline void fixture_sum_services(Fixture *f)
{
    Account *a = &f->account;
    for (size_t i = 0; i < a->service_count; i++) {
        f->services[i].value = (Values){{0}, {0}, {0}, {0}};
        f->services[i].quantity = f->services[i].quantity_normal = 0;
    }
    for (size_t i = 0; i < a->leaf_count; i++) {
        AccountService *s = &f->services[f->leaves[i].service];
        s->value = values_add(s->value, f->leaves[i].value);
        s->quantity += f->leaves[i].quantity;
        s->quantity_normal += f->leaves[i].quantity_normal;
    }
}

static inline void fixture_sum_groups(Fixture *f)
{
    Account *a = &f->account;
    Values *groups[] = {&a->material, &a->regulating, &a->cultural};
    for (int g = 0; g < 3; g++) *groups[g] = (Values){{0}, {0}, {0}, {0}};
    a->complete = true;
    for (size_t i = 0; i < a->service_count; i++) {
        AccountService *s = &f->services[i];
        if (s->in_total) *groups[s->group] = values_add(*groups[s->group], s->value);
        if (s->state == SERVICE_NOT_AVAILABLE) a->complete = false;
    }
    a->gep = values_add(values_add(a->material, a->regulating), a->cultural);
}

static inline void fixture_sum_towns(Fixture *f)
{
    Account *a = &f->account;
    Crosstab table = account_by_town(f->arena, a);
    for (size_t i = 0; i < a->town_count; i++) {
        AccountTown *town = &f->towns[i];
        town->material = crosstab_row_sum(&table, a, i, GROUP_MATERIAL);
        town->regulating = crosstab_row_sum(&table, a, i, GROUP_REGULATING);
        town->cultural = crosstab_row_sum(&table, a, i, GROUP_CULTURAL);
        town->gep = crosstab_row_sum(&table, a, i, -1);
    }
    a->not_allotted = crosstab_row_sum(&table, a, a->town_count, -1);
}

static inline void fixture_ratios(Fixture *f)
{
    Account *a = &f->account;
    double gep = money_to_yuan(a->gep.current), unverified = 0;
    for (size_t i = 0; i < a->service_count; i++) {
        AccountService *s = &f->services[i];
        s->share = s->in_total && gep > 0 ? money_to_yuan(s->value.current) / gep : NAN;
        if (s->in_total) unverified += s->unverified_value_share * money_to_yuan(s->value.current);
    }
    a->per_km2 = gep / (a->area_m2 / 1e6);
    a->per_head = isnan(a->population) ? NAN : gep / a->population;
    a->ggi = isnan(a->gdp_yuan) ? NAN : gep / a->gdp_yuan;
    a->unverified = money_from_yuan(unverified);
    a->unverified_share = gep > 0 ? unverified / gep : NAN;
    if (a->has_net) a->gep_net = money_sub(a->gep.current, a->outside_products);
}

static inline void fixture_total(Fixture *f)
{
    if (f->account.leaf_count) {
        qsort(f->leaves, f->account.leaf_count, sizeof *f->leaves, fixture_compare_leaves);
    }
    fixture_link(f);
    fixture_sum_services(f);
    fixture_sum_groups(f);
    fixture_sum_towns(f);
    fixture_ratios(f);
}

static inline Fixture *fixture_open(Arena *arena)
{
    Fixture *f = arena_alloc(arena, sizeof *f);
    f->arena = arena;
    f->findings.arena = arena;
    f->account = (Account){.district_code = "500154",
                           .district_name = "开州区",
                           .district_name_en = "Kaizhou",
                           .part_of = "",
                           .year = 2023,
                           .constant_price_year = 2020,
                           .normal = "",
                           .profile = "guideline-2020",
                           .profile_title_zh = "陆地生态系统生产总值（GEP）核算技术指南（2020）",
                           .profile_title_en = "Technical guideline on gross ecosystem product (2020)",
                           .price_basis = "annualised",
                           .crs = "EPSG:4524",
                           .crs_name = "CGCS2000 / 3-degree Gauss-Kruger zone 36",
                           .cell_m = 100,
                           .area_m2 = 2e6,
                           .official_area_m2 = NAN,
                           .cells_inside = 200,
                           .width = 20,
                           .height = 10,
                           .population = NAN,
                           .gdp_yuan = NAN,
                           .change_from_before = NAN,
                           .version = "0.1.0",
                           .gdal_version = "3.6.2",
                           .proj_version = "9.1.1"};
    return f;
}

static inline void fixture_add_leaf(Fixture *f, int service, const char *ecosystem, const char *town, double quantity,
                                    double value_yuan)
{
    bool normal = f->account.has_normal;
    Leaf leaf = {service,  ecosystem, town,
                 quantity, quantity,  {money_from_yuan(value_yuan), money_from_yuan(value_yuan * 0.97), {0}, {0}}};
    if (normal && f->services[service].group == GROUP_REGULATING) {
        leaf.quantity_normal = quantity * 1.025;
        leaf.value.normal_current = money_from_yuan(value_yuan * 1.025);
        leaf.value.normal_constant = money_from_yuan(value_yuan * 0.97 * 1.025);
    } else if (normal) {
        leaf.value.normal_current = leaf.value.current;
        leaf.value.normal_constant = leaf.value.constant;
    }
    f->leaves = arena_grow(f->arena, f->leaves, f->account.leaf_count, &f->leaf_capacity, sizeof *f->leaves);
    f->leaves[f->account.leaf_count++] = leaf;
}

static inline AccountService fixture_service(const char *code, const char *zh, const char *en, Group group,
                                             const char *unit, const char *seea, double price, const char *price_unit)
{
    return (AccountService){.code = code,
                            .name_zh = zh,
                            .name_en = en,
                            .unit = unit,
                            .seea = seea,
                            .group = group,
                            .reason = "",
                            .variant = "A",
                            .variant_name_zh = "水量平衡法",
                            .variant_name_en = "water balance",
                            .in_total = true,
                            .price = price,
                            .price_constant = price * 0.97,
                            .price_unit = price_unit,
                            .price_year = 2023,
                            .valid_area_share = NAN,
                            .branch = ""};
}

// ---- the small account

static inline Fixture *fixture_small(Arena *arena)
{
    Fixture *f = fixture_open(arena);
    FIXTURE_ADD(
        f, service,
        fixture_service("M11", "农业产品", "Crop products", GROUP_MATERIAL, "t/a", "Crop provisioning", NAN, ""));
    FIXTURE_ADD(f, service,
                fixture_service("R01", "水源涵养", "Water conservation", GROUP_REGULATING, "m3/a",
                                "Water flow regulation", 0.5, "yuan/m3"));
    FIXTURE_ADD(f, service,
                fixture_service("R04", "海岸带防护", "Coastal protection", GROUP_REGULATING, "km/a",
                                "Coastal protection", NAN, ""));
    f->services[2].state = SERVICE_NOT_APPLICABLE;
    f->services[2].reason = "不临海";
    static const AccountPart part = {"storage", "蓄水", "Water storage", "m3/a",  "yuan/m3", "storage",
                                     3000,      0.5,    0.485,           {150000}};
    static const char *const parameters[] = {"R01.alpha.111"};
    f->services[1].parts = &part;
    f->services[1].part_count = 1;
    f->services[1].parameters = parameters;
    f->services[1].parameter_count = 1;
    f->services[1].eligible_area_m2 = f->services[1].valid_area_m2 = 2e6;
    f->services[1].valid_area_share = 1;
    f->services[1].unverified_value_share = 0.25;
    FIXTURE_ADD(f, town,
                ((AccountTown){.code = "500154001", .name = "汉丰街道", .area_m2 = 1e6, .valid_area_share = 1}));
    FIXTURE_ADD(f, town,
                ((AccountTown){.code = "500154002", .name = "文峰街道", .area_m2 = 1e6, .valid_area_share = 1}));
    fixture_add_leaf(f, 0, "512", "", 12.5, 25000.5);
    fixture_add_leaf(f, 1, "111", "500154001", 1000.25, 500.13);
    fixture_add_leaf(f, 1, "111", "500154002", 1999.75, 999.87);
    FIXTURE_ADD(f, input,
                ((AccountInput){.id = "land",
                                .path = "maps/land_2023.tif",
                                .bytes = 4096,
                                .sm3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
                                .crs = "EPSG:4524",
                                .resampling = "none",
                                .datum_note = "",
                                .cell_x = 100,
                                .cell_y = 100,
                                .license = ""}));
    FIXTURE_ADD(f, param,
                ((AccountParam){.id = "R01.alpha",
                                .ecosystem = "111",
                                .key = "",
                                .unit = "1",
                                .source = "HJ 1173-2021",
                                .clause = "A.1",
                                .status = "unverified",
                                .value = 0.0452,
                                .from = -INFINITY,
                                .to = INFINITY,
                                .value_resting = {150000}}));
    f->extent = arena_array(arena, 2, sizeof *f->extent);
    f->extent[0] = (ExtentRow){"111", "常绿阔叶林", "Evergreen broadleaf forest", 1.5e6, NAN};
    f->extent[1] = (ExtentRow){"512", "旱地", "Dry cropland", 0.5e6, NAN};
    f->account.extent_count = 2;
    fixture_warn(f, FINDING_DOUBT, "price.old", "R01", "R01 的价格是 2020 年的", "the price of R01 is of 2020");
    fixture_total(f);
    return f;
}

// ---- the demonstration district: shape

enum { FIXTURE_EDGE = 240, FIXTURE_TOWNS = 40, FIXTURE_CLASSES = 14 };

typedef struct FixtureShape {
    size_t count;
    double x[FIXTURE_EDGE * 2], y[FIXTURE_EDGE * 2];
} FixtureShape;

static inline void fixture_outline(FixtureShape *shape)
{
    const double cx = 450000, cy = 3460000, turn = 0.95;
    shape->count = FIXTURE_EDGE;
    for (int i = 0; i < FIXTURE_EDGE; i++) {
        double t = 6.283185307179586 * i / FIXTURE_EDGE, c = exact_cos(t), s = exact_sin(t);
        double r = 1 / sqrt(c * c / (52e3 * 52e3) + s * s / (24e3 * 24e3));
        r *= 1 + 0.09 * exact_sin(3 * t + 1) + 0.05 * exact_sin(7 * t) + 0.03 * exact_sin(17 * t + 2) +
             0.015 * exact_sin(41 * t);
        shape->x[i] = cx + r * (c * exact_cos(turn) - s * exact_sin(turn));
        shape->y[i] = cy + r * (c * exact_sin(turn) + s * exact_cos(turn));
    }
}

static inline bool fixture_inside(const FixtureShape *shape, double x, double y)
{
    bool inside = false;
    for (size_t i = 0, j = shape->count - 1; i < shape->count; j = i++) {
        if ((shape->y[i] > y) != (shape->y[j] > y) &&
            x < (shape->x[j] - shape->x[i]) * (y - shape->y[i]) / (shape->y[j] - shape->y[i]) + shape->x[i]) {
            inside = !inside;
        }
    }
    return inside;
}

static inline double fixture_area(const FixtureShape *shape)
{
    double sum = 0;
    for (size_t i = 0, j = shape->count - 1; i < shape->count; j = i++) {
        sum += shape->x[j] * shape->y[i] - shape->x[i] * shape->y[j];
    }
    return fabs(sum) / 2;
}

// Keeps what lies nearer to (ax, ay) than to (bx, by): one step of a Voronoi cell.
static inline void fixture_clip(FixtureShape *shape, double ax, double ay, double bx, double by)
{
    FixtureShape out = {.count = 0};
    double nx = bx - ax, ny = by - ay, d = nx * (ax + bx) / 2 + ny * (ay + by) / 2;
    for (size_t i = 0; i < shape->count; i++) {
        size_t j = (i + 1) % shape->count;
        double p = nx * shape->x[i] + ny * shape->y[i] - d, q = nx * shape->x[j] + ny * shape->y[j] - d;
        if (p <= 0) {
            out.x[out.count] = shape->x[i];
            out.y[out.count++] = shape->y[i];
        }
        if ((p < 0) != (q < 0) && p != q) {
            double t = p / (p - q);
            out.x[out.count] = shape->x[i] + t * (shape->x[j] - shape->x[i]);
            out.y[out.count++] = shape->y[i] + t * (shape->y[j] - shape->y[i]);
        }
    }
    *shape = out;
}

static inline double fixture_halton(int index, int base)
{
    double f = 1, r = 0;
    for (; index > 0; index /= base) {
        f /= base;
        r += f * (index % base);
    }
    return r;
}

static inline void fixture_add_outline(Fixture *f, const char *code, const char *name, const FixtureShape *shape)
{
    double *x = arena_array(f->arena, shape->count + 1, sizeof *x);
    double *y = arena_array(f->arena, shape->count + 1, sizeof *y);
    for (size_t i = 0; i <= shape->count; i++) {
        x[i] = shape->x[i % shape->count];
        y[i] = shape->y[i % shape->count];
    }
    Ring *ring = arena_alloc(f->arena, sizeof *ring);
    *ring = (Ring){shape->count + 1, x, y};
    AccountOutline outline = {code, name, 1, ring};
    FIXTURE_ADD(f, outline, outline);
}

static inline void fixture_add_towns(Fixture *f, const FixtureShape *district)
{
    static const char *const names[FIXTURE_TOWNS] = {
        "汉丰街道", "文峰街道", "云枫街道", "镇东街道", "丰乐街道", "白鹤街道", "赵家街道", "正安街道",
        "大德镇",   "厚坝镇",   "金峰镇",   "温泉镇",   "郭家镇",   "白桥镇",   "和谦镇",   "河堰镇",
        "大进镇",   "谭家镇",   "敦好镇",   "高桥镇",   "九龙山镇", "天和镇",   "中和镇",   "义和镇",
        "临江镇",   "竹溪镇",   "铁桥镇",   "南雅镇",   "巫山镇",   "岳溪镇",   "长沙镇",   "南门镇",
        "渠口镇",   "满月镇",   "雪宝山镇", "关面乡",   "麻柳乡",   "紫水乡",   "三汇口乡", "五通乡"};
    double x[FIXTURE_TOWNS], y[FIXTURE_TOWNS];
    for (int i = 1, n = 0; n < FIXTURE_TOWNS; i++) {
        x[n] = 450000 + (fixture_halton(i, 2) - 0.5) * 100e3;
        y[n] = 3460000 + (fixture_halton(i, 3) - 0.5) * 110e3;
        if (fixture_inside(district, x[n], y[n])) n++;
    }
    for (int i = 0; i < FIXTURE_TOWNS; i++) {
        FixtureShape town = *district;
        for (int j = 0; j < FIXTURE_TOWNS; j++) {
            if (j != i) fixture_clip(&town, x[i], y[i], x[j], y[j]);
        }
        const char *code = arena_printf(f->arena, "500154%03d", i < 8 ? 1 + i : 92 + i);
        fixture_add_outline(f, code, names[i], &town);
        AccountTown row = {.code = code, .name = names[i], .area_m2 = fixture_area(&town), .valid_area_share = 0.9971};
        FIXTURE_ADD(f, town, row);
    }
}

// ---- the demonstration district: services and leaves

typedef struct FixtureService {
    const char *code, *zh, *en;
    Group group;
    const char *unit, *seea;
    double quantity, price;
    const char *price_unit;
    double unverified;
} FixtureService;

static const FixtureService fixture_services[] = {
    {"C01", "旅游康养", "Tourism and wellness", GROUP_CULTURAL, "person-times/a", "Recreation-related", 1.42e7, 612,
     "yuan/person-time", 0},
    {"C02", "休闲游憩", "Leisure and recreation", GROUP_CULTURAL, "person-times/a", "Recreation-related", 8.3e6, 31,
     "yuan/person-time", 0},
    {"C03", "景观增值", "Landscape premium", GROUP_CULTURAL, "m2/a", "Visual amenity", 2.4e6, 480, "yuan/m2", 0.5},
    {"M11", "农业产品", "Crop products", GROUP_MATERIAL, "t/a", "Crop provisioning", 1.824e6, 5380, "yuan/t", 0},
    {"M12", "林业产品", "Forest products", GROUP_MATERIAL, "m3/a", "Wood provisioning", 8.1e4, 9120, "yuan/m3", 0},
    {"M13", "畜牧业产品", "Livestock products", GROUP_MATERIAL, "t/a", "Livestock provisioning", 1.6e5, 39800, "yuan/t",
     0},
    {"M14", "渔业产品", "Fishery products", GROUP_MATERIAL, "t/a", "Aquaculture provisioning", 4.2e4, 16200, "yuan/t",
     0},
    {"M15", "水资源", "Fresh water supply", GROUP_MATERIAL, "m3/a", "Water supply", 3.05e8, 1.1, "yuan/m3", 0.4},
    {"M16", "生态能源", "Ecological energy", GROUP_MATERIAL, "kWh/a", "(outside SEEA EA)", 6.1e8, 0.36, "yuan/kWh", 0},
    {"M17", "花卉苗木、中药材等", "Flowers, seedlings, medicinal herbs", GROUP_MATERIAL, "t/a", "Other biomass", 5.2e4,
     22000, "yuan/t", 0},
    {"R01", "水源涵养", "Water conservation", GROUP_REGULATING, "m3/a", "Water flow regulation", 1.97e9, 17.32,
     "yuan/m3", 0.35},
    {"R02", "土壤保持", "Soil retention", GROUP_REGULATING, "t/a", "Soil and sediment retention", 2.18e8, 85.3,
     "yuan/t", 0.62},
    {"R05", "洪水调蓄", "Flood mitigation", GROUP_REGULATING, "m3/a", "River flood mitigation", 8.24e8, 17.32,
     "yuan/m3", 0.2},
    {"R06", "固碳", "Carbon sequestration", GROUP_REGULATING, "t CO2/a", "Global climate regulation", 3.61e6, 379.87,
     "yuan/t", 0.1},
    {"R07", "释氧", "Oxygen release", GROUP_REGULATING, "t O2/a", "(none)", 2.63e6, 1000, "yuan/t", 0.1},
    {"R08", "空气净化", "Air purification", GROUP_REGULATING, "t/a", "Air filtration", 1.56e4, 3684, "yuan/t", 0},
    {"R09", "水质净化", "Water purification", GROUP_REGULATING, "t/a", "Water purification", 9.7e3, 3500, "yuan/t", 0},
    {"R10", "气候调节", "Local climate regulation", GROUP_REGULATING, "kWh/a", "Local climate regulation", 2.54e10,
     0.52, "yuan/kWh", 0.8},
    {"R11", "物种保育", "Species conservation", GROUP_REGULATING, "hm2/a", "Habitat maintenance", 2.35e4, 20000,
     "yuan/hm2", 1},
    {"R12", "病虫害控制", "Pest control", GROUP_REGULATING, "hm2/a", "Biological control", 2.2e5, 375, "yuan/hm2", 1},
    {"R14", "空气负离子", "Negative air ions", GROUP_REGULATING, "ions/a", "(none)", 4.1e22, 1.2e-15, "yuan/ion", 1},
};

typedef struct FixtureClass {
    const char *code, *zh, *en;
    double share, before, weight;
} FixtureClass;

static const FixtureClass fixture_classes[FIXTURE_CLASSES] = {
    {"111", "常绿阔叶林", "Evergreen broadleaf forest", 0.121, 0.118, 1.4},
    {"112", "落叶阔叶林", "Deciduous broadleaf forest", 0.094, 0.093, 1.3},
    {"121", "常绿针叶林", "Evergreen needleleaf forest", 0.248, 0.245, 1.2},
    {"131", "针阔混交林", "Mixed forest", 0.102, 0.100, 1.3},
    {"211", "常绿阔叶灌丛", "Evergreen broadleaf shrub", 0.061, 0.064, 0.9},
    {"331", "草丛", "Tussock", 0.018, 0.019, 0.6},
    {"421", "湖泊", "Lake", 0.004, 0.004, 3},
    {"422", "水库/坑塘", "Reservoir and pond", 0.011, 0.011, 3},
    {"431", "河流", "River", 0.013, 0.013, 2},
    {"511", "水田", "Paddy", 0.092, 0.094, 0.5},
    {"512", "旱地", "Dry cropland", 0.146, 0.152, 0.3},
    {"521", "乔木园地", "Tree garden", 0.041, 0.039, 0.7},
    {"611", "居住地", "Settlement", 0.037, 0.036, 0.02},
    {"632", "交通用地", "Transport", 0.012, 0.012, 0.01},
};

// A number in 0.3 .. 1.7 that depends on nothing but its arguments.
static inline double fixture_noise(size_t a, size_t b, size_t c)
{
    unsigned long long h = (unsigned long long)(a * 73856093u) ^ (b * 19349663u) ^ (c * 83492791u);
    h = (h ^ (h >> 13)) * 0x9E3779B97F4A7C15ull;
    return 0.3 + 1.4 * (double)(h >> 40) / (double)(1 << 24);
}

static inline void fixture_spread(Fixture *f, int index, const FixtureService *s)
{
    size_t towns = f->account.town_count;
    bool local = s->group == GROUP_REGULATING;
    size_t classes = local ? FIXTURE_CLASSES : 1;
    double sum = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t c = 0; c < classes; c++) {
            for (size_t t = 0; t <= towns; t++) {
                if (t == towns && local) continue;
                double area = t < towns ? f->towns[t].area_m2 : f->account.area_m2 / 60;
                double w = area * fixture_noise((size_t)index, c, t);
                if (local) w *= fixture_classes[c].share * fixture_classes[c].weight * (0.4 + 1.4 * (double)t / 40);
                if (pass == 0) sum += w;
                if (pass == 0 || w == 0) continue;
                double q = s->quantity * w / sum;
                const char *code = local ? fixture_classes[c].code : s->group == GROUP_MATERIAL ? "512" : "";
                fixture_add_leaf(f, index, code, t < towns ? f->towns[t].code : "", q, q * s->price);
            }
        }
    }
}

static inline void fixture_add_not_computed(Fixture *f, const char *code, const char *zh, const char *en,
                                            const char *reason, ServiceState state)
{
    AccountService s = fixture_service(code, zh, en, GROUP_REGULATING, "t/a", "", NAN, "");
    s.state = state;
    s.reason = reason;
    FIXTURE_ADD(f, service, s);
}

static inline void fixture_add_services(Fixture *f)
{
    for (size_t i = 0; i < sizeof fixture_services / sizeof *fixture_services; i++) {
        const FixtureService *from = &fixture_services[i];
        if (strcmp(from->code, "R05") == 0) {
            fixture_add_not_computed(f, "R03", "防风固沙", "Sand fixation", "无沙化土地", SERVICE_NOT_APPLICABLE);
            fixture_add_not_computed(f, "R04", "海岸带防护", "Coastal protection", "不临海", SERVICE_NOT_APPLICABLE);
        }
        AccountService s = fixture_service(from->code, from->zh, from->en, from->group, from->unit, from->seea,
                                           from->price, from->price_unit);
        s.unverified_value_share = from->unverified;
        if (s.group == GROUP_REGULATING) {
            s.eligible_area_m2 = f->account.area_m2 * 0.95;
            s.valid_area_m2 = s.eligible_area_m2 * 0.9971;
            s.valid_area_share = 0.9971;
            s.filled_area_m2 = i % 3 ? 0 : 1.2e6;
            s.clamped_cells = i % 4 ? 0 : 318;
            s.clamped_quantity = i % 4 ? 0 : 12345.6;
        }
        if (strcmp(from->code, "R14") == 0) s.in_total = false;
        if (strcmp(from->code, "R08") == 0) s.branch = "SO2: emission 1137 t <= capacity 2210 t";
        FIXTURE_ADD(f, service, s);
        if (strcmp(from->code, "R12") == 0) {
            fixture_add_not_computed(f, "R13", "噪声消减", "Noise attenuation", "无道路噪声监测",
                                     SERVICE_NOT_APPLICABLE);
        }
    }
    for (size_t i = 0; i < f->account.service_count; i++) {
        for (size_t j = 0; j < sizeof fixture_services / sizeof *fixture_services; j++) {
            if (strcmp(fixture_services[j].code, f->services[i].code) == 0)
                fixture_spread(f, (int)i, &fixture_services[j]);
        }
    }
}

// ---- the demonstration district: the rest

static inline void fixture_add_extent(Fixture *f)
{
    f->extent = arena_array(f->arena, FIXTURE_CLASSES, sizeof *f->extent);
    for (size_t i = 0; i < FIXTURE_CLASSES; i++) {
        const FixtureClass *c = &fixture_classes[i];
        f->extent[i] =
            (ExtentRow){c->code, c->zh, c->en, c->share * f->account.area_m2, c->before * f->account.area_m2};
    }
    f->account.extent_count = FIXTURE_CLASSES;
    for (size_t i = 0; i < FIXTURE_CLASSES; i++) {
        for (size_t j = 0; j < FIXTURE_CLASSES; j++) {
            double area = i == j ? fixture_classes[i].before * 0.97 : (i * 7 + j * 3) % 5 == 0 ? 0.0003 : 0;
            TransitionCell cell = {fixture_classes[i].code, fixture_classes[j].code, area * f->account.area_m2};
            if (area > 0) FIXTURE_ADD(f, transition, cell);
        }
    }
    f->account.before_year = 2020;
}

static inline void fixture_add_params(Fixture *f)
{
    static const char *const ids[] = {"R01.alpha", "R02.c", "R02.p", "R05.beta", "R06.nee_npp", "R10.epp"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        for (size_t c = 0; c < FIXTURE_CLASSES; c++) {
            AccountParam p = {.id = ids[i],
                              .ecosystem = fixture_classes[c].code,
                              .key = "",
                              .unit = i == 5 ? "kWh/(m2 a)" : "1",
                              .source = i % 2 ? "《陆地生态系统生产总值（GEP）核算技术指南》2020" : "HJ 1173-2021",
                              .clause = i % 2 ? "附录 B 表 B.3" : "表 A.2",
                              .status = i % 3 ? "verified" : "unverified",
                              .value = 0.01 * (double)(1 + (i * 13 + c * 7) % 90),
                              .from = -INFINITY,
                              .to = INFINITY,
                              .value_resting = {2500000000}};
            FIXTURE_ADD(f, param, p);
        }
    }
    AccountParam price = {.id = "price.electricity",
                          .ecosystem = "",
                          .key = "household",
                          .unit = "yuan/kWh",
                          .source = "重庆市发展改革委电价表",
                          .clause = "2023年",
                          .status = "district",
                          .value = 0.52,
                          .from = -INFINITY,
                          .to = INFINITY,
                          .price_year = 2023,
                          .value_resting = {1320800000000}};
    FIXTURE_ADD(f, param, price);
    AccountParam storage = {.id = "price.storage",
                            .ecosystem = "",
                            .key = "",
                            .unit = "yuan/m3",
                            .source = "LY/T 1721-2008 (recalled)",
                            .clause = "",
                            .status = "unverified",
                            .value = 6.11,
                            .from = -INFINITY,
                            .to = INFINITY,
                            .price_year = 2005,
                            .value_resting = {4840000000000}};
    FIXTURE_ADD(f, param, storage);
}

static inline void fixture_add_inputs(Fixture *f)
{
    static const char *const ids[] = {"dem",    "emissions", "et0",  "land",   "npp",
                                      "precip", "products",  "rain", "tourism"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        bool map = i != 1 && i < 6, monthly = i == 2 || i == 5;
        for (int month = 1; month <= (monthly ? 12 : 1); month++) {
            AccountInput in = {.id = ids[i],
                               .bytes = 180000 + 7919 * i + (size_t)month,
                               .crs = map ? "EPSG:4524" : "",
                               .cell_x = map ? 100 : NAN,
                               .cell_y = map ? 100 : NAN,
                               .resampling = map ? (i == 3 ? "none" : "bilinear") : "",
                               .datum_note = "",
                               .license = "CC BY 4.0"};
            in.path = monthly ? arena_printf(f->arena, "maps/%s_2023_%02d.tif", ids[i], month)
                      : map   ? arena_printf(f->arena, "maps/%s.tif", ids[i])
                              : arena_printf(f->arena, "tables/%s_2023.xlsx", ids[i]);
            sm3_of(in.path, strlen(in.path), in.sm3);
            FIXTURE_ADD(f, input, in);
        }
    }
}

static inline void fixture_add_overviews(Fixture *f, const FixtureShape *district)
{
    enum { WIDTH = 240, HEIGHT = 260 };
    Account *a = &f->account;
    static const char *const codes[] = {"", "R01", "R02", "R05", "R10"};
    for (size_t k = 0; k < sizeof codes / sizeof *codes; k++) {
        float *values = arena_array(f->arena, (size_t)WIDTH * HEIGHT, sizeof *values);
        Overview o = {-1, "yuan/m2", WIDTH, HEIGHT, 400, values};
        for (size_t s = 0; s < a->service_count; s++) {
            if (strcmp(f->services[s].code, codes[k]) == 0) o.service = (int)s;
        }
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int col = i % WIDTH, row = i / WIDTH;
            double x = a->x0 + 400 * (col + 0.5), y = a->y0 - 400 * (row + 0.5);
            double wave =
                exact_sin(x / 4100 + (double)k) * exact_cos(y / 5300 - (double)k) + 0.5 * exact_sin(x / 900 + y / 1300);
            double v = 6 + 3 * wave + (y - 3460000) / 11000;
            values[i] = !fixture_inside(district, x, y) ? NAN : k == 3 && wave < 0.9 ? 0 : (float)(v < 0.2 ? 0.2 : v);
        }
        FIXTURE_ADD(f, overview, o);
    }
}

static inline Fixture *fixture_demo(Arena *arena)
{
    Fixture *f = fixture_open(arena);
    Account *a = &f->account;
    FixtureShape district;
    fixture_outline(&district);
    a->demo = true;
    a->has_normal = true;
    a->normal = "1991-2020";
    a->part_of = "重庆市";
    a->area_m2 = fixture_area(&district);
    a->official_area_m2 = 3963.52e6;
    a->cells_inside = (uint64_t)(a->area_m2 / 1e4);
    a->x0 = 402000;
    a->y0 = 3512000;
    a->width = 960;
    a->height = 1040;
    a->population = 1185600;
    a->gdp_yuan = 68691000000;
    a->change_from_before = 0.0184;
    a->has_net = true;
    a->outside_products = money_from_yuan(182500000);
    fixture_add_outline(f, a->district_code, a->district_name, &district);
    fixture_add_towns(f, &district);
    fixture_add_services(f);
    fixture_add_extent(f);
    fixture_add_params(f);
    fixture_add_inputs(f);
    fixture_add_overviews(f, &district);
    fixture_warn(f, FINDING_DOUBT, "price.old", "price.storage",
                 "水库单位库容造价为 2005 年价，未换算到 2023 年；请补充价格指数或本地造价",
                 "the storage cost is of 2005 and was not moved to 2023: add price index rows or a local cost");
    fixture_warn(f, FINDING_NOTE, "area.official", "boundary",
                 "边界椭球面积与公布面积相差 0.2%，在允许范围之外；按边界面积核算",
                 "the boundary's area differs from the official one by 0.2 %; the boundary's is used");
    fixture_warn(f, FINDING_DOUBT, "crosswalk.inferred", "tables/crosswalk.csv",
                 "地类 0303 归入针阔混交林为推定，涉及价值 3.2 亿元",
                 "class 0303 is taken as mixed forest by guess; a value of 320 million yuan rests on it");
    fixture_total(f);
    return f;
}

// A not available service: the account is incomplete (部分核算).
static inline void fixture_make_incomplete(Fixture *f)
{
    for (size_t i = 0; i < f->account.service_count; i++) {
        AccountService *s = &f->services[i];
        if (strcmp(s->code, "R13") != 0 && strcmp(s->code, "R04") != 0) continue;
        s->state = SERVICE_NOT_AVAILABLE;
        s->reason = "缺道路车流量";
    }
    fixture_total(f);
}

#endif
