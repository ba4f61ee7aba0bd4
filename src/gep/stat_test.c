#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/text.h"
#include "gep/stat_testing.h"

static Arena *arena;
static Err err;

enum { ITEM, TOWN, ECOSYSTEM, AMOUNT, RAW, SHARE, FLAG, COLUMN_COUNT };
static const StatColumn columns[COLUMN_COUNT] = {
    [ITEM] = {"item|名称", STAT_TEXT, "", true},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [AMOUNT] = {"amount|数量", STAT_NUMBER, "t", true},
    [RAW] = {"raw", STAT_NUMBER, "", false},
    [SHARE] = {"share|占比", STAT_SHARE, "", false},
    [FLAG] = {"flag", STAT_FLAG, "", false},
};

static StatInput input;
static Table table;
static const Table *tables[] = {&table};

static bool open_csv(const char *csv, StatSheet *sheet)
{
    message_set_language("en");
    assert_true(table_parse_csv(arena, csv, strlen(csv), &(TableOptions){0}, &table, &err));
    table.path = "t.csv";
    input = (StatInput){.code = "M11", .variant = "x", .year = 2023, .tables = tables};
    return stat_open(arena, &input, 0, columns, COLUMN_COUNT, sheet, &err);
}

static StatSheet sheet_of(const char *csv)
{
    StatSheet sheet;
    if (!open_csv(csv, &sheet)) fail_msg("%s", err.text);
    return sheet;
}

static void err_has(const char *wanted)
{
    if (!strstr(err.text, wanted)) fail_msg("\"%s\" does not hold \"%s\"", err.text, wanted);
}

static double number(const StatSheet *sheet, size_t row, int column)
{
    double out;
    if (!stat_number(sheet, row, column, &out, &err)) fail_msg("%s", err.text);
    return out;
}

static void refuses_number(const char *csv, int column, const char *wanted)
{
    StatSheet sheet = sheet_of(csv);
    double out;
    assert_false(stat_number(&sheet, 0, column, &out, &err));
    assert_int_equal(err.code, ERR_INPUT);
    err_has(wanted);
}

// ---- units and words

static void words_compare_without_case(void **state)
{
    (void)state;
    assert_true(stat_is_word("Coal", "wood|coal|gas"));
    assert_true(stat_is_word("gas", "wood|coal|gas"));
    assert_true(stat_is_word("wood", "wood|coal|gas"));
    assert_false(stat_is_word("co", "wood|coal|gas"));
    assert_false(stat_is_word("coals", "wood|coal|gas"));
    assert_false(stat_is_word("wood|coal", "wood|coal|gas"));
    assert_false(stat_is_word("", "wood|coal|gas"));
    assert_true(stat_is_word("畜牧业", "M13|畜牧业"));
}

static void units_convert_exactly(void **state)
{
    (void)state;
    double out;
    assert_true(stat_convert(1234.5, "kg", "t", &out) && out == 1.2345);
    assert_true(stat_convert(3, "kg", "t", &out) && out == 3 / 1000.0);
    assert_true(stat_convert(1.2, "万吨", "t", &out) && out == 12000);
    assert_true(stat_convert(4.35, "元/kg", "yuan/t", &out) && out == 4350);
    assert_true(stat_convert(7, "t", "t", &out) && out == 7);
    assert_false(stat_convert(7, "t", "m3", &out));
    assert_false(stat_convert(7, "筐", "t", &out));
}

// ---- rows

static void rows_that_do_not_count_are_passed_over(void **state)
{
    (void)state;
    StatSheet sheet =
        sheet_of("名称,数量（吨）,年份\n甲,1,2023\n,-,\n乙,1,2022\n合计,2,2023\n丙,0,2023\nTOTAL,2,2023\n小计,2,\n"
                 "总计,2,2023\n-,3,2023\n");
    const bool wanted[] = {true, false, false, false, true, false, false, false, true};
    assert_int_equal(sheet.table->row_count, 9);
    for (size_t row = 0; row < 9; row++) {
        bool counts;
        assert_true(stat_row_counts(&sheet, row, &counts, &err));
        assert_int_equal(counts, wanted[row]);
    }
}

static void a_row_of_no_year_is_refused(void **state)
{
    (void)state;
    bool counts;
    StatSheet sheet = sheet_of("名称,数量（吨）,年份\n甲,1,二三年\n");
    assert_false(stat_row_counts(&sheet, 0, &counts, &err));
    err_has("t.csv, row 2, column 年份");
    err_has("二三年");
    sheet = sheet_of("名称,数量（吨）\n甲,1\n");
    assert_true(stat_row_counts(&sheet, 0, &counts, &err) && counts);
}

static void columns_are_found_or_asked_for(void **state)
{
    (void)state;
    StatSheet sheet = sheet_of("ITEM,amount (kg),乡镇代码\n甲,1,500154001\n");
    assert_string_equal(stat_text(&sheet, 0, ITEM), "甲");
    assert_string_equal(stat_text(&sheet, 0, TOWN), "500154001");
    assert_string_equal(stat_text(&sheet, 0, ECOSYSTEM), "");
    assert_false(stat_has(&sheet, 0, RAW));
    assert_string_equal(stat_header_unit(&sheet, AMOUNT), "kg");
    assert_string_equal(stat_header_unit(&sheet, RAW), "");
    assert_false(open_csv("名称,重量\n甲,1\n", &sheet));
    err_has("M11: t.csv: no column amount");
    err_has("名称, 重量");
    assert_false(open_csv("名称,数量,share,share\n甲,1,1,1\n", &sheet));
    err_has("two columns are called share");
}

// ---- cells

static void amounts_convert_from_the_headers_unit(void **state)
{
    (void)state;
    StatSheet sheet = sheet_of("名称,数量（kg）,raw（头）\n甲,\"1,234.5\",7\n乙,-,/\n丙,0,0\n");
    assert_true(number(&sheet, 0, AMOUNT) == 1.2345);
    assert_true(number(&sheet, 0, RAW) == 7);
    assert_true(isnan(number(&sheet, 1, AMOUNT)) && isnan(number(&sheet, 1, RAW)));
    assert_true(number(&sheet, 2, AMOUNT) == 0);
    sheet = sheet_of("名称,数量\n甲,5\n");
    assert_true(number(&sheet, 0, AMOUNT) == 5);
    table.unit = "万吨";
    assert_true(number(&sheet, 0, AMOUNT) == 50000);
}

static void what_is_no_amount_is_refused_with_its_place(void **state)
{
    (void)state;
    refuses_number("名称,数量（吨）\n甲,12吨\n", AMOUNT,
                   "t.csv, row 2, column 数量（吨）: expected a number, found \"12吨\"");
    refuses_number("名称,数量（吨）\n甲,-0.5\n", AMOUNT, "not negative, found \"-0.5\"");
    refuses_number("名称,数量（立方米）\n甲,5\n", AMOUNT, "converts to t, found \"5\". Correct the unit");
}

static void shares_are_fractions_or_percent(void **state)
{
    (void)state;
    StatSheet sheet = sheet_of("名称,数量,占比\n甲,1,0.35\n乙,1,35%\n丙,1,３５％\n丁,1,1\n戊,1,0\n己,1,100%\n庚,1,\n");
    const double wanted[] = {0.35, 0.35, 0.35, 1, 0, 1};
    for (size_t row = 0; row < 6; row++) assert_true(number(&sheet, row, SHARE) == wanted[row]);
    assert_true(isnan(number(&sheet, 6, SHARE)));
    sheet = sheet_of("名称,数量,占比（%）\n甲,1,35\n乙,1,35%\n");
    assert_true(number(&sheet, 0, SHARE) == 0.35 && number(&sheet, 1, SHARE) == 0.35);
    refuses_number("名称,数量,占比\n甲,1,1.01\n", SHARE, "a share of 0 to 1");
    refuses_number("名称,数量,占比\n甲,1,-0.1\n", SHARE, "a share of 0 to 1");
    refuses_number("名称,数量,占比\n甲,1,%\n", SHARE, "a share of 0 to 1");
    refuses_number("名称,数量,占比\n甲,1,半\n", SHARE, "found \"半\"");
}

static void a_missing_cell_is_no_zero(void **state)
{
    (void)state;
    StatSheet sheet = sheet_of("名称,数量（kg）\n-,-\n甲,3\n");
    const char *text;
    double out;
    assert_false(stat_need_number(&sheet, 0, AMOUNT, &out, &err));
    err_has("expected a number (t), found \"-\"");
    assert_false(stat_need_number(&sheet, 0, RAW, &out, &err));
    err_has("row 2: expected a number in a column raw, which is not there");
    assert_false(stat_need_text(&sheet, 0, ITEM, &text, &err));
    err_has("a text");
    assert_true(stat_need_text(&sheet, 1, ITEM, &text, &err));
    assert_string_equal(text, "甲");
    assert_true(stat_need_number(&sheet, 1, AMOUNT, &out, &err) && out == 0.003);
    assert_true(stat_number_or(&sheet, 0, AMOUNT, 9, &out, &err) && out == 9);
    assert_true(stat_number_or(&sheet, 1, AMOUNT, 9, &out, &err) && out == 0.003);
    sheet = sheet_of("名称,数量\n甲,x\n");
    assert_false(stat_number_or(&sheet, 0, AMOUNT, 9, &out, &err));
    assert_false(stat_need_number(&sheet, 0, AMOUNT, &out, &err));
}

static void flags_are_yes_no_or_what_is_usual(void **state)
{
    (void)state;
    StatSheet sheet = sheet_of("名称,数量,flag\n1,1,是\n2,1,Yes\n3,1,1\n4,1,否\n5,1,NO\n6,1,0\n7,1,\n8,1,也许\n");
    const bool wanted[] = {true, true, true, false, false, false};
    bool out;
    for (size_t row = 0; row < 6; row++) {
        for (int fallback = 0; fallback < 2; fallback++) {
            assert_true(stat_flag_or(&sheet, row, FLAG, fallback, &out, &err));
            assert_int_equal(out, wanted[row]);
        }
    }
    assert_true(stat_flag_or(&sheet, 6, FLAG, true, &out, &err) && out);
    assert_true(stat_flag_or(&sheet, 6, FLAG, false, &out, &err) && !out);
    assert_false(stat_flag_or(&sheet, 7, FLAG, true, &out, &err));
    err_has("yes or no");
}

static void a_choice_names_its_words(void **state)
{
    (void)state;
    static const char *const sets[] = {"wood|木", "coal|煤", NULL};
    StatSheet sheet = sheet_of("名称,数量\n煤,1\nwood,1\n气,1\n");
    int which;
    assert_true(stat_choice(&sheet, 0, ITEM, sets, &which, &err) && which == 1);
    assert_true(stat_choice(&sheet, 1, ITEM, sets, &which, &err) && which == 0);
    assert_false(stat_choice(&sheet, 2, ITEM, sets, &which, &err));
    err_has("expected one of wood|木; coal|煤, found \"气\"");
}

// ---- entries

static bool read_row(const StatSheet *sheet, size_t row, StatList *list, Err *error)
{
    double amount;
    if (!stat_need_number(sheet, row, AMOUNT, &amount, error)) return false;
    if (amount == 0) return true;
    Entry *entry = stat_add(sheet, row, list, "p", stat_text(sheet, row, ITEM), TOWN, ECOSYSTEM);
    entry->quantity = amount;
    stat_once(list, row, stat_key(sheet, entry));
    return true;
}

static bool tabulate(const char *csv, const char *sheet_name, Entry **entries, size_t *count)
{
    StatSheet sheet;
    assert_true(open_csv(csv, &sheet));
    table.sheet = sheet_name;
    return stat_tabulate(arena, &input, 0, columns, COLUMN_COUNT, read_row, entries, count, &err);
}

static void entries_carry_their_place_and_no_numbers_of_their_own(void **state)
{
    (void)state;
    Entry *entries;
    size_t count;
    assert_true(tabulate("名称,数量,镇街,class\n甲,1,500154001,111\n\n乙,2,,\n丙,0,,\n", "产量", &entries, &count));
    assert_int_equal(count, 2);
    assert_string_equal(entries[0].part, "p");
    assert_string_equal(entries[0].item, "甲");
    assert_string_equal(entries[0].town, "500154001");
    assert_string_equal(entries[0].ecosystem, "111");
    assert_string_equal(entries[0].where, "t.csv, sheet 产量, row 2");
    assert_string_equal(entries[1].where, "t.csv, sheet 产量, row 4");
    assert_string_equal(entries[1].town, "");
    assert_true(entries[0].quantity == 1 && entries[1].quantity == 2);
    assert_true(isnan(entries[0].price_yuan) && isnan(entries[0].price_constant_yuan));
    assert_true(isnan(entries[0].value_yuan) && isnan(entries[0].value_constant_yuan));
}

static void the_same_key_may_stand_once(void **state)
{
    (void)state;
    Entry *entries;
    size_t count;
    assert_true(
        tabulate("名称,数量,镇街,class\n甲,1,a,1\n甲,1,b,1\n甲,1,,1\n甲,1,a,2\n乙,1,a,1\n", "", &entries, &count));
    assert_int_equal(count, 5);
    assert_false(tabulate("名称,数量,镇街,class\n甲,1,a,1\n乙,1,a,1\n丙,1,a,1\n乙,2,a,1\n", "", &entries, &count));
    err_has("M11: t.csv, row 5: \"p, 乙, 1, a\" stands already in row 3");
}

static void a_table_without_rows_is_said_to_be_empty(void **state)
{
    (void)state;
    Entry *entries;
    size_t count;
    assert_false(tabulate("名称,数量,年份\n甲,1,2022\n", "", &entries, &count));
    assert_int_equal(err.code, ERR_MISSING);
    err_has("M11: t.csv has no row for it in 2023");
    assert_false(tabulate("名称,数量,年份\n甲,x,2023\n", "", &entries, &count));
    err_has("M11: t.csv, row 2");
    assert_false(tabulate("名称,数量,年份\n甲,1,x\n", "", &entries, &count));
    err_has("M11: t.csv, row 2");
}

static void any_table_sums_to_its_rows(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 100; round++) {
        StrBuf csv = strbuf_open(arena);
        strbuf_add(&csv, "名称,数量（kg）\n");
        double sum = 0, got = 0;
        int rows = 1 + round % 9;
        for (int row = 0; row < rows; row++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            int amount = 1 + (int)(seed >> 40) % 100000;
            strbuf_printf(&csv, "p%d,%d\n", row, amount);
            sum += amount / 1000.0;
        }
        Entry *entries;
        size_t count;
        assert_true(tabulate(csv.data, "", &entries, &count));
        assert_int_equal(count, rows);
        for (size_t i = 0; i < count; i++) got += entries[i].quantity;
        assert_true(got == sum);
    }
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
        cmocka_unit_test(words_compare_without_case),
        cmocka_unit_test(units_convert_exactly),
        cmocka_unit_test(rows_that_do_not_count_are_passed_over),
        cmocka_unit_test(a_row_of_no_year_is_refused),
        cmocka_unit_test(columns_are_found_or_asked_for),
        cmocka_unit_test(amounts_convert_from_the_headers_unit),
        cmocka_unit_test(what_is_no_amount_is_refused_with_its_place),
        cmocka_unit_test(shares_are_fractions_or_percent),
        cmocka_unit_test(a_missing_cell_is_no_zero),
        cmocka_unit_test(flags_are_yes_no_or_what_is_usual),
        cmocka_unit_test(a_choice_names_its_words),
        cmocka_unit_test(entries_carry_their_place_and_no_numbers_of_their_own),
        cmocka_unit_test(the_same_key_may_stand_once),
        cmocka_unit_test(a_table_without_rows_is_said_to_be_empty),
        cmocka_unit_test(any_table_sums_to_its_rows),
    };
    return cmocka_run_group_tests_name("stat", tests, start, stop);
}
