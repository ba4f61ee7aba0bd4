#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/json.h"

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

static void objects_and_arrays_are_written_without_white_space(void **state)
{
    (void)state;
    JsonOut *out = json_out_open(arena);
    json_begin_object(out);
    json_key(out, "a");
    json_begin_array(out);
    json_int(out, -1);
    json_number(out, 0.1);
    json_bool(out, true);
    json_put_null(out);
    json_begin_array(out);
    json_end(out);
    json_end(out);
    json_key(out, "b");
    json_begin_object(out);
    json_end(out);
    json_key(out, "c");
    json_money(out, (Fen){-5});
    json_end(out);
    size_t size;
    const char *text = json_out_text(out, &size);
    assert_string_equal(text, "{\"a\":[-1,0.1,true,null,[]],\"b\":{},\"c\":-0.05}");
    assert_int_equal(size, strlen(text));
    assert_ptr_equal(json_out_text(out, NULL), text);
}

static const char *number(double value)
{
    JsonOut *out = json_out_open(arena);
    json_number(out, value);
    return json_out_text(out, NULL);
}

static void numbers_are_short_and_nan_is_null(void **state)
{
    (void)state;
    assert_string_equal(number(NAN), "null");
    assert_string_equal(number(-0.0), "0");
    assert_string_equal(number(1e20), "1e+20");
    assert_string_equal(number(1.0 / 3), "0.3333333333333333");
}

static const char *text_of(const char *value)
{
    JsonOut *out = json_out_open(arena);
    json_text(out, value);
    return json_out_text(out, NULL);
}

static void texts_are_escaped(void **state)
{
    (void)state;
    assert_string_equal(text_of(NULL), "null");
    assert_string_equal(text_of(""), "\"\"");
    assert_string_equal(text_of("青山\"\\/\b\f\n\r\t\x01\x1F\x7F"),
                        "\"青山\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7F\"");
}

static void broken_texts_become_replacement_characters(void **state)
{
    (void)state;
    assert_string_equal(text_of("a\xFF"
                                "b"),
                        "\"a\uFFFDb\"");
    assert_string_equal(text_of("山\xE5\xB1"), "\"山\uFFFD\uFFFD\"");
    assert_string_equal(text_of("\xC9\xBD\xC9"), "\"ɽ\uFFFD\"");
}

static void nesting_may_be_deep(void **state)
{
    (void)state;
    JsonOut *out = json_out_open(arena);
    for (int i = 0; i < 1000; i++) json_begin_array(out);
    for (int i = 0; i < 1000; i++) json_end(out);
    size_t size;
    json_out_text(out, &size);
    assert_int_equal(size, 2000);
}

static void unsorted_keys(JsonOut *out)
{
    json_begin_object(out);
    json_key(out, "b");
    json_put_null(out);
    json_key(out, "a");
}

static void repeated_keys(JsonOut *out)
{
    json_begin_object(out);
    json_key(out, "a");
    json_put_null(out);
    json_key(out, "a");
}

static void value_without_key(JsonOut *out)
{
    json_begin_object(out);
    json_put_null(out);
}

static void key_without_value(JsonOut *out)
{
    json_begin_object(out);
    json_key(out, "a");
    json_end(out);
}

static void key_in_array(JsonOut *out)
{
    json_begin_array(out);
    json_key(out, "a");
}

static void two_values(JsonOut *out)
{
    json_put_null(out);
    json_put_null(out);
}

static void unfinished(JsonOut *out)
{
    json_begin_object(out);
    json_out_text(out, NULL);
}

static void nothing(JsonOut *out)
{
    json_out_text(out, NULL);
}

static void infinity(JsonOut *out)
{
    json_number(out, INFINITY);
}

static void misuse_is_asserted(void **state)
{
    (void)state;
    static void (*const misuses[])(JsonOut *) = {unsorted_keys,     repeated_keys, value_without_key,
                                                 key_without_value, key_in_array,  two_values,
                                                 unfinished,        nothing,       infinity};
    for (size_t i = 0; i < sizeof misuses / sizeof *misuses; i++) {
        pid_t child = fork();
        if (child == 0) {
            signal(SIGABRT, SIG_DFL);
            close(STDERR_FILENO);
            misuses[i](json_out_open(arena));
            _exit(0);
        }
        int status;
        waitpid(child, &status, 0);
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT) fail_msg("misuse %zu passed", i);
    }
}

static void equal_keys_in_different_objects_are_fine(void **state)
{
    (void)state;
    JsonOut *out = json_out_open(arena);
    json_begin_array(out);
    for (int i = 0; i < 2; i++) {
        json_begin_object(out);
        json_key(out, "k");
        json_int(out, INT64_MIN);
        json_end(out);
    }
    json_end(out);
    assert_string_equal(json_out_text(out, NULL), "[{\"k\":-9223372036854775808},{\"k\":-9223372036854775808}]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_and_arrays_are_written_without_white_space),
        cmocka_unit_test(numbers_are_short_and_nan_is_null),
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(broken_texts_become_replacement_characters),
        cmocka_unit_test(nesting_may_be_deep),
        cmocka_unit_test(misuse_is_asserted),
        cmocka_unit_test(equal_keys_in_different_objects_are_fine),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
