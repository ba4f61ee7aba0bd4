#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static Arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void a_buffer_grows_and_is_always_terminated(void **state)
{
    (void)state;
    StrBuf buf = strbuf_open(arena);
    assert_string_equal(buf.data, "");
    strbuf_add(&buf, "ab");
    strbuf_add_char(&buf, 'c');
    strbuf_add_size(&buf, "defgh", 2);
    strbuf_printf(&buf, "%03d", 7);
    assert_string_equal(buf.data, "abcde007");
    assert_int_equal(buf.size, 8);
    for (size_t i = buf.size; i < 100000; i++) strbuf_add_char(&buf, 'x');
    assert_int_equal(strlen(buf.data), 100000);
    strbuf_printf(&buf, "%100000s", "");
    assert_int_equal(strlen(buf.data), 200000);
    assert_true(buf.size < buf.capacity);
}

static void texts_are_compared(void **state)
{
    (void)state;
    assert_true(text_equal("a", "a") && text_equal(NULL, NULL));
    assert_false(text_equal("a", "b") || text_equal("a", NULL) || text_equal(NULL, ""));
    assert_true(text_starts("青山绿水", "青山") && text_starts("a", ""));
    assert_false(text_starts("青", "青山"));
    assert_true(text_ends("map.tif", ".tif") && text_ends("a", ""));
    assert_false(text_ends("tif", ".tif"));
}

static void trimming_takes_all_white_space_but_nothing_inside(void **state)
{
    (void)state;
    assert_string_equal(text_trim(arena, " \t\r\n\u3000\u00A0 a b\u3000c \u3000\n"), "a b\u3000c");
    assert_string_equal(text_trim(arena, "\uFEFF县"), "县");
    assert_string_equal(text_trim(arena, "\u3000 "), "");
    assert_string_equal(text_trim(arena, ""), "");
    assert_string_equal(text_trim(arena, "à"), "à"); // its last byte is A0
}

static void splitting_trims_the_parts(void **state)
{
    (void)state;
    size_t count;
    char **parts = text_split(arena, " a ,b,, 县\u3000", ',', &count);
    assert_int_equal(count, 4);
    assert_string_equal(parts[0], "a");
    assert_string_equal(parts[1], "b");
    assert_string_equal(parts[2], "");
    assert_string_equal(parts[3], "县");
    assert_null(parts[4]);
    text_split(arena, "", ',', &count);
    assert_int_equal(count, 0);
    parts = text_split(arena, "a,", ',', &count);
    assert_int_equal(count, 2);
    assert_string_equal(parts[1], "");
}

static void replacing_takes_every_occurrence(void **state)
{
    (void)state;
    assert_string_equal(text_replace(arena, "aXbXX", "X", "--"), "a--b----");
    assert_string_equal(text_replace(arena, "aaa", "aa", "b"), "ba");
    assert_string_equal(text_replace(arena, "abc", "x", "y"), "abc");
    assert_string_equal(text_replace(arena, "", "x", "y"), "");
}

static void full_width_becomes_half_width_and_the_rest_stays(void **state)
{
    (void)state;
    assert_string_equal(text_half_width(arena, "Ａｚ０９！～＿｀\u3000（县）￥、a"), "Az09!~_` (县)￥、a");
    assert_string_equal(text_half_width(arena, "\xEF\xBC"), "\xEF\xBC"); // broken text is left alone
    assert_string_equal(text_half_width(arena, "\xEF"), "\xEF");
}

static void offices_leave_many_things_in_empty_cells(void **state)
{
    (void)state;
    static const char *const missing[] = {"",   " ", "-",  "--",  "—",   "——",   "－",  "/",   "／",     "…",
                                          "……", "",  "NA", "N/A", "n/a", "null", "NaN", "nan", "无数据", " 缺\u3000"};
    static const char *const present[] = {"0", "-1", "NAN1", "无", "n", "缺失值1", "//"};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) assert_true(text_is_missing(missing[i]));
    for (size_t i = 0; i < sizeof present / sizeof *present; i++) assert_false(text_is_missing(present[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_grows_and_is_always_terminated),
        cmocka_unit_test(texts_are_compared),
        cmocka_unit_test(trimming_takes_all_white_space_but_nothing_inside),
        cmocka_unit_test(splitting_trims_the_parts),
        cmocka_unit_test(replacing_takes_every_occurrence),
        cmocka_unit_test(full_width_becomes_half_width_and_the_rest_stays),
        cmocka_unit_test(offices_leave_many_things_in_empty_cells),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
