#include "base/cancel.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void a_request_is_seen_until_it_is_cleared(void **state)
{
    (void)state;
    Err err = {0};
    assert_true(cancel_check(&err));
    cancel_request(true);
    assert_true(cancel_asked());
    assert_false(cancel_check(&err));
    assert_int_equal(err.code, ERR_CANCELLED);
    cancel_request(false);
    assert_true(cancel_check(&err));
}

static void a_signal_sets_the_flag_only(void **state)
{
    (void)state;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < 3; i++) {
        cancel_request(false);
        cancel_install();
        raise(signals[i]);
        assert_true(cancel_asked());
    }
    cancel_request(false);
}

static void expect_killed(int first, int second)
{
    pid_t child = fork();
    if (child == 0) {
        signal(first, SIG_DFL); // not ignored, whoever started the test
        signal(second, SIG_DFL);
        cancel_install();
        raise(first);
        raise(second);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), second);
}

static void a_second_signal_of_any_kind_kills(void **state)
{
    (void)state;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 3; k++) expect_killed(signals[i], signals[k]);
    }
}

static void an_ignored_signal_stays_ignored(void **state)
{
    (void)state;
    signal(SIGHUP, SIG_IGN); // as nohup does
    cancel_install();
    raise(SIGHUP);
    assert_false(cancel_asked());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_seen_until_it_is_cleared),
        cmocka_unit_test(a_signal_sets_the_flag_only),
        cmocka_unit_test(a_second_signal_of_any_kind_kills),
        cmocka_unit_test(an_ignored_signal_stays_ignored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
