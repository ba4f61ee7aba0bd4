#include "land/version.h"

#include "land/test_maps.h"

static void check_version(const char *text)
{
    int major, minor, patch, used = 0;
    assert_int_equal(sscanf(text, "%3d.%3d.%3d%n", &major, &minor, &patch, &used), 3);
    assert_int_equal(text[used], '\0');
}

static void a_version_is_three_numbers(void **state)
{
    (void)state;
    check_version(land_gdal_version());
    check_version(land_proj_version());
}

static void the_versions_are_those_of_the_libraries_in_use(void **state)
{
    (void)state;
    int major, minor, patch;
    assert_int_equal(sscanf(land_gdal_version(), "%3d.%3d.%3d", &major, &minor, &patch), 3);
    assert_int_equal(strtol(GDALVersionInfo("VERSION_NUM"), NULL, 10), major * 1000000 + minor * 10000 + patch * 100);
    assert_non_null(strstr(proj_info().release, land_proj_version()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_version_is_three_numbers),
        cmocka_unit_test(the_versions_are_those_of_the_libraries_in_use),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
