#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/service.h"

static void services_variants_and_fields_are_found_by_name(void **state)
{
    (void)state;
    const Service *service = service_find("R02");
    assert_non_null(service);
    assert_string_equal(service->name_zh, "土壤保持");
    assert_string_equal(service_variant(service, "CSLE")->id, "CSLE");
    assert_string_equal(service_variant(service, "RUSLE")->id, "RUSLE");
    assert_string_equal(field_find("weather_factor")->id, "weather_factor");
    assert_string_equal(field_find("b_factor")->id, "b_factor"); // the first of the table
}

static void unknown_names_are_not_found(void **state)
{
    (void)state;
    assert_null(service_find("R2"));
    assert_null(service_find(""));
    assert_null(service_variant(service_find("R02"), "A"));
    assert_null(field_find("R02"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(services_variants_and_fields_are_found_by_name),
        cmocka_unit_test(unknown_names_are_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
