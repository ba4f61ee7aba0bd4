#include "base/parallel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/cancel.h"

enum { COUNT = 10000, JOBS = 4 };

typedef struct Record {
    atomic_int times[COUNT];
    atomic_size_t ran;
    atomic_int workers[JOBS];
    size_t fails_at, fails_also_at, cancels_at;
} Record;

static Record *empty_record(void)
{
    static Record record;
    memset(&record, 0, sizeof record);
    record.fails_at = record.fails_also_at = record.cancels_at = SIZE_MAX;
    return &record;
}

static bool work(void *context, int worker, size_t index, Err *err)
{
    Record *record = context;
    if (worker < 0 || worker >= JOBS) return err_set(err, ERR_IO, "worker %d", worker);
    // A worker's number belongs to one thread at a time.
    if (atomic_fetch_add(&record->workers[worker], 1) != 0) return err_set(err, ERR_IO, "worker %d twice", worker);
    atomic_fetch_add(&record->times[index], 1);
    atomic_fetch_add(&record->ran, 1);
    if (index == record->cancels_at) cancel_request(true);
    bool fails = index == record->fails_at || index == record->fails_also_at;
    atomic_fetch_sub(&record->workers[worker], 1);
    return !fails || err_set(err, ERR_INPUT, "item %zu", index);
}

static void every_item_is_done_once(void **state)
{
    (void)state;
    for (int jobs = 1; jobs <= JOBS; jobs++) {
        Record *record = empty_record();
        Err err;
        assert_true(parallel_for(jobs, COUNT, work, record, &err));
        for (size_t i = 0; i < COUNT; i++) assert_int_equal(record->times[i], 1);
    }
}

static void no_items_and_fewer_items_than_jobs_are_fine(void **state)
{
    (void)state;
    Record *record = empty_record();
    Err err;
    assert_true(parallel_for(JOBS, 0, work, record, &err));
    assert_true(parallel_for(JOBS, 2, work, record, &err));
    assert_int_equal(record->ran, 2);
}

static void a_failure_stops_the_rest_and_is_reported(void **state)
{
    (void)state;
    for (int jobs = 1; jobs <= JOBS; jobs++) {
        Record *record = empty_record();
        record->fails_at = 100;
        Err err;
        assert_false(parallel_for(jobs, COUNT, work, record, &err));
        assert_int_equal(err.code, ERR_INPUT);
        assert_string_equal(err.text, "item 100");
        if (jobs == 1) assert_int_equal(record->ran, 101);
    }
    Record *record = empty_record();
    record->fails_at = 0;
    assert_false(parallel_for(JOBS, COUNT, work, record, NULL));
}

static void sleep_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

// The earlier item fails later.
static bool fail_late(void *context, int worker, size_t index, Err *err)
{
    (void)context, (void)worker;
    sleep_ms(index == 0 ? 100 : 20);
    return err_set(err, ERR_INPUT, "item %zu", index);
}

static void the_first_failure_by_index_is_reported(void **state)
{
    (void)state;
    Err err;
    assert_false(parallel_for(2, 2, fail_late, NULL, &err));
    assert_string_equal(err.text, "item 0");
}

static void cancelling_stops_the_rest(void **state)
{
    (void)state;
    for (int jobs = 1; jobs <= JOBS; jobs++) {
        Record *record = empty_record();
        record->cancels_at = 50;
        Err err;
        assert_false(parallel_for(jobs, COUNT, work, record, &err));
        cancel_request(false);
        assert_int_equal(err.code, ERR_CANCELLED);
        assert_true(record->ran < COUNT);
    }
}

static void there_is_at_least_one_core(void **state)
{
    (void)state;
    assert_true(parallel_cores() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_is_done_once),
        cmocka_unit_test(no_items_and_fewer_items_than_jobs_are_fine),
        cmocka_unit_test(a_failure_stops_the_rest_and_is_reported),
        cmocka_unit_test(the_first_failure_by_index_is_reported),
        cmocka_unit_test(cancelling_stops_the_rest),
        cmocka_unit_test(there_is_at_least_one_core),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
