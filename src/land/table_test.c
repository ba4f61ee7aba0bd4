#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "land/table.h"

static Arena *arena;
static Err err;
static char folder[] = "/tmp/table-test-XXXXXX";

static int start(void **state)
{
    (void)state;
    message_start();
    message_set_language("en");
    arena = arena_open();
    return mkdtemp(folder) ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return file_remove_tree(folder, &err) ? 0 : -1;
}

static Table parse_with(const char *text, TableOptions options)
{
    Table table;
    if (!table_parse_csv(arena, text, strlen(text), &options, &table, &err)) fail_msg("%s", err.text);
    return table;
}

static Table parse(const char *text)
{
    return parse_with(text, (TableOptions){0});
}

static void refuses(const char *text, const char *wanted)
{
    Table table;
    TableOptions options = {0};
    assert_false(table_parse_csv(arena, text, strlen(text), &options, &table, &err));
    assert_int_equal(err.code, ERR_INPUT);
    if (!strstr(err.text, wanted)) fail_msg("\"%s\" does not hold \"%s\"", err.text, wanted);
}

static void cell_is(const Table *table, size_t row, int column, const char *wanted)
{
    assert_string_equal(table_cell(table, row, column), wanted);
}

static void err_has(const char *wanted)
{
    if (!strstr(err.text, wanted)) fail_msg("\"%s\" does not hold \"%s\"", err.text, wanted);
}

static double number(const Table *table, size_t row, const char *column, const char *unit)
{
    double value;
    if (!table_number(table, row, table_column(table, column), unit, &value, &err)) fail_msg("%s", err.text);
    return value;
}

// ---- CSV ------------------------------------------------------------------------------------------------------------

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

// ---- headers and units
// ------------------------------------------------------------------------------------------------

static void units_are_taken_from_headers(void **state)
{
    (void)state;
    Table t = parse("产值（万元）,area(hm2),产量[t],单价（元/吨）,q_t,产量/吨,元/吨,出/"
                    "入,a（不含税）（元）,（注）,x（\n1,2,3,4,5,6,7,8,9,0,1\n");
    static const char *const names[] = {"产值",  "area",  "产量",        "单价",   "q_t", "产量",
                                        "元/吨", "出/入", "a（不含税）", "（注）", "x（"};
    static const char *const units[] = {"万元", "hm2", "t", "元/吨", "", "吨", "", "", "元", "", ""};
    for (size_t i = 0; i < t.column_count; i++) {
        assert_string_equal(t.columns[i].name, names[i]);
        assert_string_equal(t.columns[i].unit, units[i]);
    }
    assert_string_equal(t.columns[0].header, "产值（万元）");
}

static void title_rows_and_form_heads_stand_above_the_header(void **state)
{
    (void)state;
    Table t = parse("2023年农产品产量,,\n填报单位：统计局,,单位：万元、吨\n乡镇,产值,产量\n甲,2,3\n");
    assert_string_equal(t.columns[1].name, "产值");
    assert_string_equal(t.unit, "万元、吨");
    assert_true(number(&t, 0, "产值", "yuan") == 20000);
    assert_true(number(&t, 0, "产量", "kg") == 3000);
    assert_true(number(&t, 0, "产量", "m2") == 3);
    t = parse("产值表（单位：万元）\n乡镇,产值\n甲,2\n");
    assert_string_equal(t.unit, "万元");
    t = parse("填报单位：局,计量单位:元 (x)\n乡镇,产值\n甲,2\n");
    assert_string_equal(t.unit, "元 (x");
    t = parse("单位:元)\n乡镇,产值\n甲,2\n");
    assert_string_equal(t.unit, "元");
}

static void two_units_that_fit_are_not_guessed_between(void **state)
{
    (void)state;
    Table t = parse("单位：万元、元,\n乡镇,产值\n甲,2\n");
    double value;
    assert_false(table_number(&t, 0, 1, "yuan", &value, &err));
    err_has("row 3, column 产值: the table's units \"万元、元\" leave open");
}

static void merged_headers_join(void **state)
{
    (void)state;
    Table t = parse("乡镇,产量（吨）,,产值,\n,2022年,2023年,2022年,2023年（万元）\n甲,1,2,3,4\n");
    assert_int_equal(t.row_count, 1);
    assert_string_equal(t.columns[0].name, "乡镇");
    assert_string_equal(t.columns[1].name, "产量 2022年");
    assert_string_equal(t.columns[2].name, "产量 2023年");
    assert_string_equal(t.columns[2].unit, "吨");
    assert_string_equal(t.columns[4].unit, "万元");
    assert_int_equal(table_column(&t, "产值2022年"), 3);
    t = parse("a,,b\n,1,2\n"); // numbers are no header
    assert_int_equal(t.row_count, 1);
    t = parse("a,,b\n,-,x\n");
    assert_int_equal(t.row_count, 1);
}

static void a_row_of_units_is_no_data(void **state)
{
    (void)state;
    Table t = parse("乡镇,产量,产值,面积\n单位,吨,万元,\n甲,1,2,3\n");
    assert_int_equal(t.row_count, 1);
    assert_string_equal(t.columns[1].unit, "吨");
    assert_string_equal(t.columns[3].unit, "");
    t = parse("from,to\n万元,元\n");
    assert_int_equal(t.row_count, 1);
    t = parse("a,b\n,apples\n1,2\n");
    assert_int_equal(t.row_count, 2);
}

// ---- columns and cells
// ------------------------------------------------------------------------------------------------

static void columns_are_found_by_any_of_their_names(void **state)
{
    (void)state;
    Table t = parse("Station ID,产量（吨）,ｘ,Quantity\n1,2,3,4\n");
    assert_int_equal(table_column(&t, "产量|quantity"), 1);
    assert_int_equal(table_column(&t, "产量（吨）"), 1);
    assert_int_equal(table_column(&t, "stationid"), 0);
    assert_int_equal(table_column(&t, "nothing||x"), 2);
    assert_int_equal(table_column(&t, "output|quantity"), 3);
    assert_int_equal(table_column(&t, "output"), -1);
    assert_int_equal(table_column(&t, ""), -1);
    int column;
    assert_true(table_need_column(&t, "产量", &column, &err));
    assert_false(table_need_column(&t, "area|面积", &column, &err));
    err_has("no column area or 面积; its columns are: Station ID, 产量（吨）, ｘ, Quantity");
    t = parse("a,A,b,b\n1,2,3,4\n");
    assert_true(table_need_column(&t, "a", &column, &err));
    assert_false(table_need_column(&t, "b", &column, &err));
    err_has("two columns are called b (columns 3 and 4)");
}

static void numbers_come_in_the_unit_wanted(void **state)
{
    (void)state;
    Table t = parse("产值（万元）,area(亩),q,p(%)\n\"1,234.5\",15,１２,50\n-,/,,0\n");
    assert_true(number(&t, 0, "产值", "yuan") == 12345000);
    assert_true(number(&t, 0, "area", "hm2") == 1);
    assert_true(number(&t, 0, "q", "t") == 12);
    assert_true(number(&t, 0, "q", NULL) == 12);
    assert_true(number(&t, 0, "p", "fraction") == 0.5);
    assert_true(isnan(number(&t, 1, "产值", "yuan")));
    assert_true(isnan(number(&t, 1, "area", "m2")));
    assert_true(isnan(number(&t, 1, "q", "t")));
    assert_true(number(&t, 1, "p", "percent") == 0);
    assert_true(isnan(number(&t, 0, "absent", "percent")));
}

static void what_is_no_number_is_named_with_its_place(void **state)
{
    (void)state;
    Table t = parse("a,产量（担）,面积（朵）\n\"12,5\",1,1\n12%,x,1\n5吨,2,3\n");
    double value;
    t.path = "f.xlsx";
    t.sheet = "产量";
    assert_false(table_number(&t, 0, 0, "t", &value, &err));
    err_has("f.xlsx, sheet 产量, row 2, column a: \"12,5\" is no number: a comma parts groups of three digits");
    assert_false(table_number(&t, 1, 0, "t", &value, &err));
    err_has("row 3, column a: \"12%\" is no number; write it without the sign and name the column with (%)");
    assert_false(table_number(&t, 2, 0, "t", &value, &err));
    err_has("\"5吨\" is no number; write only the number");
    assert_true(table_number(&t, 0, 1, "kg", &value, &err));
    assert_true(value == 50);
    assert_false(table_number(&t, 0, 2, "m2", &value, &err));
    err_has("the column's unit \"朵\" does not convert to m2; correct the unit in the header, such as (m2)");
    assert_false(table_fault(&t, 9, -1, &err, "%s", "x"));
    assert_string_equal(err.text, "f.xlsx, sheet 产量, row 0: x");
}

static void parts_of_dash_lists_are_taken_signs_and_all(void **state)
{
    (void)state;
    assert_string_equal(table_list_part(arena, "12-13-9", '-', 1), "12");
    assert_string_equal(table_list_part(arena, "12-13-9", '-', 3), "9");
    assert_string_equal(table_list_part(arena, "-1-2", '-', 1), "-1");
    assert_string_equal(table_list_part(arena, "-1-2", '-', 2), "2");
    assert_string_equal(table_list_part(arena, "1--2", '-', 2), "-2");
    assert_string_equal(table_list_part(arena, "1 - 2 - -3", '-', 3), "-3");
    assert_string_equal(table_list_part(arena, "1e-05-2E-4", '-', 1), "1e-05");
    assert_string_equal(table_list_part(arena, "1e-05-2E-4", '-', 2), "2E-4");
    assert_string_equal(table_list_part(arena, "e-5", '-', 1), "e");
    assert_string_equal(table_list_part(arena, "1;2", ';', 2), "2");
    assert_string_equal(table_list_part(arena, "7", '-', 1), "7");
    assert_null(table_list_part(arena, "7", '-', 2));
    assert_null(table_list_part(arena, "7", '-', 0));
    assert_null(table_list_part(arena, "", '-', 1));
}

// ---- files
// ------------------------------------------------------------------------------------------------------------

static const char *write_file(const char *name, const char *data, size_t size)
{
    const char *path = file_join(arena, folder, name);
    assert_true(file_write(path, data, size, &err));
    return path;
}

static void csv_files_are_read_in_any_encoding(void **state)
{
    (void)state;
    static const char gbk[] = "\xD5\xBE\xBA\xC5,v\n1,\xC4\xA3\n"; // 站号, 模
    Table t;
    assert_true(table_read(arena, write_file("g.csv", gbk, sizeof gbk - 1), NULL, &t, &err));
    assert_string_equal(t.columns[0].name, "站号");
    cell_is(&t, 0, 1, "模");
    assert_true(text_ends(t.path, "/g.csv"));
    TableOptions options = {.encoding = "utf-8"};
    assert_false(table_read(arena, write_file("g.csv", gbk, sizeof gbk - 1), &options, &t, &err));
    err_has("g.csv: ");
    static const char marked[] = "\xEF\xBB\xBF"
                                 "a,b\n1,2\n";
    assert_true(table_read(arena, write_file("m.TXT", marked, sizeof marked - 1), NULL, &t, &err));
    assert_int_equal(table_column(&t, "a"), 0);
}

static void files_that_cannot_be_tables_are_named(void **state)
{
    (void)state;
    Table t;
    assert_false(table_read(arena, "/tmp/not/there.csv", NULL, &t, &err));
    assert_int_equal(err.code, ERR_MISSING);
    err_has("/tmp/not/there.csv: this table is not there");
    assert_false(table_read(arena, write_file("old.XLS", "x", 1), NULL, &t, &err));
    err_has("save it as .xlsx or .csv");
    assert_false(table_read(arena, write_file("q.csv", "a,b\n1,\"2\n", 9), NULL, &t, &err));
    err_has("q.csv: line 2");
    const char *path = write_file("big.csv", "a,b\n", 4);
    assert_int_equal(truncate(path, TABLE_SIZE_MAX + 1L), 0);
    assert_false(table_read(arena, path, NULL, &t, &err));
    err_has("big.csv: larger than 64 MiB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_table_is_read),
        cmocka_unit_test(quotes_hold_separators_lines_and_quotes),
        cmocka_unit_test(the_separator_is_found_or_given),
        cmocka_unit_test(comment_lines_are_skipped_everywhere),
        cmocka_unit_test(rows_may_be_short_but_not_long),
        cmocka_unit_test(what_is_no_table_is_refused),
        cmocka_unit_test(units_are_taken_from_headers),
        cmocka_unit_test(title_rows_and_form_heads_stand_above_the_header),
        cmocka_unit_test(two_units_that_fit_are_not_guessed_between),
        cmocka_unit_test(merged_headers_join),
        cmocka_unit_test(a_row_of_units_is_no_data),
        cmocka_unit_test(columns_are_found_by_any_of_their_names),
        cmocka_unit_test(numbers_come_in_the_unit_wanted),
        cmocka_unit_test(what_is_no_number_is_named_with_its_place),
        cmocka_unit_test(parts_of_dash_lists_are_taken_signs_and_all),
        cmocka_unit_test(csv_files_are_read_in_any_encoding),
        cmocka_unit_test(files_that_cannot_be_tables_are_named),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
