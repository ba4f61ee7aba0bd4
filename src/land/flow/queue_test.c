#include "land/flow/queue.h"

#include <math.h>

#include "land/test_maps.h"

static void keys_have_the_order_of_floats(void **state)
{
    (void)state;
    const float z[] = {-INFINITY, -8848.5F, -1, -1e-30F, 0, 1e-40F, 0.5F, 1, 8848, INFINITY};
    for (size_t i = 1; i < sizeof z / sizeof *z; i++) assert_true(flow_key(z[i - 1]) < flow_key(z[i]));
}

static void the_lowest_comes_first_and_none_is_lost(void **state)
{
    (void)state;
    enum { PUSHES = 5000 };
    static uint8_t taken[PUSHES];
    static uint32_t keys[PUSHES];
    FlowHeap heap = {test_arena};
    uint64_t seed = 42;
    uint32_t floor_key = 0;
    size_t pushed = 0, cell, left = 0;
    while (pushed < PUSHES || left > 0) {
        if (pushed < PUSHES && (left == 0 || test_random(&seed) < 0.6)) {
            keys[pushed] = floor_key + (uint32_t)(test_random(&seed) * (pushed % 3 ? 50 : 5e8) / (double)PUSHES);
            flow_heap_push(&heap, keys[pushed], pushed);
            pushed++;
            left++;
            continue;
        }
        assert_true(flow_heap_pop(&heap, &cell));
        assert_false(taken[cell]++);
        for (size_t i = 0; i < pushed; i++) assert_true(taken[i] || keys[i] >= keys[cell]);
        floor_key = keys[cell];
        left--;
    }
    assert_false(flow_heap_pop(&heap, &cell));
}

static void a_stack_gives_back_the_last(void **state)
{
    (void)state;
    FlowStack stack = {test_arena};
    for (size_t i = 0; i < 1000; i++) flow_stack_push(&stack, 3 * i);
    assert_int_equal(stack.count, 1000);
    for (size_t i = 1000; i-- > 0;) assert_int_equal(stack.cells[--stack.count], 3 * i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_have_the_order_of_floats),
        cmocka_unit_test(the_lowest_comes_first_and_none_is_lost),
        cmocka_unit_test(a_stack_gives_back_the_last),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
