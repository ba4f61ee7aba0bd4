// report_test.c - the documents: they say the account's figures, carry its marks, and are the same bytes each time.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/report/fixture_test.h"
#include "gep/report/report.h"

static char folder[256];

static const char *path_of(Arena *arena, const char *name)
{
    return file_join(arena, folder, name);
}

static void finish(Fixture *f)
{
    const char *text;
    size_t size;
    Err err = {0};
    if (!account_json(f->arena, &f->account, &text, &size, &err)) fail_msg("%s", err.text);
}

static const char *make_pdf(Fixture *f, bool chinese, const char *name)
{
    Err err = {0};
    bool other = true;
    const char *path = path_of(f->arena, name);
    if (!report_pdf(&f->account, chinese, path, &other, &err)) fail_msg("%s", err.text);
    assert_false(other);
    return path;
}

// What a command prints, without the thin gaps that are drawn between digits and beside Latin letters.
static const char *output_of(Arena *arena, const char *command)
{
    FILE *pipe = popen(command, "r"); // NOLINT(cert-env33-c): a test asks pdftotext and unzip
    assert_non_null(pipe);
    StrBuf out = strbuf_open(arena);
    char part[4096];
    size_t size;
    while ((size = fread(part, 1, sizeof part, pipe)) > 0) strbuf_add_size(&out, part, size);
    assert_int_equal(pclose(pipe), 0);
    return text_replace(arena, out.data, "\u2009", "");
}

static const char *text_of_pdf(Arena *arena, const char *path)
{
    return text_replace(arena, output_of(arena, arena_printf(arena, "pdftotext -layout '%s' -", path)), " ", "");
}

static const char *make_xlsx(Fixture *f, bool chinese, const char *name)
{
    Err err = {0};
    const char *path = path_of(f->arena, name);
    if (!report_xlsx(&f->account, chinese, path, &err)) fail_msg("%s", err.text);
    return path;
}

// The shared strings and all sheets of a workbook as one XML text; fails when it is not well formed.
static const char *text_of_xlsx(Arena *arena, const char *path)
{
    const char *format = "cd '%s' && rm -rf book && mkdir book && cd book && unzip -q '%s' && xmllint --noout "
                         "$(find . -name '*.xml') && cat xl/sharedStrings.xml xl/worksheets/*.xml";
    return output_of(arena, arena_printf(arena, format, folder, path));
}

static void says(const char *text, const char *what)
{
    if (!strstr(text, what)) fail_msg("the document does not say \"%s\"", what);
}

static size_t times(const char *text, const char *what)
{
    size_t count = 0;
    for (; (text = strstr(text, what)); text += strlen(what)) count++;
    return count;
}

static bool same_bytes(Arena *arena, const char *a, const char *b)
{
    char *x, *y;
    size_t m, n;
    Err err;
    assert_true(file_read(arena, a, &x, &m, &err));
    assert_true(file_read(arena, b, &y, &n, &err));
    return m == n && memcmp(x, y, m) == 0;
}

static void the_pdf_says_the_main_figures(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_demo(arena);
    finish(f);
    const char *text = text_of_pdf(arena, make_pdf(f, true, "demo.pdf"));
    says(text, "2023年度开州区生态产品总值（GEP）核算报告");
    char gep[64];
    snprintf(gep, sizeof gep, "%.2f", money_to_yuan(f->account.gep.current) / 1e8);
    says(text, gep);
    says(text, "水源涵养");
    says(text, "+1.84%");
    says(text, "示意图，非审定界线");
    size_t pages = times(text, "\f");
    assert_true(pages >= 8);
    assert_true(times(text, "演示数据") >= pages);
    arena_close(arena);
}

static void the_pdf_is_the_same_bytes_again(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_demo(arena);
    finish(f);
    const char *first = make_pdf(f, true, "first.pdf");
    setenv("TZ", "America/New_York", 1);
    setenv("LANG", "de_DE.UTF-8", 1);
    assert_true(same_bytes(arena, first, make_pdf(f, true, "second.pdf")));
    unsetenv("TZ");
    unsetenv("LANG");
    arena_close(arena);
}

static void the_english_pdf_is_english(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_demo(arena);
    finish(f);
    const char *text = text_of_pdf(arena, make_pdf(f, false, "english.pdf"));
    says(text, "Waterconservation");
    says(text, "GrossecosystemproductofKaizhou,2023");
    says(text, "Demonstrationdata");
    assert_null(strstr(text, "水源涵养"));
    arena_close(arena);
}

static void an_incomplete_account_says_so_on_every_page(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_demo(arena);
    fixture_make_incomplete(f);
    finish(f);
    const char *text = text_of_pdf(arena, make_pdf(f, true, "partial.pdf"));
    assert_true(times(text, "部分核算") >= times(text, "\f"));
    says(text, "缺道路车流量");
    says(text_of_xlsx(arena, make_xlsx(f, true, "partial.xlsx")), "【部分核算】");
    arena_close(arena);
}

static void an_account_without_anything_still_prints(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_small(arena);
    f->account.leaf_count = f->account.town_count = f->account.input_count = f->account.param_count = 0;
    f->account.extent_count = 0;
    f->findings.count = 0;
    for (int i = 0; i < 3; i++) {
        f->services[i].state = SERVICE_NOT_AVAILABLE;
        f->services[i].reason = "缺资料";
    }
    fixture_total(f);
    finish(f);
    says(text_of_pdf(arena, make_pdf(f, true, "empty.pdf")), "没有已核算的服务");
    says(text_of_xlsx(arena, make_xlsx(f, true, "empty.xlsx")), "缺资料");
    arena_close(arena);
}

// A catchment without towns, outlines, population or a normal climate, with holes in its map.
static void a_place_without_zones_prints(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_demo(arena);
    Account *a = &f->account;
    a->demo = a->has_net = false;
    a->town_count = 0;
    a->outline_count = 1;
    a->before_year = 0;
    a->transition_count = 0;
    a->population = a->gdp_yuan = a->change_from_before = a->official_area_m2 = NAN;
    a->part_of = "长汀县";
    for (size_t i = 0; i < a->leaf_count; i++) {
        f->leaves[i].town = "";
        f->leaves[i].ecosystem = arena_printf(arena, "%zu", 1000000 + i); // each a class of its own, so none is twice
    }
    a->leaf_count = 40;
    float *values = arena_array(arena, 240 * 260, sizeof *values);
    for (int i = 0; i < 240 * 260; i++) values[i] = i % 7 == 0 ? (float)NAN : f->overviews[0].values[i];
    f->overviews[0].values = values;
    for (size_t i = 0; i < a->extent_count; i++) f->extent[i].area_before_m2 = NAN;
    fixture_total(f);
    finish(f);
    const char *text = text_of_pdf(arena, make_pdf(f, true, "catchment.pdf"));
    says(text, "无数据");
    assert_null(strstr(text, "各镇街"));
    assert_null(strstr(text, "演示数据"));
    make_xlsx(f, true, "catchment.xlsx");
    arena_close(arena);
}

static void very_long_names_stay_on_the_page(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_demo(arena);
    StrBuf name = strbuf_open(arena);
    for (int i = 0; i < 60; i++) strbuf_add(&name, "很长的名字");
    f->account.district_name = f->towns[3].name = f->services[4].name_zh = name.data;
    f->inputs[0].path = arena_printf(arena, "maps/%s&<>\"'.tif", name.data);
    f->findings.items[0].text_zh = arena_printf(arena, "%s\n%s", name.data, name.data);
    fixture_link(f);
    finish(f);
    says(text_of_pdf(arena, make_pdf(f, true, "long.pdf")), "很长的名字");
    says(text_of_xlsx(arena, make_xlsx(f, true, "long.xlsx")), "&amp;&lt;&gt;");
    arena_close(arena);
}

static void the_workbook_opens_and_holds_the_figures(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_demo(arena);
    finish(f);
    const char *text = text_of_xlsx(arena, make_xlsx(f, true, "demo.xlsx"));
    char gep[64];
    snprintf(gep, sizeof gep, "<v>%.16G</v>", money_to_yuan(f->account.gep.current) / 1e4);
    says(text, gep);
    says(text, "【演示数据】");
    says(text, "? 未核实");
    says(text, "SEEA EA 参考服务");
    says(text, "<f>SUM(");
    assert_null(strstr(text, "<f>IF"));
    make_xlsx(f, false, "english.xlsx");
    arena_close(arena);
}

static void the_workbook_is_the_same_bytes_again(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_demo(arena);
    finish(f);
    const char *first = make_xlsx(f, true, "first.xlsx");
    setenv("TZ", "America/New_York", 1);
    sleep(3); // a zip's clock ticks every two seconds
    assert_true(same_bytes(arena, first, make_xlsx(f, true, "second.xlsx")));
    unsetenv("TZ");
    arena_close(arena);
}

static void the_date_follows_the_source_date(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_small(arena);
    finish(f);
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    const char *pdf = make_pdf(f, true, "date.pdf");
    make_xlsx(f, true, "date.xlsx");
    unsetenv("SOURCE_DATE_EPOCH");
    says(output_of(arena, arena_printf(arena, "TZ=UTC pdfinfo -isodates '%s'", pdf)), "2023-11-14T22:13:20");
    const char *unzip = arena_printf(arena, "unzip -p '%s' docProps/core.xml", path_of(arena, "date.xlsx"));
    says(output_of(arena, unzip), "2023-11-14T22:13:20Z");
    arena_close(arena);
}

static void a_character_that_noto_lacks_is_told(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_small(arena);
    f->towns[0].name = "\u1780\u1781"; // Khmer
    finish(f);
    Err err;
    bool other = false;
    assert_true(report_pdf(&f->account, true, path_of(arena, "rare.pdf"), &other, &err));
    assert_true(other);
    arena_close(arena);
}

static void a_map_is_a_picture(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_demo(arena);
    finish(f);
    Err err;
    const char *path = path_of(arena, "map.png"), *again = path_of(arena, "again.png");
    assert_true(report_map_png(&f->account, 1, true, path, &err));
    assert_true(report_map_png(&f->account, 1, true, again, &err));
    assert_true(same_bytes(arena, path, again));
    assert_false(report_map_png(&f->account, 99, true, path, &err));
    assert_int_equal(err.code, ERR_MISSING);
    arena_close(arena);
}

static void what_cannot_be_written_is_an_error(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_small(arena);
    finish(f);
    Err err;
    assert_false(report_pdf(&f->account, true, "/nowhere/at/all.pdf", NULL, &err));
    says(err.text, "/nowhere/at");
    assert_false(report_xlsx(&f->account, true, "/nowhere/at/all.xlsx", &err));
    assert_int_equal(err.code, ERR_IO);
    arena_close(arena);
}

int main(int argc, char **argv)
{
    message_start();
    snprintf(folder, sizeof folder, "%s", argc > 1 ? argv[1] : "/tmp/qingshan-report-XXXXXX");
    if (argc < 2 && !mkdtemp(folder)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pdf_says_the_main_figures),
        cmocka_unit_test(the_pdf_is_the_same_bytes_again),
        cmocka_unit_test(the_english_pdf_is_english),
        cmocka_unit_test(an_incomplete_account_says_so_on_every_page),
        cmocka_unit_test(an_account_without_anything_still_prints),
        cmocka_unit_test(a_place_without_zones_prints),
        cmocka_unit_test(very_long_names_stay_on_the_page),
        cmocka_unit_test(the_workbook_opens_and_holds_the_figures),
        cmocka_unit_test(the_workbook_is_the_same_bytes_again),
        cmocka_unit_test(the_date_follows_the_source_date),
        cmocka_unit_test(a_character_that_noto_lacks_is_told),
        cmocka_unit_test(a_map_is_a_picture),
        cmocka_unit_test(what_cannot_be_written_is_an_error),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    Err err;
    if (argc < 2 && !file_remove_tree(folder, &err)) return 1;
    return failed;
}
