#include "base/message.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/cancel.h"
#include "base/file.h"

static const char *const variables[] = {"QINGSHAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};

// values: one for each of the variables; NULL leaves it unset.
static bool chinese_with(const char *const values[4])
{
    for (size_t i = 0; i < 4; i++) {
        unsetenv(variables[i]);
        if (values[i]) setenv(variables[i], values[i], 1);
    }
    message_start();
    return message_is_chinese();
}

static void chinese_is_the_default(void **state)
{
    (void)state;
    assert_true(chinese_with((const char *const[4]){NULL, NULL, NULL, NULL}));
    assert_true(chinese_with((const char *const[4]){NULL, NULL, NULL, "C.UTF-8"}));
    assert_true(chinese_with((const char *const[4]){NULL, "POSIX", NULL, NULL}));
    assert_true(chinese_with((const char *const[4]){NULL, "de_DE.UTF-8", NULL, NULL}));
    assert_true(chinese_with((const char *const[4]){NULL, "", "", "zh_CN.UTF-8"}));
}

static void the_first_variable_that_says_something_decides(void **state)
{
    (void)state;
    assert_false(chinese_with((const char *const[4]){NULL, NULL, NULL, "en_US.UTF-8"}));
    assert_false(chinese_with((const char *const[4]){NULL, "", "en_GB", "zh_CN"}));
    assert_false(chinese_with((const char *const[4]){"en", "zh_CN", NULL, NULL}));
    assert_true(chinese_with((const char *const[4]){"zh", "en_US", "en_US", "en_US"}));
    assert_true(chinese_with((const char *const[4]){NULL, "C", NULL, "en_US"}));
}

static void a_change_of_language_takes_effect_at_once(void **state)
{
    (void)state;
    Err err;
    message_start();
    cancel_request(true);
    for (int i = 0; i < 3; i++) {
        message_set_language("en");
        assert_false(cancel_check(&err));
        assert_string_equal(err.text, "stopped by the user");
        message_set_language("zh");
        assert_false(cancel_check(&err));
        assert_string_equal(err.text, "已按用户要求停止");
    }
    cancel_request(false);
}

static void errors_of_the_system_are_translated(void **state)
{
    (void)state;
    message_start();
    message_set_language("zh");
    assert_string_equal(err_of_system(ENOSPC), "磁盘空间已满");
    message_set_language("en");
    assert_string_equal(err_of_system(ENOSPC), "no space left on the disk");
    assert_string_equal(err_of_system(ENOTTY), strerror(ENOTTY));
}

static void a_folder_without_chinese_messages_makes_all_of_it_english(void **state)
{
    (void)state;
    Err err;
    char folder[] = "/tmp/qingshan-message-XXXXXX";
    assert_non_null(mkdtemp(folder));
    Arena *arena = arena_open();
    assert_true(file_make_folders(file_join(arena, folder, "locale"), &err));
    setenv("QINGSHAN_DATA", folder, 1);
    assert_false(chinese_with((const char *const[4]){"zh", NULL, NULL, NULL}));
    message_set_language("zh");
    assert_false(message_is_chinese());
    unsetenv("QINGSHAN_DATA");
    assert_true(chinese_with((const char *const[4]){"zh", NULL, NULL, NULL}));
    assert_true(file_remove_tree(folder, &err));
    arena_close(arena);
}

static void numbers_do_not_follow_the_locale(void **state)
{
    (void)state;
    setenv("LC_NUMERIC", "de_DE.UTF-8", 1);
    message_start();
    char text[32];
    snprintf(text, sizeof text, "%.1f", 0.5);
    assert_string_equal(text, "0.5");
    unsetenv("LC_NUMERIC");
}

static void a_message_is_one_line_on_stderr(void **state)
{
    (void)state;
    int ends[2], old = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    message_say("%d 张图", 3);
    dup2(old, STDERR_FILENO);
    close(ends[1]);
    char said[100] = "";
    assert_true(read(ends[0], said, sizeof said - 1) > 0);
    for (ssize_t more = 1; more > 0;) more = read(ends[0], said + strlen(said), sizeof said - 1 - strlen(said));
    assert_string_equal(said, "qingshan: 3 张图\n");
    close(ends[0]);
    close(old);
}

// Last: the domain stays bound to the empty folder.
static void without_a_catalogue_messages_are_english(void **state)
{
    (void)state;
    char folder[] = "/tmp/qingshan-message-XXXXXX";
    Arena *arena = arena_open();
    Err err;
    assert_non_null(mkdtemp(folder));
    assert_true(file_make_folders(file_join(arena, folder, "locale"), &err));
    setenv("QINGSHAN_DATA", folder, 1);
    message_start();
    message_set_language("zh");
    assert_string_equal(err_of_system(ENOSPC), "no space left on the disk");
    unsetenv("QINGSHAN_DATA");
    assert_true(file_remove_tree(folder, &err));
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_is_the_default),
        cmocka_unit_test(the_first_variable_that_says_something_decides),
        cmocka_unit_test(a_change_of_language_takes_effect_at_once),
        cmocka_unit_test(errors_of_the_system_are_translated),
        cmocka_unit_test(a_folder_without_chinese_messages_makes_all_of_it_english),
        cmocka_unit_test(numbers_do_not_follow_the_locale),
        cmocka_unit_test(a_message_is_one_line_on_stderr),
        cmocka_unit_test(without_a_catalogue_messages_are_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
