#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/why.h"

static void each_language_gets_its_own_sentences_once(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Why why = why_open(arena), more = why_open(arena);
    assert_false(why_say(&why, "图层 %s 缺文件", "map %s: there is no file", "dem"));
    assert_false(why_say(&more, "缺 %d", "%d lacks", 2023));
    why_add(&why, &more);
    why_add(&why, &more);
    assert_string_equal(why.zh.data, "图层 dem 缺文件；缺 2023；");
    assert_string_equal(why.en.data, "map dem: there is no file; 2023 lacks; ");
    arena_close(arena);
}

static void a_text_of_both_languages_is_halved(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    assert_string_equal(why_half(arena, "not given / 未给出", false), "not given");
    assert_string_equal(why_half(arena, "not given / 未给出", true), "未给出");
    assert_string_equal(why_half(arena, "", true), "");
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_language_gets_its_own_sentences_once),
        cmocka_unit_test(a_text_of_both_languages_is_halved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
