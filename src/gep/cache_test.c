// cache_test.c - where things are kept between runs.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "base/file.h"
#include "gep/cache.h"

static Arena *arena;

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

static void the_user_s_folder_goes_before_the_system_s(void **state)
{
    (void)state;
    setenv("HOME", "/home/x", 1);
    unsetenv("XDG_CACHE_HOME");
    unsetenv("QINGSHAN_CACHE");
    assert_string_equal(cache_path(arena, "a"), "/home/x/.cache/qingshan/a");
    setenv("XDG_CACHE_HOME", "/var/c", 1);
    assert_string_equal(cache_path(arena, "a"), "/var/c/qingshan/a");
    setenv("XDG_CACHE_HOME", "relative", 1); // to be ignored, by the XDG Base Directory Specification
    assert_string_equal(cache_path(arena, "a"), "/home/x/.cache/qingshan/a");
    setenv("QINGSHAN_CACHE", "own", 1);
    assert_string_equal(cache_path(arena, "a"), "own/a");
    setenv("QINGSHAN_CACHE", "", 1);
    assert_string_equal(cache_path(arena, "a"), "/home/x/.cache/qingshan/a");
}

static void nothing_is_kept_where_it_is_off_or_there_is_no_place(void **state)
{
    (void)state;
    setenv("QINGSHAN_CACHE", "off", 1);
    assert_null(cache_path(arena, "a"));
    assert_false(cache_ready(arena));
    unsetenv("QINGSHAN_CACHE");
    unsetenv("XDG_CACHE_HOME");
    unsetenv("HOME");
    assert_null(cache_path(arena, "a"));
    setenv("HOME", "not/absolute", 1);
    assert_null(cache_path(arena, "a"));
    setenv("QINGSHAN_CACHE", "/dev/null/cache", 1);
    assert_false(cache_ready(arena));
}

static void the_folder_is_made_when_it_is_needed(void **state)
{
    (void)state;
    Err err;
    char folder[] = "/tmp/qingshan-cache-XXXXXX";
    assert_non_null(mkdtemp(folder));
    setenv("QINGSHAN_CACHE", file_join(arena, folder, "a/b"), 1);
    assert_false(file_exists(file_join(arena, folder, "a")));
    assert_true(cache_ready(arena) && file_is_folder(file_join(arena, folder, "a/b")));
    assert_true(file_remove_tree(folder, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_user_s_folder_goes_before_the_system_s),
        cmocka_unit_test(nothing_is_kept_where_it_is_off_or_there_is_no_place),
        cmocka_unit_test(the_folder_is_made_when_it_is_needed),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
