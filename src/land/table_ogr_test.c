#include "land/table_test.h"

#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <xlsxwriter.h>

#include "land/raster.h"

static int start_gdal(void **state)
{
    land_start();
    return start(state);
}

static char *path_of(const char *name)
{
    return file_join(arena, folder, name);
}

static Table read_table(const char *path, const char *sheet)
{
    Table table;
    TableOptions options = {.sheet = sheet, .comment = "#"};
    if (!table_read(arena, path, &options, &table, &err)) fail_msg("%s", err.text);
    return table;
}

static const char *write_workbook(void)
{
    const char *path = path_of("产量.xlsx");
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *notes = workbook_add_worksheet(book, "填表说明");
    worksheet_write_string(notes, 0, 0, "说明", NULL);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "产量");
    lxw_format *date = workbook_add_format(book), *stamp = workbook_add_format(book);
    format_set_num_format(date, "yyyy-mm-dd");
    format_set_num_format(stamp, "yyyy-mm-dd hh:mm:ss");
    lxw_datetime day = {2012, 1, 2, 0, 0, 0}, evening = {2012, 1, 2, 20, 0, 0};
    worksheet_merge_range(sheet, 0, 0, 0, 3, "2023年产量表", NULL);
    worksheet_write_string(sheet, 1, 0, "填报单位：X", NULL);
    worksheet_write_string(sheet, 1, 3, "单位：吨", NULL);
    worksheet_write_string(sheet, 3, 0, "代码", NULL);
    worksheet_write_string(sheet, 3, 1, "产值\n（万元）", NULL);
    worksheet_write_string(sheet, 3, 2, "日期", NULL);
    worksheet_write_string(sheet, 3, 3, "产量", NULL);
    worksheet_write_string(sheet, 4, 0, "0012", NULL);
    worksheet_write_number(sheet, 4, 1, 0.25, NULL);
    worksheet_write_datetime(sheet, 4, 2, &day, date);
    worksheet_write_string(sheet, 4, 3, " 1,234.5 ", NULL);
    worksheet_write_string(sheet, 5, 0, "#note", NULL);
    worksheet_write_string(sheet, 6, 0, "0.10000000000000001", NULL); // as Excel writes 0.1
    worksheet_write_number(sheet, 6, 1, 1e20, NULL);
    worksheet_write_datetime(sheet, 6, 2, &evening, stamp);
    worksheet_write_string(sheet, 6, 5, "beside the table", NULL);
    worksheet_write_string(sheet, 8, 0, "510723198001011234", NULL);
    worksheet_write_string(sheet, 8, 1, "12,5", NULL);
    worksheet_write_string(sheet, 8, 2, "2012/13", NULL);
    assert_int_equal(workbook_close(book), LXW_NO_ERROR);
    return path;
}

static void check_workbook(const Table *t)
{
    double value;
    assert_string_equal(t->sheet, "产量");
    assert_string_equal(t->unit, "吨");
    assert_int_equal(t->row_count, 3);
    assert_string_equal(t->columns[1].name, "产值");
    assert_string_equal(t->columns[1].unit, "万元");
    assert_int_equal(t->row_numbers[0], 5);
    assert_int_equal(t->row_numbers[1], 7);
    assert_int_equal(t->row_numbers[2], 9);
    cell_is(t, 0, 0, "0012");
    cell_is(t, 0, 1, "0.25");
    cell_is(t, 0, 2, "2012-01-02");
    cell_is(t, 1, 0, "0.1");
    cell_is(t, 1, 5, "beside the table");
    cell_is(t, 2, 0, "510723198001011234");
    cell_is(t, 2, 2, "2012/13");
    assert_true(table_number(t, 0, 1, "yuan", &value, &err));
    assert_true(value == 2500);
    assert_true(table_number(t, 0, 3, "kg", &value, &err));
    assert_true(value == 1234500);
    assert_true(table_number(t, 1, 1, NULL, &value, &err));
    assert_true(value == 1e20);
    assert_false(table_number(t, 2, 1, "yuan", &value, &err));
    err_has("产量.xlsx, sheet 产量, row 9, column 产值");
}

static void a_workbook_is_read_as_it_is_seen(void **state)
{
    (void)state;
    const char *path = write_workbook();
    Table t = read_table(path, NULL), named = read_table(path, "产量"), notes = read_table(path, "填表说明");
    check_workbook(&t);
    check_workbook(&named);
    cell_is(&t, 1, 2, "2012-01-02 20:00:00");
    assert_int_equal(notes.row_count, 0);
    TableOptions options = {.sheet = "产值"};
    assert_false(table_read(arena, path, &options, &t, &err));
    assert_int_equal(err.code, ERR_MISSING);
    err_has("no sheet \"产值\"; its sheets are: 填表说明, 产量");
}

static void an_empty_sheet_is_refused_by_name(void **state)
{
    (void)state;
    const char *path = path_of("empty.xlsx");
    Table t;
    lxw_workbook *book = workbook_new(path);
    workbook_add_worksheet(book, "S1");
    assert_int_equal(workbook_close(book), LXW_NO_ERROR);
    assert_false(table_read(arena, path, NULL, &t, &err));
    err_has("empty.xlsx, sheet S1: no rows");
}

static void what_ogr_cannot_open_is_refused(void **state)
{
    (void)state;
    Table t;
    const char *path = path_of("broken.xlsx");
    assert_true(file_write(path, "no workbook", 11, &err));
    assert_false(table_read(arena, path, NULL, &t, &err));
    err_has("broken.xlsx: no table that can be read");
    assert_int_equal(err.code, ERR_INPUT);
}

// ---- written by OGR itself --------------------------------------------------------------------------------

static GDALDatasetH create(const char *driver, const char *path)
{
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
    assert_non_null(dataset);
    return dataset;
}

static OGRLayerH add_layer(GDALDatasetH dataset, const char *name, const char *encoding)
{
    char **options = encoding ? CSLSetNameValue(NULL, "ENCODING", encoding) : NULL;
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, name, NULL, wkbNone, options);
    CSLDestroy(options);
    assert_non_null(layer);
    return layer;
}

static void add_field(OGRLayerH layer, const char *name, OGRFieldType type)
{
    OGRFieldDefnH field = OGR_Fld_Create(name, type);
    if (type == OFTString) OGR_Fld_SetWidth(field, 7);
    assert_int_equal(OGR_L_CreateField(layer, field, 1), OGRERR_NONE);
    OGR_Fld_Destroy(field);
}

static void add_feature(OGRLayerH layer, const char *name, double value, const int *date)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(feature, 0, name);
    if (value == value) OGR_F_SetFieldDouble(feature, 1, value);
    if (date) OGR_F_SetFieldDateTime(feature, 2, date[0], date[1], date[2], date[3], 0, 0, 0);
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
}

static const int new_year[] = {2012, 1, 1, 8};

static void write_database(const char *driver, const char *path, const char *layer_name, OGRFieldType date)
{
    GDALDatasetH dataset = create(driver, path);
    OGRLayerH layer = add_layer(dataset, layer_name, NULL);
    add_field(layer, "name", OFTString);
    add_field(layer, "v", OFTReal);
    add_field(layer, "d", date);
    add_feature(layer, "模", 0.1, new_year);
    add_feature(layer, "b", NAN, NULL);
    GDALClose(dataset);
}

static void a_geopackage_is_a_table_too(void **state)
{
    (void)state;
    const char *path = path_of("t.gpkg");
    write_database("GPKG", path, "towns", OFTDate);
    Table t = read_table(path, NULL);
    assert_string_equal(t.sheet, "towns");
    assert_int_equal(t.row_count, 2);
    cell_is(&t, 0, table_column(&t, "name"), "模");
    cell_is(&t, 0, table_column(&t, "v"), "0.1");
    cell_is(&t, 0, table_column(&t, "d"), "2012-01-01");
    cell_is(&t, 1, table_column(&t, "v"), "");
    assert_int_equal(t.row_numbers[1], 2);
}

static void of_several_layers_one_must_be_named(void **state)
{
    (void)state;
    const char *path = path_of("two.gpkg");
    Table t;
    GDALDatasetH dataset = create("GPKG", path);
    add_field(add_layer(dataset, "a", NULL), "x", OFTString);
    add_field(add_layer(dataset, "b", NULL), "y", OFTString);
    GDALClose(dataset);
    assert_false(table_read(arena, path, NULL, &t, &err));
    err_has("say which layer with sheet; its layers are: a, b");
    t = read_table(path, "b");
    assert_int_equal(table_column(&t, "y"), 0);
    dataset = create("GPKG", path_of("none.gpkg"));
    GDALClose(dataset);
    assert_false(table_read(arena, path_of("none.gpkg"), NULL, &t, &err));
}

static void an_open_document_sheet_is_a_table_too(void **state)
{
    (void)state;
    const char *path = path_of("t.ods");
    GDALDatasetH dataset = create("ODS", path);
    OGRLayerH layer = add_layer(dataset, "S", NULL);
    add_field(layer, "名称", OFTString);
    add_field(layer, "v（万元）", OFTReal);
    add_field(layer, "d", OFTDate);
    add_feature(layer, "甲", 0.1, new_year);
    GDALClose(dataset);
    Table t = read_table(path, NULL);
    assert_string_equal(t.sheet, "S");
    assert_string_equal(t.columns[1].unit, "万元");
    cell_is(&t, 0, 0, "甲");
    cell_is(&t, 0, 1, "0.1");
    cell_is(&t, 0, 2, "2012-01-01");
    assert_int_equal(t.row_numbers[0], 2);
}

static void write_dbf(const char *name, const char *first, const char *second)
{
    GDALDatasetH dataset = create("ESRI Shapefile", path_of(name));
    OGRLayerH layer = add_layer(dataset, "d", "");
    add_field(layer, "name", OFTString);
    add_field(layer, "v", OFTReal);
    add_field(layer, "date", OFTDate);
    add_feature(layer, first, 444759.232, new_year);
    add_feature(layer, second, NAN, NULL);
    GDALClose(dataset);
}

static void a_dbf_without_a_code_page_is_judged_by_all_its_texts(void **state)
{
    (void)state;
    write_dbf("gbk.dbf", "\xC4\xA3",
              "\xD6\xD0\xCE\xC4\xD6\xD0\xCE"); // 模; 中文中 and half a character, as the width cuts it
    Table t = read_table(path_of("gbk.dbf"), NULL);
    assert_string_equal(t.sheet, "");
    cell_is(&t, 0, 0, "模");
    cell_is(&t, 0, 1, "444759.232");
    cell_is(&t, 0, 2, "2012-01-01");
    cell_is(&t, 1, 0, "中文中");
    cell_is(&t, 1, 1, "");
    assert_int_equal(t.row_numbers[0], 1);
    write_dbf("utf.dbf", "模", "中文\xE4"); // the same in UTF-8
    t = read_table(path_of("utf.dbf"), NULL);
    cell_is(&t, 0, 0, "模");
    cell_is(&t, 1, 0, "中文");
}

static void a_code_page_file_decides(void **state)
{
    (void)state;
    Table t;
    write_dbf("cpg.dbf", "\xC4\xA3", "a"); // valid UTF-8 too
    assert_true(file_write(path_of("cpg.cpg"), "ANSI 936", 8, &err));
    t = read_table(path_of("cpg.dbf"), NULL);
    cell_is(&t, 0, 0, "模");
    assert_true(file_write(path_of("cpg.cpg"), "UTF-8", 5, &err));
    t = read_table(path_of("cpg.dbf"), NULL);
    cell_is(&t, 0, 0, "ģ");
    assert_true(file_write(path_of("cpg.cpg"), "ISO-8859-1", 10, &err));
    t = read_table(path_of("cpg.dbf"), NULL);
    cell_is(&t, 0, 0, "ģ");
    TableOptions options = {.encoding = "gbk"};
    assert_true(table_read(arena, path_of("cpg.dbf"), &options, &t, &err));
    cell_is(&t, 0, 0, "模");
    write_dbf("bad.dbf", "\xC4\xFF\xFF\xFF\xFF", "a");
    assert_true(file_write(path_of("bad.cpg"), "UTF-8", 5, &err));
    assert_false(table_read(arena, path_of("bad.dbf"), NULL, &t, &err));
    err_has("bad.dbf: row 1: byte 0 is not text in UTF-8");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_workbook_is_read_as_it_is_seen),
        cmocka_unit_test(an_empty_sheet_is_refused_by_name),
        cmocka_unit_test(what_ogr_cannot_open_is_refused),
        cmocka_unit_test(a_geopackage_is_a_table_too),
        cmocka_unit_test(of_several_layers_one_must_be_named),
        cmocka_unit_test(an_open_document_sheet_is_a_table_too),
        cmocka_unit_test(a_dbf_without_a_code_page_is_judged_by_all_its_texts),
        cmocka_unit_test(a_code_page_file_decides),
    };
    return cmocka_run_group_tests(tests, start_gdal, stop);
}
