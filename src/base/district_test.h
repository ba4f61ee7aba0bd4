// district_test.h - what the tests of district*.c share.
#ifndef QINGSHAN_BASE_DISTRICT_TEST_H
#define QINGSHAN_BASE_DISTRICT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/district.h"
#include "base/message.h"
#include "base/text.h"

static Arena *arena;
static Err err;

static inline int start(void **state)
{
    (void)state;
    message_start();
    message_set_language("en");
    arena = arena_open();
    return 0;
}

static inline int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static inline District parse(const char *text)
{
    District district;
    memset(&err, 0, sizeof err);
    if (!district_parse(arena, text, strlen(text), "here", &district, &err)) fail_msg("%s", err.text);
    return district;
}

static inline void refuses_size(const char *text, size_t size, const char *wanted)
{
    District district = {.schema = 77};
    memset(&err, 0, sizeof err);
    assert_false(district_parse(arena, text, size, "here", &district, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_int_equal(district.schema, 77); // a refusal changes nothing
    if (!strstr(err.text, wanted)) fail_msg("\"%s\" does not hold \"%s\"", err.text, wanted);
}

// A small valid district; what a test adds begins in line 5.
static const char head[] = "schema: 1\ndistrict: {code: \"1\", name: n}\nprofile: p\n"
                           "grid: {crs: \"EPSG:4524\", cell_m: 30}\n";

static inline const char *with(const char *more)
{
    return arena_printf(arena, "%s%s", head, more);
}

static inline void refuses(const char *more, const char *wanted)
{
    const char *text = with(more);
    refuses_size(text, strlen(text), wanted);
}

static inline const char *option(const VariantEntry *variant, const char *key)
{
    for (size_t i = 0; i < variant->option_count; i++) {
        if (text_equal(variant->option_keys[i], key)) return variant->option_values[i];
    }
    return "";
}

#endif
