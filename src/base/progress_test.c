#include "base/progress.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cmocka.h>

static char said[65536];

// Runs the work with stderr on a terminal of so many columns (0: on a pipe) and gives what it wrote.
static const char *watch(unsigned short columns, void (*work)(void))
{
    int ends[2], old = dup(STDERR_FILENO);
    if (columns) {
        ends[0] = posix_openpt(O_RDWR | O_NOCTTY);
        assert_true(grantpt(ends[0]) == 0 && unlockpt(ends[0]) == 0);
        ends[1] = open(ptsname(ends[0]), O_RDWR | O_NOCTTY);
        assert_int_equal(ioctl(ends[1], TIOCSWINSZ, &(struct winsize){.ws_col = columns}), 0);
    } else {
        assert_int_equal(pipe(ends), 0);
    }
    dup2(ends[1], STDERR_FILENO);
    work();
    dup2(old, STDERR_FILENO);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    size_t size = 0;
    for (ssize_t got; (got = read(ends[0], said + size, sizeof said - 1 - size)) > 0;) size += (size_t)got;
    said[size] = '\0';
    close(ends[0]);
    close(ends[1]);
    close(old);
    return said;
}

static void count_to_ten(void)
{
    progress_start("降水", 10);
    for (size_t i = 1; i <= 10; i++) progress_step(i);
    progress_end();
}

static void a_terminal_shows_the_bar_and_its_end(void **state)
{
    (void)state;
    watch(100, count_to_ten);
    assert_non_null(strstr(said, "\r降水: 0\033[K"));
    assert_non_null(strstr(said, "\r降水: 0...10...20...30\033[K"));
    assert_non_null(strstr(said, "0...10...20...30...40...50...60...70...80...90...100 - done.\033[K\r\n"));
}

static void a_narrow_terminal_shows_a_percentage(void **state)
{
    (void)state;
    watch(40, count_to_ten);
    assert_non_null(strstr(said, "\r降水: 70%\033[K"));
    assert_non_null(strstr(said, "\r降水: 100% - done.\033[K\r\n"));
}

static void a_pipe_shows_nothing(void **state)
{
    (void)state;
    assert_string_equal(watch(0, count_to_ten), "");
}

static void quiet_shows_nothing(void **state)
{
    (void)state;
    progress_set_quiet(true);
    assert_string_equal(watch(100, count_to_ten), "");
    progress_set_quiet(false);
}

static void stop_half_way(void)
{
    progress_start("a", 10);
    progress_step(5);
    progress_step(3); // a thread that comes late
    progress_end();
    progress_step(9); // after the end
}

static void work_that_stops_is_not_called_done(void **state)
{
    (void)state;
    watch(100, stop_half_way);
    assert_null(strstr(said, "done"));
    assert_null(strstr(said, "60"));
    assert_non_null(strstr(said, "40...50\033[K\r\n"));
}

static void no_work_at_all(void)
{
    progress_start("a", 0);
    progress_step(3);
    progress_end();
}

static void a_total_of_zero_is_fine(void **state)
{
    (void)state;
    watch(20, no_work_at_all);
    assert_non_null(strstr(said, "100% - done."));
}

static void *step_much(void *argument)
{
    (void)argument;
    for (size_t i = 0; i <= 1000; i++) progress_step(i);
    return NULL;
}

static void step_from_threads(void)
{
    progress_start("a", 1000);
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++) pthread_create(&threads[i], NULL, step_much, NULL);
    for (size_t i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    progress_end();
}

static void any_thread_may_call(void **state)
{
    (void)state;
    watch(100, step_from_threads);
    assert_non_null(strstr(said, "90...100 - done."));
}

static void work_slowly(void)
{
    progress_start("a", 100);
    usleep(2100000);
    progress_step(50);
    progress_end();
}

static void the_remaining_time_is_told_after_two_seconds(void **state)
{
    (void)state;
    watch(100, work_slowly);
    assert_non_null(strstr(said, "50 (3 s left)"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_terminal_shows_the_bar_and_its_end),
        cmocka_unit_test(a_narrow_terminal_shows_a_percentage),
        cmocka_unit_test(a_pipe_shows_nothing),
        cmocka_unit_test(quiet_shows_nothing),
        cmocka_unit_test(work_that_stops_is_not_called_done),
        cmocka_unit_test(a_total_of_zero_is_fine),
        cmocka_unit_test(any_thread_may_call),
        cmocka_unit_test(the_remaining_time_is_told_after_two_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
