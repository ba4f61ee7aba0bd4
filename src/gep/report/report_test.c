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
    FILE *pipe = popen(command, "r");
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
    return output_of(arena, arena_printf(arena, "pdftotext -layout '%s' -", path));
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

int main(int argc, char **argv)
{
    message_start();
    snprintf(folder, sizeof folder, "%s", argc > 1 ? argv[1] : "/tmp/qingshan-report-XXXXXX");
    if (argc < 2 && !mkdtemp(folder)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pdf_says_the_main_figures),
        cmocka_unit_test(the_pdf_is_the_same_bytes_again),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    Err err;
    if (argc < 2 && !file_remove_tree(folder, &err)) return 1;
    return failed;
}
