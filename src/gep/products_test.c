#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/stat_testing.h"

extern const Service service_m11, service_m12, service_m13, service_m14, service_m16, service_m17;
static Arena *arena;
static StatRun run;

static const StatRun *tabulate(const Service *service, const char *variant, const char *csv)
{
    double kept = run.scalar[0];
    run = (StatRun){.arena = arena, .service = service, .variant = variant, .scalar = {kept}};
    if (!stat_run(&run, csv)) fail_msg("%s", run.err.text);
    return &run;
}

static void refuses(const Service *service, const char *variant, const char *csv, const char *first, const char *second)
{
    double kept = run.scalar[0];
    run = (StatRun){.arena = arena, .service = service, .variant = variant, .scalar = {kept}};
    if (!stat_run_refuses(&run, csv, first, second)) fail_msg("\"%s\"", run.err.text);
    assert_true(strncmp(run.err.text, service->code, 3) == 0);
}

#define HEADER "类别,产品,镇街,产量,计量单位,单价（元/kg）,不变价（元/kg）\n"

// ---- gross

static void weights_come_in_tonnes_at_yuan_a_tonne(void **state)
{
    (void)state;
    const StatRun *r = tabulate(&service_m11, "gross",
                                HEADER "农业产品,水稻,500154001,12500,kg,2.8,2.5\nM11,小麦,,1.2,万吨,3,\n"
                                       "畜牧业,猪肉,,3,t,20,\n");
    assert_int_equal(r->count, 2);
    const Entry *rice = &r->entries[0], *wheat = &r->entries[1];
    assert_string_equal(rice->part, "weight");
    assert_string_equal(rice->item, "水稻");
    assert_string_equal(rice->town, "500154001");
    assert_true(rice->quantity == 12.5 && rice->price_yuan == 2800 && rice->price_constant_yuan == 2500);
    assert_true(isnan(rice->value_yuan) && isnan(rice->value_constant_yuan));
    assert_true(wheat->quantity == 12000 && wheat->price_yuan == 3000 && isnan(wheat->price_constant_yuan));
}

static void every_word_for_a_service_is_known(void **state)
{
    (void)state;
    const struct {
        const Service *service;
        const char *word;
    } words[] = {{&service_m11, "种植业"}, {&service_m12, "林业产品"}, {&service_m13, "牧业"}, {&service_m14, "水产"},
                 {&service_m16, "m16"},    {&service_m17, "中药材"},   {&service_m17, "其他"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char csv[200];
        snprintf(csv, sizeof csv, "code,item,quantity,unit,price (yuan/t)\n%s,x,5,t,7\nM15,y,1,t,1\n", words[i].word);
        const StatRun *r = tabulate(words[i].service, "gross", csv);
        assert_int_equal(r->count, 1);
        assert_true(r->entries[0].quantity == 5 && r->entries[0].price_yuan == 7);
    }
    refuses(&service_m11, "gross", "code,item,quantity,unit,price (yuan/t)\n工业,x,5,t,7\n", "row 2, column code",
            "M17");
}

static void each_kind_of_unit_has_its_part(void **state)
{
    (void)state;
    const struct {
        const char *unit, *part;
        double quantity, price;
    } units[] = {{"万m3", "volume", 3e4, 2},   {"斤", "weight", 0.0015, 4000}, {"亿千瓦时", "energy", 3e8, 2},
                 {"万头", "count", 3e4, 2},    {"百只", "count", 300, 2},      {"羽", "count", 3, 2},
                 {"万株", "count", 3e4, 2},    {"尾", "count", 3, 2},          {"个", "count", 3, 2},
                 {"千件", "count", 3e3, 2},    {"枝", "count", 3, 2},          {"盆", "count", 3, 2},
                 {"吨标准煤", "weight", 3, 2}, {"万吨标煤", "weight", 3e4, 2}, {"tce", "weight", 3, 2}};
    const char *per[] = {"m3", "斤", "千瓦时", "头", "只",       "羽", "株", "尾",
                         "个", "件", "枝",     "盆", "吨标准煤", "t",  "tce"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        char csv[300];
        snprintf(csv, sizeof csv, "代码,产品,数量,单位,单价,单价单位\nM16,x,3,%s,2,元/%s\n", units[i].unit, per[i]);
        const Entry *entry = tabulate(&service_m16, "gross", csv)->entries;
        if (strcmp(entry->part, units[i].part) != 0) fail_msg("%s: %s", units[i].unit, entry->part);
        assert_true(kernel_near(entry->quantity, units[i].quantity));
        assert_true(kernel_near(entry->price_yuan, units[i].price));
    }
}

static void a_price_of_money_alone_is_per_the_rows_unit(void **state)
{
    (void)state;
    const StatRun *r =
        tabulate(&service_m11, "gross", "代码,产品,产量,计量单位,单价（元）\nM11,水稻,500,kg,2.8\nM11,茶,2,吨,8000\n");
    assert_true(r->entries[0].price_yuan == 2800 && r->entries[1].price_yuan == 8000);
    r = tabulate(&service_m11, "gross", "代码,产品,产量（万吨）,单价（亿元）\nM11,水稻,2,3\n");
    assert_true(r->entries[0].quantity == 2e4 && r->entries[0].price_yuan == 3e4);
}

static void a_value_may_stand_for_quantity_and_price(void **state)
{
    (void)state;
    const StatRun *r =
        tabulate(&service_m13, "gross",
                 "代码,产品,产量（t）,产值（万元）,不变价（元/t）\nM13,猪肉,-,1234.5,\nM13,禽蛋,10,8,7000\n");
    assert_int_equal(r->count, 2);
    assert_string_equal(r->entries[0].part, "value");
    assert_true(isnan(r->entries[0].quantity) && r->entries[0].value_yuan == 12345000);
    assert_true(isnan(r->entries[0].price_yuan) && isnan(r->entries[0].value_constant_yuan));
    assert_string_equal(r->entries[1].part, "weight");
    assert_true(r->entries[1].quantity == 10 && r->entries[1].value_yuan == 80000);
    assert_true(r->entries[1].value_constant_yuan == 70000);
}

static void a_value_beside_a_price_must_agree(void **state)
{
    (void)state;
    const char *head = "代码,产品,产量（t）,单价（元/t）,产值（元）\nM11,稻,100,50,";
    const double good[] = {5000, 4950, 5050}, bad[] = {4949.9, 5050.1};
    for (int i = 0; i < 3; i++) {
        char csv[200];
        snprintf(csv, sizeof csv, "%s%g\n", head, good[i]);
        const Entry *entry = tabulate(&service_m11, "gross", csv)->entries;
        assert_true(entry->price_yuan == 50 && isnan(entry->value_yuan));
    }
    for (int i = 0; i < 2; i++) {
        char csv[200];
        snprintf(csv, sizeof csv, "%s%g\n", head, bad[i]);
        refuses(&service_m11, "gross", csv, "column 产值（元）: expected quantity times price, 5000 yuan", "leave the");
    }
}

static void what_lacks_or_cannot_be_read_is_refused(void **state)
{
    (void)state;
    refuses(&service_m11, "gross", HEADER "M11,稻,,5,筐,2,\n", "column 计量单位: expected a unit such as t", "\"筐\"");
    refuses(&service_m11, "gross", HEADER "M11,稻,,5,,2,\n", "column 产量: expected a unit", "\"5\"");
    refuses(&service_m11, "gross", HEADER "M11,稻,,5,t,,\n", "column 单价（元/kg）: expected a price", "0 is a price");
    refuses(&service_m11, "gross", HEADER "M11,稻,,,t,2,\n", "column 产量: expected a quantity", "Fill");
    refuses(&service_m11, "gross", HEADER "M11,稻,,-5,t,2,\n", "column 产量", "not negative");
    refuses(&service_m11, "gross", HEADER "M11,稻,,5,t,-2,\n", "column 单价（元/kg）", "not negative");
    refuses(&service_m11, "gross", HEADER "M11,,,5,t,2,\n", "column 产品", "a text");
    refuses(&service_m11, "gross", HEADER "M11,稻,,5,m3,2,\n", "column 单价（元/kg）", "converts to yuan/m3");
    refuses(&service_m11, "gross", HEADER "M11,稻,a,5,t,2,\nM11,稻,a,6,m3,2,\n", "row 3", "yuan/m3");
    refuses(&service_m11, "gross", HEADER "M11,稻,a,5,t,2,\nM11,稻,a,6,kg,2,\n", "row 3: \"稻, a\"", "in row 2");
    refuses(&service_m11, "gross", "代码,产品,产量（t）,计量单位,单价（元/t）\nM11,稻,5,kg,2\n", "column 计量单位",
            "unit of the quantity's header");
    refuses(&service_m11, "gross", "代码,产品,产量（t）,单价\nM11,稻,5,2\n", "column 单价", "converts to yuan/t");
    refuses(&service_m11, "gross", "代码,产品,产量（t）,单价,单价单位\nM11,稻,5,2,元/株\n", "column 单价单位",
            "yuan/t");
    refuses(&service_m11, "gross", "代码,产品,产量（t）,单价（元/t）,产值（吨）\nM11,稻,5,2,2\n", "产值（吨）", "yuan");
    refuses(&service_m11, "gross", "代码,产品,产量（t）,单价（元/t）\nM12,稻,5,2\n", "no row for it in 2023", "M11");
    refuses(&service_m11, "gross", "产品,产量（t）\n稻,5\n", "no column code", "类别");
}

static void the_same_unit_twice_is_no_fault(void **state)
{
    (void)state;
    const StatRun *r =
        tabulate(&service_m11, "gross", "代码,产品,产量（t）,计量单位,单价（元/t）\nM11,稻,5,吨,2\nM11,麦,5,,2\n");
    assert_true(r->entries[0].quantity == 5 && r->entries[1].quantity == 5);
}

static void a_unit_above_the_header_holds_for_the_column(void **state)
{
    (void)state;
    const StatRun *r = tabulate(&service_m11, "gross", "单位：万吨,,,\n代码,产品,产量,单价（元/t）\nM11,稻,5,2\n");
    assert_true(r->entries[0].quantity == 5e4);
}

// ---- hydropower

static void hydropower_is_priced_by_parameter_or_by_its_row(void **state)
{
    (void)state;
    const StatRun *r =
        tabulate(&service_m16, "gross",
                 "代码,产品,数量,单位,单价（元/kWh）\nM16,水电,95.3,亿千瓦时,\nM16,沼气发电,3,万kWh,0.6\n");
    assert_string_equal(r->entries[0].part, "hydro");
    assert_true(kernel_near(r->entries[0].quantity, 95.3e8) && isnan(r->entries[0].price_yuan));
    assert_string_equal(r->entries[1].part, "energy");
    assert_true(r->entries[1].price_yuan == 0.6);
    r = tabulate(&service_m16, "gross", "代码,产品,数量,单位,单价（元/kWh）\nM16,水力发电,2,kWh,0.4\n");
    assert_string_equal(r->entries[0].part, "hydro");
    assert_true(r->entries[0].price_yuan == 0.4);
    refuses(&service_m16, "gross", "代码,产品,数量,单位\nM16,沼气,2,kWh\n", "expected a price", "column price");
    refuses(&service_m16, "gross", "代码,产品,数量,单位\nM16,水电,2,t\n", "expected a price", "column price");
    refuses(&service_m11, "gross", "代码,产品,数量,单位\nM11,水电,2,kWh\n", "expected a price", "column price");
}

// ---- ratio

static void the_ecosystems_share_scales_price_and_value(void **state)
{
    (void)state;
    run.scalar[0] = 0.4;
    const StatRun *r = tabulate(&service_m11, "ratio",
                                "代码,产品,产量（t）,单价（元/t）,不变价（元/t）,产值（元）,生态贡献率（%）\n"
                                "M11,稻,10,50,40,,35\nM11,麦,10,50,,,\nM11,茶,-,,,1000,20\nM11,豆,10,,40,600,50\n");
    assert_true(r->entries[0].quantity == 10 && kernel_near(r->entries[0].price_yuan, 17.5));
    assert_true(kernel_near(r->entries[0].price_constant_yuan, 14) && isnan(r->entries[0].value_yuan));
    assert_true(kernel_near(r->entries[1].price_yuan, 20) && isnan(r->entries[1].price_constant_yuan));
    assert_true(kernel_near(r->entries[2].value_yuan, 200) && isnan(r->entries[2].value_constant_yuan));
    assert_true(kernel_near(r->entries[3].value_yuan, 300) && kernel_near(r->entries[3].value_constant_yuan, 200));
    run.scalar[0] = NAN;
    refuses(&service_m11, "ratio", "代码,产品,产量（t）,单价（元/t）,生态贡献率\nM11,稻,10,50,\n", "column 生态贡献率",
            "share of the product");
    refuses(&service_m11, "ratio", "代码,产品,产量（t）,单价（元/t）,生态贡献率\nM11,稻,10,,0.5\n", "column 单价",
            "a price");
}

// ---- net

static void net_takes_the_cost_of_human_input_away(void **state)
{
    (void)state;
    const StatRun *r =
        tabulate(&service_m11, "net",
                 "代码,产品,产量（t）,单价（元/t）,不变价（元/t）,产值（万元）,投入（万元）,净产值（亿元）\n"
                 "M11,稻,1000,50,40,,2,\nM11,麦,1000,50,,,6,\nM11,茶,-,,,8,3,\nM11,果,,,,,,12.2875\n"
                 "M11,豆,10,0,5,,0,\nM12,木,1,1,1,,0,\n");
    assert_int_equal(r->count, 5);
    assert_true(r->entries[0].value_yuan == 30000 && r->entries[0].quantity == 1000);
    assert_true(kernel_near(r->entries[0].value_constant_yuan, 24000) && isnan(r->entries[0].price_yuan));
    assert_true(r->entries[1].value_yuan == -10000 && isnan(r->entries[1].value_constant_yuan));
    assert_true(r->entries[2].value_yuan == 50000);
    assert_string_equal(r->entries[2].part, "value");
    assert_true(kernel_near(r->entries[3].value_yuan, 12.2875e8));
    assert_true(r->entries[4].value_yuan == 0 && isnan(r->entries[4].value_constant_yuan));
    refuses(&service_m11, "net", "代码,产品,产量（t）,单价（元/t）,投入（元）\nM11,稻,10,50,\n", "column 投入（元）",
            "Fill");
    refuses(&service_m11, "net", "代码,产品,产量（t）,投入（元）\nM11,稻,10,50\n", "expected a price", "column price");
}

// ---- rent

static void rent_is_area_times_yearly_rent(void **state)
{
    (void)state;
    const StatRun *r = tabulate(&service_m12, "rent",
                                "代码,地类,镇街,面积（亩）,租金（元/亩）,不变价租金（元/亩）\n林业,竹林,a,1500,20,18\n"
                                "林业,竹林,b,15,30,\n农业,水田,a,1,1,1\n");
    assert_int_equal(r->count, 2);
    assert_string_equal(r->entries[0].part, "land");
    assert_string_equal(r->entries[0].town, "a");
    assert_true(kernel_near(r->entries[0].quantity, 100) && kernel_near(r->entries[0].price_yuan, 300));
    assert_true(kernel_near(r->entries[0].price_constant_yuan, 270));
    assert_true(kernel_near(r->entries[1].quantity, 1) && isnan(r->entries[1].price_constant_yuan));
    refuses(&service_m12, "rent", "代码,地类,面积,租金\nM12,竹林,5,\n", "column 租金: expected a number (yuan/hm2)",
            "Fill");
    refuses(&service_m12, "rent", "代码,地类,面积,租金\nM12,竹林,,5\n", "column 面积", "Fill");
    refuses(&service_m12, "rent", "代码,地类,面积,租金\nM12,,5,5\n", "column 地类", "a text");
    refuses(&service_m12, "rent", "代码,地类,面积,租金\nM12,林,5,5\nM12,林,1,1\n", "row 3: \"land, 林\"", "row 2");
    refuses(&service_m12, "rent", "代码,地类,面积,租金\n矿,林,5,5\n", "column 代码", "M11");
    refuses(&service_m12, "rent", "代码,地类,面积,租金,不变价租金\nM12,林,5,5,x\n", "column 不变价租金", "a number");
}

// ---- the services themselves

static void products_have_a_part_for_all_they_may_get(void **state)
{
    (void)state;
    const Service *const all[] = {&service_m11, &service_m12, &service_m13, &service_m14, &service_m16, &service_m17};
    static const char *const parts[] = {"weight", "volume", "count", "energy", "value", "land"};
    static const char *const variants[] = {"gross", "net", "ratio", "rent"};
    for (size_t s = 0; s < sizeof all / sizeof *all; s++) {
        for (int p = 0; p < 6; p++) assert_string_equal(all[s]->parts[p].id, parts[p]);
        for (int v = 0; v < 4; v++) assert_non_null(kernel_variant(all[s], variants[v]));
        char id[16];
        snprintf(id, sizeof id, "%s.ratio", all[s]->code);
        const ParamNeed *ratio = kernel_variant(all[s], "ratio")->params;
        assert_string_equal(ratio->id, id);
        assert_true(ratio->optional && isnan(ratio->when_absent));
    }
    assert_string_equal(service_m16.parts[6].id, "hydro");
    assert_string_equal(service_m16.parts[6].price, "price.hydropower");
}

static int start(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_come_in_tonnes_at_yuan_a_tonne),
        cmocka_unit_test(every_word_for_a_service_is_known),
        cmocka_unit_test(each_kind_of_unit_has_its_part),
        cmocka_unit_test(a_price_of_money_alone_is_per_the_rows_unit),
        cmocka_unit_test(a_value_may_stand_for_quantity_and_price),
        cmocka_unit_test(a_value_beside_a_price_must_agree),
        cmocka_unit_test(what_lacks_or_cannot_be_read_is_refused),
        cmocka_unit_test(the_same_unit_twice_is_no_fault),
        cmocka_unit_test(a_unit_above_the_header_holds_for_the_column),
        cmocka_unit_test(hydropower_is_priced_by_parameter_or_by_its_row),
        cmocka_unit_test(the_ecosystems_share_scales_price_and_value),
        cmocka_unit_test(net_takes_the_cost_of_human_input_away),
        cmocka_unit_test(rent_is_area_times_yearly_rent),
        cmocka_unit_test(products_have_a_part_for_all_they_may_get),
    };
    return cmocka_run_group_tests_name("products", tests, start, stop);
}
