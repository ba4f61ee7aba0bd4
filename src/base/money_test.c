#include "base/money.h"

#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void yuan_are_rounded_half_away_from_zero(void **state)
{
    (void)state;
    assert_int_equal(money_from_yuan(0).fen, 0);
    assert_int_equal(money_from_yuan(12345.6).fen, 1234560);
    assert_int_equal(money_from_yuan(0.125).fen, 13);
    assert_int_equal(money_from_yuan(-0.125).fen, -13);
    assert_int_equal(money_from_yuan(1.005).fen, 101);
    assert_int_equal(money_from_yuan(0.0049).fen, 0);
    assert_int_equal(money_from_yuan(69999999999999.99).fen, 6999999999999999);
    assert_int_equal(money_from_yuan(-69999999999999.99).fen, -6999999999999999);
}

// Below 2^46 yuan a double is finer than a fen.
static void every_fen_survives_the_way_through_yuan(void **state)
{
    (void)state;
    for (int64_t fen = -6999999999999999; fen < 6999999999999999; fen += 70071992547399) {
        assert_int_equal(money_from_yuan(money_to_yuan((Fen){fen})).fen, fen);
    }
    for (int64_t fen = -1000; fen <= 1000; fen++) assert_int_equal(money_from_yuan((double)fen / 100).fen, fen);
}

static void money_is_added_and_written_exactly(void **state)
{
    (void)state;
    char text[MONEY_TEXT_SIZE];
    assert_int_equal(money_add((Fen){10}, (Fen){-25}).fen, -15);
    assert_int_equal(money_sub((Fen){10}, (Fen){25}).fen, -15);
    assert_string_equal(money_text((Fen){1234560}, text), "12345.60");
    assert_string_equal(money_text((Fen){-5}, text), "-0.05");
    assert_string_equal(money_text((Fen){0}, text), "0.00");
    assert_string_equal(money_text((Fen){100}, text), "1.00");
    assert_string_equal(money_text((Fen){INT64_MIN}, text), "-92233720368547758.08");
}

static void add_too_much(void)
{
    money_add((Fen){INT64_MAX}, (Fen){1});
}

static void subtract_too_much(void)
{
    money_sub((Fen){INT64_MIN}, (Fen){1});
}

static void take_nan(void)
{
    money_from_yuan(NAN);
}

static void take_too_many_yuan(void)
{
    money_from_yuan(9e13);
}

static bool aborts(void (*work)(void))
{
    pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        close(STDERR_FILENO);
        work();
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void shares_sum_to_the_total_whatever_the_weights(void **state)
{
    (void)state;
    Fen out[7];
    money_share_out((Fen){100}, (const double[]){1, 1, 1}, 3, out);
    assert_true(out[0].fen == 34 && out[1].fen == 33 && out[2].fen == 33);
    money_share_out((Fen){-100}, (const double[]){1, 1, 1}, 3, out); // rounded down: -34, and the first gets one back
    assert_true(out[0].fen == -33 && out[1].fen == -33 && out[2].fen == -34);
    money_share_out((Fen){10}, (const double[]){0, 2.6, 7.4, 0}, 4, out);
    assert_true(out[0].fen == 0 && out[1].fen == 3 && out[2].fen == 7 && out[3].fen == 0);
    money_share_out((Fen){0}, (const double[]){0, 0}, 2, out);
    assert_true(out[0].fen == 0 && out[1].fen == 0);
    uint64_t seed = 7;
    for (int round = 0; round < 2000; round++) {
        double weights[7];
        int64_t sum = 0;
        for (int i = 0; i < 7; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            weights[i] = (double)(seed >> 40);
        }
        Fen total = {(int64_t)(seed >> 12)};
        money_share_out(total, weights, 7, out);
        for (int i = 0; i < 7; i++) sum += out[i].fen;
        assert_true(sum == total.fen);
    }
}

static void overflow_and_nan_are_asserted(void **state)
{
    (void)state;
    assert_true(aborts(add_too_much));
    assert_true(aborts(subtract_too_much));
    assert_true(aborts(take_nan));
    assert_true(aborts(take_too_many_yuan));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yuan_are_rounded_half_away_from_zero),
        cmocka_unit_test(every_fen_survives_the_way_through_yuan),
        cmocka_unit_test(money_is_added_and_written_exactly),
        cmocka_unit_test(shares_sum_to_the_total_whatever_the_weights),
        cmocka_unit_test(overflow_and_nan_are_asserted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
