#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

// The two examples of GB/T 32905-2016, annex A.
static const char abc_digest[] = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
static const char abcd_digest[] = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732";

static void digests_are_those_of_the_standard(void **state)
{
    (void)state;
    char text[SM3_TEXT_SIZE];
    sm3_of("abc", 3, text);
    assert_string_equal(text, abc_digest);
    Sm3 *sm3 = sm3_open();
    for (int i = 0; i < 16; i++) sm3_add(sm3, "abcd", 4);
    sm3_close(sm3, text);
    assert_string_equal(text, abcd_digest);
}

static void a_digest_does_not_depend_on_the_pieces(void **state)
{
    (void)state;
    char data[1000], whole[SM3_TEXT_SIZE], pieces[SM3_TEXT_SIZE];
    for (size_t i = 0; i < sizeof data; i++) data[i] = (char)(i * 7);
    sm3_of(data, sizeof data, whole);
    Sm3 *sm3 = sm3_open();
    for (size_t at = 0, size = 0; at < sizeof data; at += size, size = size % 90 + 1) {
        sm3_add(sm3, data + at, size < sizeof data - at ? size : sizeof data - at);
    }
    sm3_close(sm3, pieces);
    assert_string_equal(whole, pieces);
}

static void a_file_is_digested_whole_with_its_size(void **state)
{
    (void)state;
    char path[] = "/tmp/qingshan-hash-XXXXXX", text[SM3_TEXT_SIZE], expected[SM3_TEXT_SIZE];
    close(mkstemp(path));
    size_t size = 1000003; // several reads
    char *data = calloc(size, 1);
    Err err;
    assert_true(file_write(path, data, size, &err));
    uint64_t found;
    assert_true(sm3_of_file(path, text, &found, &err));
    assert_int_equal(found, size);
    sm3_of(data, size, expected);
    assert_string_equal(text, expected);
    assert_true(sm3_of_file(path, text, NULL, &err));
    free(data);
    unlink(path);
}

static void a_file_that_cannot_be_read_is_named(void **state)
{
    (void)state;
    char text[SM3_TEXT_SIZE];
    Err err;
    assert_false(sm3_of_file("/nowhere/a.tif", text, NULL, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_non_null(strstr(err.text, "/nowhere/a.tif"));
    assert_false(sm3_of_file("/tmp", text, NULL, &err)); // opens, but does not read
    assert_int_equal(err.code, ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_the_standard),
        cmocka_unit_test(a_digest_does_not_depend_on_the_pieces),
        cmocka_unit_test(a_file_is_digested_whole_with_its_size),
        cmocka_unit_test(a_file_that_cannot_be_read_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
