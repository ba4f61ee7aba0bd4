#include "base/district_test.h"

static void every_option_of_a_variant_keeps_its_text(void **state)
{
    (void)state;
    District d =
        parse(with("variants:\n  - {service: R10, warm_months: 5-9, use_p: true, spread: , basis: ~, p: 010}\n"));
    assert_string_equal(option(&d.variants[0], "warm_months"), "5-9");
    assert_string_equal(option(&d.variants[0], "use_p"), "true");
    assert_string_equal(option(&d.variants[0], "p"), "010");
    assert_int_equal(d.variants[0].option_count, 3);
}

static void other_options_are_written_as_a_list(void **state)
{
    (void)state;
    District d = parse(with("variants:\n  - {service: R10, p: 0.8, options: [cop=3.5, strict, a=b=c]}\n"));
    assert_int_equal(d.variants[0].option_count, 4);
    assert_string_equal(option(&d.variants[0], "p"), "0.8");
    assert_string_equal(option(&d.variants[0], "cop"), "3.5");
    assert_string_equal(option(&d.variants[0], "strict"), "yes");
    assert_string_equal(option(&d.variants[0], "a"), "b=c");
}

static void numbers_are_read_strictly(void **state)
{
    (void)state;
    refuses("limits: {valid_area_min: 95}\n",
            "line 5, column 10, key limits.valid_area_min: \"95\" was found, expected a number from 0 to 1");
    refuses("limits: {area_tolerance: 0.1x}\n", "\"0.1x\" was found");
    refuses("years: {constant_price: 20}\n", "\"20\" was found, expected a whole number from 1949 to 2100");
    refuses("years: {constant_price: 2020.5}\n", "expected a whole number");
    refuses("years: {normal: \"1991\"}\n", "key years.normal: \"1991\" was found, expected two years");
    refuses("years: {normal: \"2020-1991\"}\n", "expected two years");
    refuses("years: {normal: \"199a-2020\"}\n", "expected two years");
    refuses("boundary: {official_area_hm2: 0}\n", "an area is larger than 0");
    refuses("maps:\n  - {id: a, file: f, kind: class, band: 0}\n", "key maps[1].band: \"0\" was found");
    refuses("stations:\n  - {id: a, file: f, value: v, power: 99}\n", "key stations[1].power");
    refuses("stations:\n  - {id: a, file: f, value: v, lapse: x}\n", "key stations[1].lapse");
    refuses("stations:\n  - {id: a, file: f, value: v, wind_height_m: 0}\n", "key stations[1].wind_height_m");
    refuses("class_tables:\n  - {id: a, map: m, file: f, key: k, split: \"-\", part: 0}\n", "key class_tables[1].part");
    refuses_size("schema: 2\ndistrict: {code: a, name: b}\nprofile: p\n", 50,
                 "key schema: the file is of format 2, which a later");
    refuses_size("schema: x\ndistrict: {code: a, name: b}\nprofile: p\n", 50, "\"x\" was found, expected 1");
    refuses_size("schema: 1\ndistrict: {code: a, name: b, demo: maybe}\nprofile: p\n", 63,
                 "key district.demo: \"maybe\" was found, expected true or false");
    refuses_size("schema: 1\ndistrict: {code: a, name: b, population: -1}\nprofile: p\n", 66, "district.population");
    assert_true(parse("schema: 1\ndistrict: {code: a, name: b, demo: yes}\nprofile: p\ncells: {file: c}\n").demo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_option_of_a_variant_keeps_its_text),
        cmocka_unit_test(other_options_are_written_as_a_list),
        cmocka_unit_test(numbers_are_read_strictly),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
