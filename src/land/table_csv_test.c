#include "land/table_test.h"

static void a_plain_table_is_read(void **state)
{
    (void)state;
    Table t = parse("id,name,v\n1, a b ,2\r\n\r\n3,\u3000c\u3000,\r4,d\n");
    assert_int_equal(t.column_count, 3);
    assert_int_equal(t.row_count, 3);
    assert_string_equal(t.columns[1].name, "name");
    assert_string_equal(t.path, "");
    assert_string_equal(t.unit, "");
    cell_is(&t, 0, 1, "a b");
    cell_is(&t, 1, 1, "c");
    cell_is(&t, 1, 2, "");
    cell_is(&t, 2, 1, "d");
    cell_is(&t, 2, 2, "");
    assert_int_equal(t.row_numbers[0], 2);
    assert_int_equal(t.row_numbers[1], 4);
    assert_int_equal(t.row_numbers[2], 5);
    cell_is(&t, 0, -1, "");
    cell_is(&t, 0, 3, "");
    cell_is(&t, 3, 0, "");
}

static void quotes_hold_separators_lines_and_quotes(void **state)
{
    (void)state;
    Table t = parse("\"a\",\"b,c\"\n\"1\n2\r\n\"\"3\"\"\" , \"x\"\n y,5\" pipe\n\"\",z\n");
    assert_string_equal(t.columns[1].name, "b,c");
    cell_is(&t, 0, 0, "1\n2\r\n\"3\"");
    cell_is(&t, 0, 1, "x");
    cell_is(&t, 1, 1, "5\" pipe");
    cell_is(&t, 2, 0, "");
    assert_int_equal(t.row_numbers[0], 2);
    assert_int_equal(t.row_numbers[1], 5);
    refuses("a,b\n1,\"2\n3,4\n", "line 2: the double quote that opens here is not closed");
    refuses("a,b\n1,\"2\"x\n", "line 2: text after a closing double quote");
}

static void the_separator_is_found_or_given(void **state)
{
    (void)state;
    assert_int_equal(parse("title\na;b;c\n1;2,5;3\n").column_count, 3);
    assert_int_equal(parse("a\tb\n1\t2\n").column_count, 2);
    assert_int_equal(parse("\"a;b;c\",d\n1,2\n").column_count, 2);
    assert_int_equal(parse("code\n1\n2\n").row_count, 2);
    assert_int_equal(parse_with("a|b\n1|2\n", (TableOptions){.separator = '|'}).column_count, 2);
    assert_int_equal(parse_with("#x,y,z\na;b\n1;2\n", (TableOptions){.comment = "#"}).column_count, 2);
}

static void comment_lines_are_skipped_everywhere(void **state)
{
    (void)state;
    Table t = parse_with("#UTCTIME,\r\n### x \"\na,b\n# more\n1,#2\n#end", (TableOptions){.comment = "#"});
    assert_int_equal(t.row_count, 1);
    assert_string_equal(t.columns[0].name, "a");
    cell_is(&t, 0, 1, "#2");
    assert_int_equal(t.row_numbers[0], 5);
}

static void rows_may_be_short_but_not_long(void **state)
{
    (void)state;
    Table t = parse("a,b,c\n1\n1,2,3,,\n");
    cell_is(&t, 0, 2, "");
    cell_is(&t, 1, 2, "3");
    refuses("a,b\n1,1,234\n", "row 2 has 3 cells, the header 2");
}

static void what_is_no_table_is_refused(void **state)
{
    (void)state;
    refuses("", "no rows; expected a header row");
    refuses("\n , ,\n", "no rows");
    TableOptions options = {0};
    Table table;
    assert_false(table_parse_csv(arena, "a\0b", 3, &options, &table, &err));
    err_has("a zero byte");
    char *wide = arena_alloc(arena, 5001);
    memset(wide, ',', 5000);
    refuses(wide, "line 1 has more than 4096 cells");
    size_t size = TABLE_SIZE_MAX + 1;
    char *big = malloc(size);
    memset(big, 'x', size);
    assert_false(table_parse_csv(arena, big, size, &options, &table, &err));
    err_has("larger than 64 MiB");
    free(big);
    StrBuf ragged = strbuf_open(arena); // few bytes must not ask for much memory
    for (int i = 0; i < 4096; i++) strbuf_add(&ragged, i ? ",h" : "h");
    for (int i = 0; i < 20000; i++) strbuf_add(&ragged, "\n1");
    refuses(ragged.data, "20000 rows of 4096 columns are too many");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_table_is_read),           cmocka_unit_test(quotes_hold_separators_lines_and_quotes),
        cmocka_unit_test(the_separator_is_found_or_given), cmocka_unit_test(comment_lines_are_skipped_everywhere),
        cmocka_unit_test(rows_may_be_short_but_not_long),  cmocka_unit_test(what_is_no_table_is_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
