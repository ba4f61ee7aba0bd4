#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

static Arena *arena;
static char folder[64];
static Err err;

static bool no_exchange; // as on a file system that cannot exchange two names
static bool no_rename;

// In place of libc's, for faults.
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    errno = EINVAL;
    return no_exchange ? -1 : (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}

int rename(const char *from, const char *to)
{
    errno = EIO;
    bool fails = no_rename && file_exists(file_join(arena, from, "new"));
    return fails && !file_exists(to) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

static int open_folder(void **state)
{
    (void)state;
    arena = arena_open();
    strncpy(folder, "/tmp/qingshan-stage-XXXXXX", sizeof folder - 1);
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

static const char *const OURS[] = {"done", "new", "old", "a", "b", NULL};

static size_t count_in(const char *path)
{
    char **names;
    size_t count;
    assert_true(file_list(arena, path, &names, &count, &err));
    return count;
}

static Stage *open_stage(const char *path)
{
    Stage *stage;
    if (!stage_open(path, "done", OURS, &stage, &err)) fail_msg("%s", err.text);
    return stage;
}

static void put(const char *in, const char *name)
{
    assert_true(file_write(file_join(arena, in, name), name, strlen(name), &err));
}

static void make_output(const char *path, const char *name)
{
    Stage *stage = open_stage(path);
    put(stage_path(stage), name);
    put(stage_path(stage), "done");
    assert_true(stage_commit(stage, &err));
    stage_close(stage);
}

static void output_appears_only_when_committed(void **state)
{
    (void)state;
    Stage *stage = open_stage(in_folder("parent/out/"));
    put(stage_path(stage), "a");
    put(stage_path(stage), "done");
    assert_false(file_exists(in_folder("parent/out")));
    assert_true(stage_commit(stage, &err));
    stage_close(stage);
    assert_true(file_exists(in_folder("parent/out/a")));
    assert_int_equal(count_in(in_folder("parent")), 1);
}

static void an_abandoned_stage_leaves_nothing(void **state)
{
    (void)state;
    Stage *stage = open_stage(in_folder("out"));
    put(stage_path(stage), "a");
    stage_close(stage);
    stage_close(NULL);
    assert_int_equal(count_in(folder), 0);
    make_output(in_folder("out"), "old");
    stage = open_stage(in_folder("out"));
    put(stage_path(stage), "new");
    stage_close(stage);
    assert_true(file_exists(in_folder("out/old"))); // what was there stays
    assert_int_equal(count_in(folder), 1);
}

static void an_earlier_output_is_replaced_whole(void **state)
{
    (void)state;
    make_output(in_folder("out"), "old");
    make_output(in_folder("out"), "new");
    assert_true(file_exists(in_folder("out/new")));
    assert_false(file_exists(in_folder("out/old")));
    assert_int_equal(count_in(folder), 1);
}

static void without_exchange_an_earlier_output_is_replaced_too(void **state)
{
    (void)state;
    make_output(in_folder("out"), "old");
    no_exchange = true;
    make_output(in_folder("out"), "new");
    no_exchange = false;
    assert_true(file_exists(in_folder("out/new")));
    assert_false(file_exists(in_folder("out/old")));
    assert_int_equal(count_in(folder), 1);
}

static void a_commit_that_fails_leaves_the_earlier_output(void **state)
{
    (void)state;
    make_output(in_folder("out"), "old");
    Stage *stage = open_stage(in_folder("out"));
    put(stage_path(stage), "new");
    put(stage_path(stage), "done");
    no_exchange = no_rename = true;
    assert_false(stage_commit(stage, &err));
    no_exchange = no_rename = false;
    assert_int_equal(err.code, ERR_IO);
    stage_close(stage);
    assert_true(file_exists(in_folder("out/old")));
    assert_false(file_exists(in_folder("out/new")));
    assert_int_equal(count_in(folder), 1);
}

static void an_empty_folder_is_replaced(void **state)
{
    (void)state;
    assert_true(file_make_folders(in_folder("out"), &err));
    make_output(in_folder("out"), "new");
    assert_true(file_exists(in_folder("out/new")));
}

static void a_link_to_an_earlier_output_stays_a_link(void **state)
{
    (void)state;
    make_output(in_folder("2024"), "old");
    assert_int_equal(symlink("2024", in_folder("latest")), 0);
    make_output(in_folder("latest"), "new");
    assert_true(file_exists(in_folder("2024/new")));
    char target[64] = "";
    assert_true(readlink(in_folder("latest"), target, sizeof target - 1) > 0);
    assert_string_equal(target, "2024");
}

static void a_folder_of_someone_else_is_refused_and_untouched(void **state)
{
    (void)state;
    Stage *stage;
    assert_true(file_make_folders(in_folder("photos"), &err));
    put(in_folder("photos"), "summer.jpg");
    assert_false(stage_open(in_folder("photos"), "done", OURS, &stage, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_non_null(strstr(err.text, in_folder("photos")));
    assert_true(file_exists(in_folder("photos/summer.jpg")));
    put(folder, "file");
    assert_false(stage_open(in_folder("file"), "done", OURS, &stage, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_false(stage_open(in_folder("file/out"), "done", OURS, &stage, &err)); // the parent is a file
    assert_int_equal(count_in(folder), 2);
}

// A marker of ours does not make everything in the folder ours.
static void what_lies_beside_our_output_is_not_lost(void **state)
{
    (void)state;
    Stage *stage;
    make_output(in_folder("out"), "old");
    assert_true(file_make_folders(in_folder("out/district"), &err));
    assert_false(stage_open(in_folder("out"), "done", OURS, &stage, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_non_null(strstr(err.text, "also holds district"));
    assert_true(file_is_folder(in_folder("out/district")));
    assert_true(file_remove_tree(in_folder("out/district"), &err));
    stage = open_stage(in_folder("out"));
    put(stage_path(stage), "done");
    put(in_folder("out"), "notes.txt"); // while the work goes on
    assert_false(stage_commit(stage, &err));
    stage_close(stage);
    assert_true(file_exists(in_folder("out/notes.txt")) && file_exists(in_folder("out/old")));
    assert_int_equal(count_in(folder), 1);
}

static void files_that_came_meanwhile_are_not_lost(void **state)
{
    (void)state;
    Stage *stage = open_stage(in_folder("out"));
    put(stage_path(stage), "done");
    assert_true(file_make_folders(in_folder("out"), &err));
    put(in_folder("out"), "summer.jpg");
    assert_false(stage_commit(stage, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    stage_close(stage);
    assert_true(file_exists(in_folder("out/summer.jpg")));
    assert_int_equal(count_in(folder), 1);
}

static void one_process_writes_an_output_once_at_a_time(void **state)
{
    (void)state;
    Stage *stage = open_stage(in_folder("out")), *other;
    put(stage_path(stage), "a");
    assert_false(stage_open(in_folder("out"), "done", OURS, &other, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_true(file_exists(file_join(arena, stage_path(stage), "a"))); // not taken for a leftover
    stage_close(stage);
}

static void leave_half_an_output(void)
{
    Stage *stage;
    if (stage_open(in_folder("out"), "done", OURS, &stage, &err)) kill(getpid(), SIGKILL);
    _exit(1);
}

static void what_a_killed_run_left_is_removed(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) leave_half_an_output();
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(count_in(folder), 1);
    // A leftover of an earlier process that had our number, and names that are not leftovers.
    assert_true(file_make_folders(arena_printf(arena, "%s.partial-%d/deep", in_folder("out"), (int)getpid()), &err));
    assert_true(file_make_folders(in_folder("out.partial-"), &err));
    assert_true(file_make_folders(in_folder("out.partial-x"), &err));
    assert_true(file_make_folders(in_folder("out.partial-1"), &err)); // process 1 lives
    make_output(in_folder("out"), "a");
    assert_int_equal(count_in(folder), 4);
    assert_true(file_exists(in_folder("out.partial-1")));
}

static void the_folder_that_one_is_in_is_not_replaced(void **state)
{
    (void)state;
    static const char *const ours[] = {"done", NULL};
    char here[4096];
    Stage *stage;
    assert_non_null(getcwd(here, sizeof here));
    assert_true(file_make_folders(in_folder("out/below"), &err));
    assert_int_equal(chdir(in_folder("out/below")), 0);
    const char *const refused[] = {".", "..", "../../out", "/"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_false(stage_open(refused[i], "done", ours, &stage, &err));
        assert_int_equal(err.code, ERR_REFUSED);
        assert_non_null(strstr(err.text, "the folder that you are in"));
    }
    assert_true(stage_open("../bel", "done", ours, &stage, &err)); // begins with its name only
    stage_close(stage);
    assert_int_equal(chdir(here), 0);
}

static void a_living_run_is_left_alone(void **state)
{
    (void)state;
    Stage *stage = open_stage(in_folder("out"));
    put(stage_path(stage), "a");
    put(stage_path(stage), "done");
    pid_t child = fork();
    if (child == 0) {
        make_output(in_folder("out"), "b");
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_true(stage_commit(stage, &err));
    stage_close(stage);
    assert_true(file_exists(in_folder("out/a")));
    assert_int_equal(count_in(folder), 1);
}

#define STAGE_TEST(test) cmocka_unit_test_setup_teardown(test, open_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE_TEST(output_appears_only_when_committed),
        STAGE_TEST(an_abandoned_stage_leaves_nothing),
        STAGE_TEST(an_earlier_output_is_replaced_whole),
        STAGE_TEST(without_exchange_an_earlier_output_is_replaced_too),
        STAGE_TEST(a_commit_that_fails_leaves_the_earlier_output),
        STAGE_TEST(an_empty_folder_is_replaced),
        STAGE_TEST(a_link_to_an_earlier_output_stays_a_link),
        STAGE_TEST(a_folder_of_someone_else_is_refused_and_untouched),
        STAGE_TEST(what_lies_beside_our_output_is_not_lost),
        STAGE_TEST(files_that_came_meanwhile_are_not_lost),
        STAGE_TEST(one_process_writes_an_output_once_at_a_time),
        STAGE_TEST(what_a_killed_run_left_is_removed),
        STAGE_TEST(the_folder_that_one_is_in_is_not_replaced),
        STAGE_TEST(a_living_run_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
