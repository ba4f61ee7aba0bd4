#include <cpl_error.h>
#include <pthread.h>

#include "land/test_maps.h"

static void a_failure_says_more_than_the_warnings_after_it(void **state)
{
    (void)state;
    land_message_clear();
    assert_string_equal(land_message(), "");
    CPLError(CE_Warning, CPLE_AppDefined, "odd");
    assert_string_equal(land_message(), "odd");
    assert_false(land_failed());
    CPLError(CE_Failure, CPLE_AppDefined, "broken");
    CPLError(CE_Warning, CPLE_AppDefined, "odd again");
    assert_string_equal(land_message(), "broken");
    assert_true(land_failed());
    land_message_clear();
    assert_string_equal(land_message(), "");
    assert_false(land_failed());
}

static void a_message_is_one_line(void **state)
{
    (void)state;
    land_message_clear();
    CPLError(CE_Failure, CPLE_AppDefined, "one\r\ntwo");
    assert_string_equal(land_message(), "one  two");
}

static void a_long_message_is_cut_between_characters(void **state)
{
    (void)state;
    char text[1201] = "";
    for (int i = 0; i < 400; i++) memcpy(text + 3 * i, "图", 4);
    land_message_clear();
    CPLError(CE_Failure, CPLE_AppDefined, "%s", text);
    size_t size = strlen(land_message());
    assert_true(size > 600 && size % 3 == 0);
    assert_memory_equal(land_message(), text, size);
}

static void *message_elsewhere(void *context)
{
    (void)context;
    return land_failed() || land_message()[0] != '\0' ? test_folder : NULL;
}

static void a_message_is_of_its_thread(void **state)
{
    (void)state;
    land_message_clear();
    CPLError(CE_Failure, CPLE_AppDefined, "broken");
    pthread_t thread;
    void *heard = NULL;
    assert_int_equal(pthread_create(&thread, NULL, message_elsewhere, NULL), 0);
    assert_int_equal(pthread_join(thread, &heard), 0);
    assert_null(heard);
}

static void networks_are_known_by_their_prefix(void **state)
{
    (void)state;
    const char *const remote[] = {"http://a/b.tif", "HTTPS://a/b.tif", "ftp://a",      "/vsicurl/http://a",
                                  "/vsis3/a",       "/vsiswift/a",     "/vsiwebhdfs/a"};
    const char *const local[] = {"a.tif", "/data/http/a.tif", "/vsizip/a.zip", "/vsimem/a", ""};
    for (size_t i = 0; i < sizeof remote / sizeof remote[0]; i++) assert_true(land_path_is_remote(remote[i]));
    for (size_t i = 0; i < sizeof local / sizeof local[0]; i++) assert_false(land_path_is_remote(local[i]));
}

static void drivers_of_networks_are_left_out(void **state)
{
    (void)state;
    const char *const out[] = {"HTTP", "WMS", "WCS", "WFS", "STACIT"}, *const in[] = {"GTiff", "GPKG", "PNG"};
    for (size_t i = 0; i < sizeof out / sizeof out[0]; i++) assert_null(GDALGetDriverByName(out[i]));
    for (size_t i = 0; i < sizeof in / sizeof in[0]; i++) assert_non_null(GDALGetDriverByName(in[i]));
}

static void options_become_gdals_list(void **state)
{
    (void)state;
    const char *const none[] = {NULL}, *const two[] = {"TILED=YES", "COMPRESS=DEFLATE", NULL};
    assert_null(land_options(none));
    char **options = land_options(two);
    assert_int_equal(CSLCount(options), 2);
    assert_string_equal(CSLFetchNameValue(options, "COMPRESS"), "DEFLATE");
    CSLDestroy(options);
}

static void the_cache_only_grows_and_never_beyond_2_gib(void **state)
{
    (void)state;
    GIntBig first = GDALGetCacheMax64();
    assert_true(first >= 64 << 20);
    land_cache_for(1000, 2);
    GIntBig roomy = GDALGetCacheMax64();
    assert_true(roomy >= first && roomy >= (GIntBig)(64 << 20) + 2 * 1000 * 256 * 4);
    land_cache_for(1, 1);
    assert_true(GDALGetCacheMax64() == roomy);
    land_cache_for(1 << 20, 1000);
    assert_true(GDALGetCacheMax64() == INT64_C(2) << 30);
    GDALSetCacheMax64(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_says_more_than_the_warnings_after_it),
        cmocka_unit_test(a_message_is_one_line),
        cmocka_unit_test(a_long_message_is_cut_between_characters),
        cmocka_unit_test(a_message_is_of_its_thread),
        cmocka_unit_test(networks_are_known_by_their_prefix),
        cmocka_unit_test(drivers_of_networks_are_left_out),
        cmocka_unit_test(options_become_gdals_list),
        cmocka_unit_test(the_cache_only_grows_and_never_beyond_2_gib),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
