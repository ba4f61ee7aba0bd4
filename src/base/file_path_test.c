#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/text.h"

static Arena *arena;
static char folder[] = "/tmp/qingshan-path-XXXXXX";
static Err err;

static int open_folder(void **state)
{
    (void)state;
    arena = arena_open();
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    bool ok = file_remove_tree(folder, &err);
    arena_close(arena);
    return ok ? 0 : -1;
}

static void names_are_joined(void **state)
{
    (void)state;
    assert_string_equal(file_join(arena, "a", "b"), "a/b");
    assert_string_equal(file_join(arena, "a/", "b"), "a/b");
    assert_string_equal(file_join(arena, "/", "b"), "/b");
    assert_string_equal(file_join(arena, "a", "/b"), "/b");
    assert_string_equal(file_join(arena, ".", "b"), "b");
    assert_string_equal(file_join(arena, "", "b"), "b");
}

static void names_are_taken_apart(void **state)
{
    (void)state;
    assert_string_equal(file_folder(arena, "a/b.c"), "a");
    assert_string_equal(file_folder(arena, "b"), ".");
    assert_string_equal(file_folder(arena, "/b"), "/");
    assert_string_equal(file_folder(arena, "/"), "/");
    assert_string_equal(file_folder(arena, "a/b/"), "a");
    assert_string_equal(file_folder(arena, "a//b"), "a");
    assert_string_equal(file_folder(arena, "//b"), "/");
    assert_string_equal(file_base("a/b.c"), "b.c");
    assert_string_equal(file_base("b"), "b");
    assert_string_equal(file_base("/"), "");
}

static void check_relative(const char *from, const char *path, const char *expected)
{
    char *out;
    assert_true(file_relative(arena, file_join(arena, folder, from), file_join(arena, folder, path), &out, &err));
    assert_string_equal(out, expected);
}

static void a_path_is_seen_from_a_folder(void **state)
{
    (void)state;
    assert_true(file_make_folders(file_join(arena, folder, "a/b"), &err));
    assert_true(file_make_folders(file_join(arena, folder, "ab/c"), &err));
    assert_int_equal(symlink("ab/c", file_join(arena, folder, "link")), 0);
    check_relative("a", "a/b", "b");
    check_relative("a/b", "a", "..");
    check_relative("a", "ab/c", "../ab/c");
    check_relative("ab/c", "a/b", "../../a/b");
    check_relative("a", "a", ".");
    check_relative("a", "link", "../ab/c"); // links are followed first
    check_relative("link", "a", "../../a");
    check_relative("a", "a/new/file", "new/file"); // need not be there yet
    check_relative("a", "a/b/../../ab", "../ab");
    char *out;
    assert_true(file_relative(arena, "/", folder, &out, &err));
    assert_string_equal(out, folder + 1);
    assert_true(file_relative(arena, "/usr", "/", &out, &err));
    assert_string_equal(out, "..");
    assert_true(file_relative(arena, "/", "/", &out, &err));
    assert_string_equal(out, ".");
    assert_true(file_relative(arena, ".", "new-name", &out, &err));
    assert_string_equal(out, "new-name");
    assert_false(file_relative(arena, "/proc/self/status/x", "/", &out, &err)); // below a file
    assert_false(file_relative(arena, "/", "/proc/self/status/x", &out, &err));
}

static void data_of_the_program_are_found_by_environment_first(void **state)
{
    (void)state;
    char *out;
    assert_true(file_make_folders(file_join(arena, folder, "data/locale"), &err));
    setenv("QINGSHAN_DATA", file_join(arena, folder, "data"), 1);
    assert_true(file_program_data(arena, "locale", &out, &err));
    assert_string_equal(out, file_join(arena, folder, "data/locale"));
    unsetenv("QINGSHAN_DATA");
}

// This test lies in BUILD/debug/bin/src/base.
static void data_of_the_program_are_found_above_it(void **state)
{
    (void)state;
    char *out;
    assert_true(file_program_data(arena, "bin", &out, &err));
    assert_true(text_ends(out, "/bin") && file_is_folder(file_join(arena, out, "src/base")));
    assert_false(file_program_data(arena, "no-such-data", &out, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_non_null(strstr(err.text, "no-such-data"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_joined),
        cmocka_unit_test(names_are_taken_apart),
        cmocka_unit_test(a_path_is_seen_from_a_folder),
        cmocka_unit_test(data_of_the_program_are_found_by_environment_first),
        cmocka_unit_test(data_of_the_program_are_found_above_it),
    };
    return cmocka_run_group_tests(tests, open_folder, remove_folder);
}
