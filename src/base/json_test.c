#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static JsonDoc *read_text(const char *text)
{
    JsonDoc *doc;
    Err err;
    if (!json_read(text, strlen(text), &doc, &err)) fail_msg("%s", err.text);
    return doc;
}

static void values_are_found_by_key_and_index(void **state)
{
    (void)state;
    JsonDoc *doc = read_text("{\"县\": [1, 2.5, \"青\\u5c71\", true, null], \"n\": {\"x\": -3}}");
    const Json *root = json_root(doc), *array = json_get(root, "县");
    double number = 0;
    bool flag = false;
    assert_int_equal(json_count(array), 5);
    assert_true(json_as_number(json_at(array, 0), &number) && number == 1);
    assert_true(json_as_number(json_at(array, 1), &number) && number == 2.5);
    assert_string_equal(json_as_text(json_at(array, 2)), "青山");
    assert_true(json_as_bool(json_at(array, 3), &flag) && flag);
    assert_true(json_as_number(json_get(json_get(root, "n"), "x"), &number) && number == -3);
    json_doc_close(doc);
    json_doc_close(NULL);
}

static void a_value_of_another_kind_gives_nothing(void **state)
{
    (void)state;
    JsonDoc *doc = read_text("{\"a\": [1], \"t\": \"x\", \"z\": null}");
    const Json *root = json_root(doc), *array = json_get(root, "a"), *text = json_get(root, "t");
    double number;
    bool flag;
    assert_null(json_get(root, "none"));
    assert_null(json_get(array, "a"));
    assert_null(json_get(NULL, "a"));
    assert_null(json_at(array, 1));
    assert_null(json_at(root, 0));
    assert_int_equal(json_count(root), 0);
    assert_int_equal(json_count(NULL), 0);
    assert_null(json_as_text(array));
    assert_null(json_as_text(NULL));
    assert_null(json_as_text(json_get(root, "z")));
    assert_false(json_as_number(text, &number) || json_as_number(NULL, &number));
    assert_false(json_as_bool(text, &flag) || json_as_bool(json_at(array, 0), &flag) || json_as_bool(NULL, &flag));
    json_doc_close(doc);
}

static void any_value_may_be_the_root(void **state)
{
    (void)state;
    double number;
    JsonDoc *doc = read_text(" 12345678901234567890 "); // beyond int64
    assert_true(json_as_number(json_root(doc), &number) && number == 12345678901234567890.0);
    json_doc_close(doc);
}

static void check_refused(const char *text, size_t size, const char *place)
{
    JsonDoc *doc;
    Err err;
    assert_false(json_read(text, size, &doc, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_non_null(strstr(err.text, place));
}

static void broken_json_is_refused_with_its_place(void **state)
{
    (void)state;
    check_refused("", 0, "line 1");
    check_refused("{\n \"a\": }", 9, "line 2, column 7");
    check_refused("{\"a\":1,\"a\":2}", 13, "line 1");
    check_refused("[1] x", 5, "line 1");
    check_refused("[NaN]", 5, "line 1");
    check_refused("[\"\\u0000\"]", 10, "line 1");
    check_refused("[\"\xFF\"]", 5, "line 1");
    check_refused("[1,2", 3, "line 1"); // cut short
    char deep[5000];
    memset(deep, '[', sizeof deep);
    check_refused(deep, sizeof deep, "line 1");
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    JsonOut *out = json_out_open(arena);
    json_begin_object(out);
    json_key(out, "n");
    json_number(out, 0.1 + 0.2);
    json_key(out, "t");
    json_text(out, "a\"\n青");
    json_end(out);
    JsonDoc *doc = read_text(json_out_text(out, NULL));
    double number;
    assert_true(json_as_number(json_get(json_root(doc), "n"), &number) && number == 0.1 + 0.2);
    assert_string_equal(json_as_text(json_get(json_root(doc), "t")), "a\"\n青");
    json_doc_close(doc);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_found_by_key_and_index), cmocka_unit_test(a_value_of_another_kind_gives_nothing),
        cmocka_unit_test(any_value_may_be_the_root),         cmocka_unit_test(broken_json_is_refused_with_its_place),
        cmocka_unit_test(what_is_written_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
