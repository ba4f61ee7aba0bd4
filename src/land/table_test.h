// table_test.h - what the tests of table*.c share.
#ifndef QINGSHAN_LAND_TABLE_TEST_H
#define QINGSHAN_LAND_TABLE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "land/table.h"

static Arena *arena;
static Err err;
static char folder[] = "/tmp/table-test-XXXXXX";

static inline int start(void **state)
{
    (void)state;
    message_start();
    message_set_language("en");
    arena = arena_open();
    return mkdtemp(folder) ? 0 : -1;
}

static inline int stop(void **state)
{
    (void)state;
    bool ok = file_remove_tree(folder, &err);
    arena_close(arena);
    return ok ? 0 : -1;
}

static inline const char *write_file(const char *name, const char *data, size_t size)
{
    const char *path = file_join(arena, folder, name);
    assert_true(file_write(path, data, size, &err));
    return path;
}

static inline Table parse_with(const char *text, TableOptions options)
{
    Table table;
    if (!table_parse_csv(arena, text, strlen(text), &options, &table, &err)) fail_msg("%s", err.text);
    return table;
}

static inline Table parse(const char *text)
{
    return parse_with(text, (TableOptions){0});
}

static inline void err_has(const char *wanted)
{
    if (!strstr(err.text, wanted)) fail_msg("\"%s\" does not hold \"%s\"", err.text, wanted);
}

static inline void refuses(const char *text, const char *wanted)
{
    Table table;
    TableOptions options = {0};
    assert_false(table_parse_csv(arena, text, strlen(text), &options, &table, &err));
    assert_int_equal(err.code, ERR_INPUT);
    err_has(wanted);
}

static inline void cell_is(const Table *table, size_t row, int column, const char *wanted)
{
    assert_string_equal(table_cell(table, row, column), wanted);
}

static inline double number(const Table *table, size_t row, const char *column, const char *unit)
{
    double value;
    if (!table_number(table, row, table_column(table, column), unit, &value, &err)) fail_msg("%s", err.text);
    return value;
}

#endif
