#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

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

static void utf8_is_told_from_what_only_looks_like_it(void **state)
{
    (void)state;
    static const char *const good[] = {"", "a", "é", "青山", "𠮷", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEF\xBF\xBF"};
    static const char *const bad[] = {"\x80",
                                      "\xC0\x80",
                                      "\xC1\xBF",
                                      "\xE0\x9F\xBF",
                                      "\xED\xA0\x80",
                                      "\xF0\x8F\xBF\xBF",
                                      "\xF4\x90\x80\x80",
                                      "\xF5\x80\x80\x80",
                                      "\xE9\x9D",
                                      "\xC3",
                                      "\xC3(",
                                      "\xFF"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(text_is_utf8(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(text_is_utf8(bad[i], strlen(bad[i])));
}

static void check(const char *data, size_t size, const char *encoding, const char *expected)
{
    Err err;
    char *out;
    assert_true(text_decode(arena, data, size, encoding, &out, &err));
    assert_string_equal(out, expected);
}

static void the_encoding_is_guessed_from_the_bytes(void **state)
{
    (void)state;
    check("青山", 6, NULL, "青山");
    check("\xEF\xBB\xBF青山", 9, "", "青山");
    check("\xC7\xE0\xC9\xBD", 4, NULL, "青山");
    check("\xFF\xFE\x52\x97\x71\x5C", 6, NULL, "青山");
    check("\xFE\xFF\x97\x52\x5C\x71", 6, NULL, "青山");
    check("\xFF\xFE\0\0\x52\x97\0\0", 8, NULL, "青");
    check("", 0, NULL, "");
}

static void a_named_encoding_is_used(void **state)
{
    (void)state;
    check("\xC7\xE0\xC9\xBD", 4, "GBK", "青山");
    check("\xC7\xE0\xC9\xBD", 4, "gb2312", "青山");
    check("\x81\x30\x81\x30", 4, "GBK", "\xC2\x80"); // GB18030 only, in a file that calls itself GBK
    check("\xEF\xBB\xBF县", 6, "utf-8", "县");
    check("\x52\x97\x71\x5C", 4, "UTF-16LE", "青山");
    check("\xFF\xFE\x52\x97", 4, "UTF-16", "青");
    check("\x84\x31\x95\x33\xC9\xBD", 6, "GB18030", "山"); // a byte order mark in GB18030
}

static void a_long_text_is_decoded_whole(void **state)
{
    (void)state;
    enum { COUNT = 50000 };
    char *data = arena_alloc(arena, 2 * COUNT);
    for (size_t i = 0; i < COUNT; i++) memcpy(data + 2 * i, "\xC9\xBD", 2);
    Err err;
    char *out;
    assert_true(text_decode(arena, data, 2 * (size_t)COUNT, "GBK", &out, &err));
    assert_int_equal(strlen(out), 3 * COUNT);
    assert_true(text_ends(out, "山山"));
}

static void check_refused(const char *data, size_t size, const char *encoding, const char *expected)
{
    Err err;
    char *out;
    assert_false(text_decode(arena, data, size, encoding, &out, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_non_null(strstr(err.text, expected));
}

static void bytes_of_another_encoding_are_refused_with_their_place(void **state)
{
    (void)state;
    check_refused("ab\xC7\xE0", 4, "UTF-8", "byte 2");
    check_refused("\xC7\xE0x\xFF\xFF", 5, NULL, "byte 3");
    check_refused("\xC7\xE0\xC9", 3, "GBK", "byte 2"); // ends in the middle
    check_refused("\x52\x97\x71", 3, "UTF-16LE", "byte 2");
    check_refused("a", 1, "EBCDIC-OF-MARS", "unknown text encoding");
    check_refused("ab\0cd", 5, NULL, "zero byte");
    check_refused("a\0b\0", 4, NULL, "zero byte");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_told_from_what_only_looks_like_it),
        cmocka_unit_test(the_encoding_is_guessed_from_the_bytes),
        cmocka_unit_test(a_named_encoding_is_used),
        cmocka_unit_test(a_long_text_is_decoded_whole),
        cmocka_unit_test(bytes_of_another_encoding_are_refused_with_their_place),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
