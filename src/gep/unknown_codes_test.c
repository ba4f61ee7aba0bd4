#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/unknown_codes.h"

static void the_least_codes_are_kept_whatever_the_order(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    UnknownCodes up = {0}, down = {0};
    for (long code = 0; code < 20; code++) {
        unknown_codes_add(&up, code);
        unknown_codes_add(&up, code);
        unknown_codes_add(&down, 19 - code);
    }
    assert_string_equal(unknown_codes_text(arena, &up), "0, 1, 2, 3, 4, 5, 6, 7 ...");
    assert_string_equal(unknown_codes_text(arena, &down), unknown_codes_text(arena, &up));
    UnknownCodes few = {0};
    unknown_codes_merge(&few, &(UnknownCodes){.count = 2, .codes = {3, 99}});
    unknown_codes_merge(&few, &(UnknownCodes){.count = 1, .codes = {7}});
    assert_string_equal(unknown_codes_text(arena, &few), "3, 7, 99");
    assert_string_equal(unknown_codes_text(arena, &(UnknownCodes){0}), "");
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_least_codes_are_kept_whatever_the_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
