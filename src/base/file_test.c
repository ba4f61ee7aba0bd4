#include "base/file.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

static Arena *arena;
static char folder[] = "/tmp/qingshan-file-XXXXXX";
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

static char *in_folder(const char *name)
{
    return file_join(arena, folder, name);
}

static void write_text(const char *path, const char *text)
{
    assert_true(file_write(path, text, strlen(text), &err));
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    char *data, *path = in_folder("a.bin");
    size_t size;
    static const char sample[] = "one\0two\n";
    assert_true(file_write(path, sample, sizeof sample, &err));
    assert_true(file_read(arena, path, &data, &size, &err));
    assert_int_equal(size, sizeof sample);
    assert_memory_equal(data, sample, size);
    assert_int_equal(data[size], 0);
    write_text(path, ""); // over what was there
    assert_true(file_read(arena, path, &data, &size, &err));
    assert_int_equal(size, 0);
    assert_string_equal(data, "");
}

static void a_large_file_is_read_whole(void **state)
{
    (void)state;
    enum { SIZE = 5000001 };
    char *large = arena_alloc(arena, SIZE), *data;
    for (size_t i = 0; i < SIZE; i++) large[i] = (char)(i * 31 >> 3);
    size_t size;
    assert_true(file_write(in_folder("large"), large, SIZE, &err));
    assert_true(file_read(arena, in_folder("large"), &data, &size, &err));
    assert_int_equal(size, SIZE);
    assert_memory_equal(data, large, SIZE);
}

static void a_file_without_a_known_size_is_read(void **state)
{
    (void)state;
    char *data;
    size_t size;
    assert_true(file_read(arena, "/proc/self/status", &data, &size, &err)); // says that it has 0 bytes
    assert_true(size > 100);
    assert_int_equal(strlen(data), size);
}

static void reading_says_what_is_wrong(void **state)
{
    (void)state;
    char *data;
    size_t size;
    assert_false(file_read(arena, in_folder("absent"), &data, &size, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_non_null(strstr(err.text, in_folder("absent")));
    assert_false(file_read(arena, folder, &data, &size, &err)); // a folder
    assert_int_equal(err.code, ERR_IO);
}

static size_t count_in(const char *path)
{
    char **names;
    size_t count;
    assert_true(file_list(arena, path, &names, &count, &err));
    return count;
}

// These fail for root too.
static void a_write_that_fails_leaves_nothing(void **state)
{
    (void)state;
    write_text(in_folder("plain"), "text");
    assert_false(file_write(file_join(arena, in_folder("plain"), "inside"), "x", 1, &err)); // below a file
    assert_int_equal(err.code, ERR_MISSING);
    assert_false(file_write(in_folder("absent/file"), "x", 1, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_true(file_make_folders(in_folder("full/there"), &err));
    assert_false(file_write(in_folder("full/there"), "x", 1, &err)); // over a folder: written, but not renamed
    assert_int_equal(err.code, ERR_IO);
    assert_int_equal(count_in(in_folder("full")), 1);
    assert_false(file_write("/proc/self/status", "x", 1, &err)); // a file system that takes no files
    char *data;
    size_t size;
    assert_true(file_read(arena, in_folder("plain"), &data, &size, &err));
    assert_string_equal(data, "text");
}

// A limit on the size of files stands for a full disk: the write fails in the middle, for root too.
static void a_write_that_runs_out_of_room_keeps_the_old_file(void **state)
{
    (void)state;
    char *path = in_folder("room/file"), *data;
    size_t size;
    assert_true(file_make_folders(in_folder("room"), &err));
    write_text(path, "old");
    struct rlimit old, small;
    getrlimit(RLIMIT_FSIZE, &old);
    small = (struct rlimit){.rlim_cur = 4096, .rlim_max = old.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    bool ok = file_write(path, arena_alloc(arena, 100000), 100000, &err);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_false(ok);
    assert_int_equal(err.code, ERR_IO);
    assert_true(file_read(arena, path, &data, &size, &err));
    assert_string_equal(data, "old");
    assert_int_equal(count_in(in_folder("room")), 1);
}

static void folders_are_made_with_their_parents(void **state)
{
    (void)state;
    assert_true(file_make_folders(in_folder("a/b//c/"), &err));
    assert_true(file_is_folder(in_folder("a/b/c")));
    assert_true(file_make_folders(in_folder("a/b/c"), &err));
    assert_true(file_make_folders("/", &err));
    assert_true(file_make_folders("", &err));
    write_text(in_folder("a/file"), "");
    assert_false(file_make_folders(in_folder("a/file/d"), &err));
    assert_non_null(strstr(err.text, in_folder("a/file")));
    assert_true(file_exists(in_folder("a/file")));
    assert_false(file_is_folder(in_folder("a/file")));
    assert_false(file_exists(in_folder("a/none")));
}

static void a_tree_is_removed_without_following_links(void **state)
{
    (void)state;
    assert_true(file_make_folders(in_folder("keep"), &err));
    write_text(in_folder("keep/file"), "x");
    assert_true(file_make_folders(in_folder("tree/deep/er"), &err));
    write_text(in_folder("tree/deep/file"), "x");
    assert_int_equal(symlink(in_folder("keep"), in_folder("tree/link")), 0);
    assert_true(file_remove_tree(in_folder("tree"), &err));
    assert_false(file_exists(in_folder("tree")));
    assert_true(file_exists(in_folder("keep/file")));
    assert_true(file_remove_tree(in_folder("tree"), &err)); // absent is fine
    assert_true(file_remove_tree(in_folder("keep/file"), &err));
    assert_false(file_exists(in_folder("keep/file")));
    assert_false(file_remove_tree("/proc/self/status", &err));
    assert_int_equal(err.code, ERR_IO);
}

static void names_are_listed_by_bytes(void **state)
{
    (void)state;
    static const char *const sorted[] = {".x", "B", "a", "县"};
    assert_true(file_make_folders(in_folder("list/a"), &err));
    write_text(in_folder("list/县"), "");
    write_text(in_folder("list/B"), "");
    write_text(in_folder("list/.x"), "");
    char **names;
    size_t count;
    assert_true(file_list(arena, in_folder("list"), &names, &count, &err));
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++) assert_string_equal(names[i], sorted[i]);
    assert_int_equal(count_in(in_folder("list/a")), 0);
    assert_false(file_list(arena, in_folder("none"), &names, &count, &err));
    assert_int_equal(err.code, ERR_MISSING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(a_large_file_is_read_whole),
        cmocka_unit_test(a_file_without_a_known_size_is_read),
        cmocka_unit_test(reading_says_what_is_wrong),
        cmocka_unit_test(a_write_that_fails_leaves_nothing),
        cmocka_unit_test(a_write_that_runs_out_of_room_keeps_the_old_file),
        cmocka_unit_test(folders_are_made_with_their_parents),
        cmocka_unit_test(a_tree_is_removed_without_following_links),
        cmocka_unit_test(names_are_listed_by_bytes),
    };
    return cmocka_run_group_tests(tests, open_folder, remove_folder);
}
