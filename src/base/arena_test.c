#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static bool is_zero(const unsigned char *data, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (data[i]) return false;
    }
    return true;
}

static void blocks_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    for (size_t size = 0; size < 3000; size++) {
        unsigned char *block = arena_alloc(arena, size);
        assert_int_equal((uintptr_t)block % 64, 0);
        assert_true(is_zero(block, size));
        memset(block, 0xAB, size);
    }
    arena_close(arena);
    arena_close(NULL);
}

static size_t odd_size(size_t i)
{
    return i % 7 == 0 ? (size_t)3 << (i % 24) : i * 37 % 5000;
}

static void memory_is_zero_again_after_a_reset(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    for (size_t round = 0; round < 6; round++) {
        for (size_t i = 0; i < 300; i++) {
            size_t size = odd_size(i + 5 * round);
            unsigned char *block = arena_alloc(arena, size);
            assert_true(is_zero(block, size));
            memset(block, 0xAB, size);
        }
        arena_reset(arena);
    }
    arena_close(arena);
}

static void a_reset_gives_the_same_memory_again(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    void *small = arena_alloc(arena, 100), *large = arena_alloc(arena, 50u << 20);
    arena_reset(arena);
    assert_ptr_equal(arena_alloc(arena, 100), small);
    assert_ptr_equal(arena_alloc(arena, 50u << 20), large);
    arena_close(arena);
}

static size_t resident_pages(void)
{
    size_t total = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (fscanf(file, "%zu %zu", &total, &resident) != 2) resident = 0;
    fclose(file);
    return resident;
}

static void blocks_that_grow_from_reset_to_reset_do_not_pile_up(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    size_t before = resident_pages();
    for (size_t size = 2u << 20; size < 40u << 20; size += 1u << 20) { // 780 MB in all
        memset(arena_alloc(arena, size), 1, size);
        arena_reset(arena);
    }
    assert_true(resident_pages() - before < (400u << 20) / 4096); // ASan holds some back
    arena_close(arena);
}

static void a_growing_array_keeps_its_items_and_stays_in_place_when_it_is_last(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    size_t capacity = 0, count = 0;
    int *items = NULL;
    for (int i = 0; i < 100000; i++) {
        items = arena_grow(arena, items, count, &capacity, sizeof *items);
        items[count++] = i;
        assert_true(count <= capacity);
    }
    for (int i = 0; i < 100000; i++) assert_int_equal(items[i], i);
    size_t small_capacity = 0;
    char *first = arena_grow(arena, NULL, 0, &small_capacity, 16);
    char *grown = arena_grow(arena, first, small_capacity, &small_capacity, 16);
    assert_ptr_equal(first, grown);
    arena_alloc(arena, 1);
    assert_ptr_not_equal(arena_grow(arena, grown, small_capacity, &small_capacity, 16), grown);
    arena_close(arena);
}

static void room_that_an_array_gains_is_zero(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    memset(arena_alloc(arena, 20000), 0xAB, 20000);
    arena_reset(arena);
    size_t capacity = 0;
    unsigned char *items = arena_grow(arena, NULL, 0, &capacity, 1);
    while (capacity < 10000) {
        size_t old = capacity;
        items = arena_grow(arena, items, capacity, &capacity, 1);
        assert_true(is_zero(items + old, capacity - old));
        memset(items, 0xCD, capacity);
    }
    arena_close(arena);
}

static void texts_are_copied_and_formatted(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    assert_null(arena_text(arena, NULL));
    assert_string_equal(arena_text(arena, "青山"), "青山");
    assert_string_equal(arena_text_size(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_text_size(arena, NULL, 0), "");
    assert_string_equal(arena_printf(arena, "%s-%d", "a", 7), "a-7");
    char long_text[70000];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    assert_string_equal(arena_printf(arena, "%s", long_text), long_text);
    assert_int_equal((uintptr_t)arena_alloc(arena, 8) % 64, 0); // after an odd text
    arena_close(arena);
}

static void asking_for_too_much_ends_the_program_with_a_message(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        arena_array(arena_open(), SIZE_MAX / 4, 8);
        _exit(0);
    }
    close(ends[1]);
    char said[200] = "";
    for (ssize_t more = 1; more > 0;) more = read(ends[0], said + strlen(said), sizeof said - 1 - strlen(said));
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 0);
    assert_non_null(strstr(said, "out of memory"));
    close(ends[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_zeroed_aligned_and_apart),
        cmocka_unit_test(memory_is_zero_again_after_a_reset),
        cmocka_unit_test(a_reset_gives_the_same_memory_again),
        cmocka_unit_test(blocks_that_grow_from_reset_to_reset_do_not_pile_up),
        cmocka_unit_test(a_growing_array_keeps_its_items_and_stays_in_place_when_it_is_last),
        cmocka_unit_test(room_that_an_array_gains_is_zero),
        cmocka_unit_test(texts_are_copied_and_formatted),
        cmocka_unit_test(asking_for_too_much_ends_the_program_with_a_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
