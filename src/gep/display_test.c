// display_test.c - numbers, units and names as people read them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/message.h"
#include "gep/display.h"
#include "gep/report/fixture_test.h"

typedef struct Both { // one account seen in Chinese and in English
    Arena *arena;
    Fixture *fixture;
    Display zh, en;
} Both;

static Both open_both(void)
{
    Both both = {.arena = arena_open()};
    both.fixture = fixture_small(both.arena);
    both.zh = display_open(both.arena, &both.fixture->account, true, "\u2009", "\u2212");
    both.en = display_open(both.arena, &both.fixture->account, false, ",", "-");
    return both;
}

static void numbers_have_gaps_and_a_real_minus(void **state)
{
    (void)state;
    Both b = open_both();
    assert_string_equal(display_number(&b.zh, 1286.444, 2), "1\u2009286.44");
    assert_string_equal(display_number(&b.zh, -1234567.5, 1), "\u22121\u2009234\u2009567.5");
    assert_string_equal(display_number(&b.en, -1234567.5, 0), "-1,234,568");
    assert_string_equal(display_number(&b.en, NAN, 2), "—");
    assert_string_equal(display_number(&b.en, INFINITY, 2), "—");
    assert_string_equal(display_number(&b.en, 4.1e22, 2), "4.1×10^22");
    assert_string_equal(display_value(&b.zh, -0.0452), "\u22120.0452");
    assert_string_equal(display_value(&b.zh, 1e-7), "1e-07");
    arena_close(b.arena);
}

static void shares_and_changes_are_percent(void **state)
{
    (void)state;
    Both b = open_both();
    assert_string_equal(display_percent(&b.zh, 0.265, 1), "26.5%");
    assert_string_equal(display_percent(&b.zh, NAN, 1), "—");
    assert_string_equal(display_change(&b.zh, 0.0184), "+1.84%");
    assert_string_equal(display_change(&b.zh, -0.002), "\u22120.20%");
    assert_string_equal(display_change(&b.zh, NAN), "—");
    arena_close(b.arena);
}

static void quantities_are_scaled_and_lose_the_year(void **state)
{
    (void)state;
    Both b = open_both();
    assert_string_equal(display_quantity(&b.zh, 3.97e9, "m3/a"), "39.70 亿立方米");
    assert_string_equal(display_quantity(&b.zh, 2.184e7, "t/a"), "2\u2009184.00 万吨");
    assert_string_equal(display_quantity(&b.zh, 9700, "t/a"), "9\u2009700.00 吨");
    assert_string_equal(display_quantity(&b.en, 3.97e9, "m3/a"), "3,970.00 million m³");
    assert_string_equal(display_quantity(&b.en, 9700, "t/a"), "9,700.00 t");
    assert_string_equal(display_quantity(&b.zh, NAN, "t/a"), "—");
    assert_string_equal(display_quantity(&b.zh, 2, NULL), "2.00 ");
    arena_close(b.arena);
}

static void units_have_names_and_unknown_ones_stay(void **state)
{
    (void)state;
    Both b = open_both();
    assert_string_equal(display_unit(&b.zh, "yuan/m3"), "元/立方米");
    assert_string_equal(display_unit(&b.en, "yuan/hm2"), "yuan/ha");
    assert_string_equal(display_unit(&b.zh, "furlong/a"), "furlong/年");
    assert_string_equal(display_unit(&b.zh, NULL), "");
    arena_close(b.arena);
}

static void prices_show_as_many_places_as_they_have(void **state)
{
    (void)state;
    Both b = open_both();
    assert_string_equal(display_price(&b.en, 6.11), "6.11");
    assert_string_equal(display_price(&b.en, 0.5234), "0.5234");
    assert_string_equal(display_price(&b.en, 17.0 / 3), "5.6667");
    assert_string_equal(display_price(&b.en, 1.2e-15), "1.2×10^-15");
    assert_string_equal(display_price(&b.en, 0), "0.00");
    assert_string_equal(display_price(&b.en, NAN), "—");
    arena_close(b.arena);
}

static void money_has_one_unit_in_a_document(void **state)
{
    (void)state;
    Both b = open_both();
    Fixture *large = fixture_demo(b.arena);
    Display zh = display_open(b.arena, &large->account, true, ",", "-");
    assert_string_equal(b.zh.money_unit, "万元");
    assert_string_equal(zh.money_unit, "亿元");
    assert_string_equal(display_money(&zh, money_from_yuan(128644000000)), "1,286.44");
    assert_string_equal(display_money_long(&zh, money_from_yuan(98201500)), "9,820.15 万元");
    assert_string_equal(display_money_long(&zh, money_from_yuan(128644000000)), "1,286.44 亿元");
    assert_string_equal(display_money_long(&zh, money_from_yuan(12)), "12.00 元");
    assert_string_equal(display_money_long(&b.en, money_from_yuan(128644000000)), "128.64 billion yuan");
    arena_close(b.arena);
}

static void wide_characters_count_two(void **state)
{
    (void)state;
    assert_int_equal(display_width("GEP"), 3);
    assert_int_equal(display_width("水源涵养"), 8);
    assert_int_equal(display_width("（m³）"), 6);
    assert_int_equal(display_width("e\u0301"), 1);
    assert_int_equal(display_width("𠮷"), 2);
    assert_int_equal(display_width(""), 0);
}

static void services_stand_by_kind_then_code(void **state)
{
    (void)state;
    Both b = open_both();
    Fixture *f = fixture_demo(b.arena);
    const size_t *order = display_order(&b.zh, &f->account);
    assert_string_equal(f->services[order[0]].code, "M11");
    assert_string_equal(f->services[order[f->account.service_count - 1]].code, "C03");
    arena_close(b.arena);
}

static void names_follow_the_language(void **state)
{
    (void)state;
    Both b = open_both();
    const Account *a = &b.fixture->account;
    assert_string_equal(display_service(&b.zh, &a->services[1]), "水源涵养");
    assert_string_equal(display_service(&b.en, &a->services[1]), "Water conservation");
    assert_string_equal(display_variant(&b.en, &a->services[1]), "A water balance");
    assert_string_equal(display_status(&b.zh, "unverified"), "? 未核实");
    assert_string_equal(display_status(&b.zh, "odd"), "odd");
    assert_string_equal(display_district(&b.en, a), "Kaizhou");
    assert_string_equal(display_state(&b.zh, SERVICE_NOT_AVAILABLE), "缺资料");
    assert_string_equal(display_digest(&b.zh, a, 2), "—");
    arena_close(b.arena);
}

static void the_case_that_was_used_is_said_in_the_readers_language(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    const char *branch = "SO2: emission (emission 1.000 t, capacity 2.000 t)";
    assert_string_equal(display_branch(&(Display){.arena = arena, .chinese = true}, branch),
                        "SO2: 排放量 (排放量 1.000 t, 净化能力 2.000 t)");
    assert_string_equal(display_branch(&(Display){.arena = arena}, branch), branch);
    arena_close(arena);
}

int main(void)
{
    message_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_case_that_was_used_is_said_in_the_readers_language),
        cmocka_unit_test(numbers_have_gaps_and_a_real_minus),
        cmocka_unit_test(shares_and_changes_are_percent),
        cmocka_unit_test(quantities_are_scaled_and_lose_the_year),
        cmocka_unit_test(units_have_names_and_unknown_ones_stay),
        cmocka_unit_test(prices_show_as_many_places_as_they_have),
        cmocka_unit_test(money_has_one_unit_in_a_document),
        cmocka_unit_test(wide_characters_count_two),
        cmocka_unit_test(services_stand_by_kind_then_code),
        cmocka_unit_test(names_follow_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
