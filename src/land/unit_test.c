#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "land/table.h"
#include "land/unit.h"

static void is(const char *from, const char *to, double wanted)
{
    double factor = 0;
    if (!unit_factor(from, to, &factor)) fail_msg("%s to %s is unknown", from, to);
    if (factor != wanted) fail_msg("%s to %s is %.17g, not %.17g", from, to, factor, wanted);
}

static void is_not(const char *from, const char *to)
{
    double factor;
    if (unit_factor(from, to, &factor)) fail_msg("%s to %s gave %g", from, to, factor);
}

static void money_area_mass_and_volume_convert_exactly(void **state)
{
    (void)state;
    is("万元", "yuan", 1e4);
    is("亿元", "yuan", 1e8);
    is("亿元", "万元", 1e4);
    is("千元", "元", 1e3);
    is("公顷", "m2", 1e4);
    is("亩", "m2", 10000.0 / 15);
    is("亩", "hm2", 1.0 / 15);
    is("公顷", "亩", 15);
    is("万亩", "hm2", 10000.0 / 15);
    is("km2", "hm2", 100);
    is("吨", "kg", 1000);
    is("万t", "t", 1e4);
    is("斤", "kg", 0.5);
    is("万m3", "m3", 1e4);
    is("亿立方米", "万m3", 1e4);
    is("升", "m3", 0.001);
    is("万kWh", "kWh", 1e4);
    is("亿千瓦时", "J", 3.6e14);
    is("万人次", "人次", 1e4);
    is("mm", "m", 0.001);
    is("cm", "mm", 10);
}

static void the_same_unit_has_many_spellings(void **state)
{
    (void)state;
    is("㎡", "m2", 1);
    is("m²", "m^2", 1);
    is("ｍ２", "m2", 1);
    is("hm²", "ha", 1);
    is("㏊", "公顷", 1);
    is("KM2", "km2", 1);
    is("℃", "degC", 1);
    is("°C", "摄氏度", 1);
    is("％", "percent", 1);
    is("μg/m³", "ug/m3", 1);
    is("元／吨", "yuan/t", 1);
    is("Kwh", "kWh", 1);
}

static void compound_units_convert(void **state)
{
    (void)state;
    is("元/kg", "元/t", 1000);
    is("t/km2/a", "t/(hm2·a)", 0.01);
    is("g·m⁻²·a⁻¹", "g/m2/a", 1);
    is("gC/m2/a", "tC/km2/a", 1);
    is("0.1mm", "mm", 0.1);
    is("0.1degC", "degC", 0.1);
    is("10^4 m3", "m3", 1e4);
    is("10⁴元", "元", 1e4);
    is("1e4 t", "t", 1e4);
    is("mm/100m/a", "mm/m/a", 0.01);
    is("degC/100m", "degC/km", 10);
    is("MJ·mm/(hm2·h·a)", "MJ mm/(ha h a)", 1);
    is("mm/d", "mm/day", 1);
    is("g/L", "kg/m3", 1);
    is("percent", "fraction", 0.01);
    is("‰", "fraction", 0.001);
    is("万头", "头", 1e4);
    is("元/头", "万元/头", 1e-4);
}

static void what_measures_something_else_does_not_convert(void **state)
{
    (void)state;
    is_not("万元", "m2");
    is_not("t", "t/a");
    is_not("gC", "g");
    is_not("tCO2", "tC");
    is_not("mm/d", "mm/a");
    is_not("mm/month", "mm/d");
    is_not("头", "只");
    is_not("头", "percent");
    is_not("人", "人次");
    is_not("apples", "m");
    is_not("m", "apples");
    is_not("", "m");
    is_not("m//m", "m");
    is_not("万", "元");
    is_not("10^99m", "m");
    is_not("10^-2m", "m");
    is_not("99999999999999999999m", "m");
    is_not("0m", "m");
    is_not("头只", "头");
    is_not("头·只", "头");
    is_not("吨吨", "吨");
}

static void long_and_odd_texts_are_no_units(void **state)
{
    (void)state;
    char text[300];
    memset(text, 'm', 299);
    text[299] = '\0';
    assert_false(unit_is_known(text));
    assert_false(unit_is_known(""));
    assert_false(unit_is_known("-2"));
    assert_false(unit_is_known("12"));
    assert_false(unit_is_known("\xEF\xBC"));
    assert_false(unit_is_known("("));
    assert_true(unit_is_known("万元"));
}

static void a_unit_that_nobody_knows_still_equals_itself(void **state)
{
    (void)state;
    is("朵", "朵", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_area_mass_and_volume_convert_exactly),
        cmocka_unit_test(the_same_unit_has_many_spellings),
        cmocka_unit_test(compound_units_convert),
        cmocka_unit_test(what_measures_something_else_does_not_convert),
        cmocka_unit_test(long_and_odd_texts_are_no_units),
        cmocka_unit_test(a_unit_that_nobody_knows_still_equals_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
