#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/message.h"
#include "base/outline.h"

static Arena *arena;
static Err err;

static int start(void **state)
{
    (void)state;
    message_start();
    message_set_language("en");
    arena = arena_open();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static Outline outline_of(const char *text)
{
    Outline outline;
    assert_true(outline_read(arena, text, strlen(text), "f.yaml", &outline, &err));
    return outline;
}

static void refuses_size(const char *text, size_t size, const char *wanted)
{
    Outline outline;
    assert_false(outline_read(arena, text, size, "f.yaml", &outline, &err));
    assert_int_equal(err.code, ERR_INPUT);
    if (!strstr(err.text, wanted)) fail_msg("\"%s\" does not hold \"%s\"", err.text, wanted);
}

static void refuses(const char *text, const char *wanted)
{
    refuses_size(text, strlen(text), wanted);
}

static void at(const Outline *outline, const char *path, int nth, int line, int column)
{
    const OutlineNode *node = outline_find(outline, path, nth);
    assert_non_null(node);
    assert_int_equal(node->line, line);
    assert_int_equal(node->column, column);
}

static void a_path_leads_to_line_and_column(void **state)
{
    (void)state;
    Outline outline =
        outline_of("schema: 1\nmaps:\n  - {id: land, kind: class}\n  - id: dem\n    list: [a, b]\nschema: 2\n");
    at(&outline, "", 1, 1, 1);
    at(&outline, "schema", 1, 1, 1);
    at(&outline, "schema", 2, 6, 1);
    at(&outline, "maps", 1, 2, 1);
    at(&outline, "maps[1]", 1, 3, 5);
    at(&outline, "maps[1].kind", 1, 3, 16);
    at(&outline, "maps[2].id", 1, 4, 5);
    at(&outline, "maps[2].list[2]", 1, 5, 15);
    assert_string_equal(outline_find(&outline, "maps[2].list[2]", 1)->value, "b");
    assert_null(outline_find(&outline, "maps", 1)->value);
    assert_null(outline_find(&outline, "schema", 3));
    assert_null(outline_find(&outline, "maps[3]", 1));
    assert_null(outline_find(&outline, "maps[1", 1)->key);
    assert_null(outline_find(&outline, "maps.kind", 1));
}

static void an_empty_text_has_no_nodes(void **state)
{
    (void)state;
    Outline outline = outline_of("# nothing\n");
    assert_int_equal(outline.count, 0);
    assert_null(outline_find(&outline, "", 1));
}

static void anchors_aliases_tags_and_second_documents_are_refused(void **state)
{
    (void)state;
    refuses("a: &x 1\n", "f.yaml, line 1, column 4: an anchor (&)");
    refuses("a: &x [1]\n", "an anchor");
    refuses("a: &x {b: 1}\n", "an anchor");
    refuses("a: *x\n", "line 1, column 4: an alias (*)");
    refuses("a: !!int 1\n", "a tag (!)");
    refuses("a: 1\n---\nb: 1\n", "line 2, column 1: a second document");
}

static void deep_nesting_is_refused_early(void **state)
{
    (void)state;
    char deep[4001];
    memset(deep, '[', 4000);
    deep[4000] = '\0';
    refuses(deep, "column 9: lists are nested too deep");
    memset(deep, '\0', sizeof deep);
    for (size_t i = 0; i + 1 < 2000; i += 2) memcpy(deep + i, "- ", 2);
    refuses(deep, "nested too deep");
}

static void a_key_is_a_short_plain_text(void **state)
{
    (void)state;
    refuses("? [a]\n: 1\n", "a key must be a plain text");
    char key[301];
    memset(key, 'k', 298);
    memcpy(key + 298, ": ", 3);
    refuses(key, "this key is too long");
}

static void zero_bytes_are_refused(void **state)
{
    (void)state;
    refuses("a: \"x\\0y\"\n", "line 1, column 4: a text holds a zero byte");
    refuses_size("a: x\0y\n", 7, "line 1, column");
}

static void faults_of_syntax_are_told_in_words(void **state)
{
    (void)state;
    refuses("a:\n\t- b\n", "spaces instead of tabs");
    refuses("a: {b: 1\n", "comma or the closing }");
    refuses("a: [b\nc: 1", "comma or the closing ]");
    refuses("a: \"b\n", "close them");
    refuses("a: b: c\n", "put the value in quotes");
    refuses("a: 1\nb\nc: 2\n", "a key without its colon");
    refuses("a: \"\\q\"\n", "unknown escape");
    refuses("a: 1\n  b: 2\n c: 3\n", "line 2");
    refuses("%FOO\n--- \xff", "line");
    refuses("a: 'b'\x01\n", "control character");
    refuses("%YAML 9.9\n---\na: 1\n", "not valid YAML (found incompatible YAML document)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_leads_to_line_and_column),
        cmocka_unit_test(an_empty_text_has_no_nodes),
        cmocka_unit_test(anchors_aliases_tags_and_second_documents_are_refused),
        cmocka_unit_test(deep_nesting_is_refused_early),
        cmocka_unit_test(a_key_is_a_short_plain_text),
        cmocka_unit_test(zero_bytes_are_refused),
        cmocka_unit_test(faults_of_syntax_are_told_in_words),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
