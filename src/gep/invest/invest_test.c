// invest_test.c - runs as a whole: names, suffix, workspace, the JSON of the arguments; and where maps meet.
#include "base/json.h"
#include "gep/invest/grid.h"
#include "gep/invest/invest_testing.h"
#include "gep/invest/model.h"
#include "gep/invest/names.h"

static const char *const pools = "lucode,c_above,c_below,c_soil,c_dead\n1,15,10,60,1\n2,5,3,20,0\n3,2,1,5,0\n";

static const char *carbon(void)
{
    test_flat_map("地类.tif", GDT_Int32, 10, 10, 1);
    test_text_file("碳库.csv", pools);
    return test_datastack(
        "\"lulc_bas_path\": \"地类.tif\", \"carbon_pools_path\": \"碳库.csv\", \"results_suffix\": \"甲\"");
}

static void names_are_found_whole(void **state)
{
    (void)state;
    assert_true(names_hold("hwy|awy", "awy"));
    assert_false(names_hold("hwy|awy", "aw"));
    assert_false(names_hold(NULL, "awy"));
    assert_ptr_equal(invest_model_find("hwy"), invest_model_find("annual_water_yield"));
    assert_null(invest_model_find("hw"));
    for (size_t i = 1; models[i] != NULL; i++) assert_true(strcmp(models[i - 1]->id, models[i]->id) < 0);
}

static void the_suffix_goes_before_the_ending_after_an_underscore(void **state)
{
    (void)state;
    Err err;
    InvestRequest request = {.model = "carbon", .args = carbon(), .workspace = test_path("结果"), .jobs = 2};
    test_run(invest_run, request, true, &err);
    test_close_to(test_value(test_path("结果/c_storage_bas_甲.tif"), 3, 4), 86, 0);
    assert_true(file_exists(test_path("结果/intermediate_outputs/c_soil_bas_甲.tif")));
    request.suffix = "_b";
    request.final_only = true;
    request.workspace = test_path("结果2");
    test_run(invest_run, request, true, &err);
    assert_true(file_exists(test_path("结果2/c_storage_bas_b.tif")));
    assert_true(file_exists(test_path("结果2/raster_values_summary_b.csv")));
    assert_false(file_exists(test_path("结果2/intermediate_outputs")));
    request.suffix = "a/b";
    test_run(invest_run, request, false, &err);
    test_says(&err, ERR_INPUT, "must not hold a /");
}

static void files_of_others_stay_and_ours_are_replaced(void **state)
{
    (void)state;
    Err err;
    const char *folder = test_path("w");
    test_done(file_make_folders(folder, &err), &err);
    test_text_file("w/note.txt", "mine");
    test_text_file("w/c_storage_bas.tif", "old");
    test_text_file("w/c_storage_bas.tif.aux.xml", "old");
    InvestRequest request = {.model = "carbon", .args = carbon(), .workspace = folder, .suffix = "", .jobs = 1};
    test_run(invest_run, request, true, &err);
    assert_string_equal(test_read(test_path("w/note.txt")), "mine");
    assert_false(file_exists(test_path("w/c_storage_bas.tif.aux.xml")));
    test_close_to(test_value(test_path("w/c_storage_bas.tif"), 0, 0), 86, 0);
    char **names;
    size_t count;
    test_done(file_list(test_arena, folder, &names, &count, &err), &err);
    assert_int_equal(count, 4); // the rasters' folder, the sum, the table, the note
}

static void a_failed_run_leaves_nothing(void **state)
{
    (void)state;
    Err err;
    InvestRequest request = {.model = "carbon", .args = carbon(), .workspace = test_path("failed"), .jobs = 2};
    const double values[2] = {1, 77};
    test_map("地类.tif", GDT_Int32, 2, 1, values, NULL);
    test_run(invest_run, request, false, &err);
    test_says(&err, ERR_INPUT, "77");
    assert_false(file_exists(test_path("failed")));
    const char *text = test_run(
        invest_run, (InvestRequest){.model = "carbon", .args = test_datastack("\"rate_change\": \"x\"")}, false, &err);
    test_says(&err, ERR_INPUT, "4"); // two files, the number, the workspace
    assert_non_null(strstr(text, "workspace_dir: no workspace"));
    test_text_file("file", "text");
    test_flat_map("地类.tif", GDT_Int32, 2, 2, 1);
    request.workspace = test_path("file");
    request.args = carbon();
    test_run(invest_run, request, false, &err);
    test_says(&err, ERR_REFUSED, "is a file");
    assert_string_equal(test_read(test_path("file")), "text");
    request.model = "nothing";
    test_run(invest_run, request, false, &err);
    test_says(&err, ERR_USAGE, "annual_water_yield, carbon");
}

static void the_specification_is_json_with_all_arguments(void **state)
{
    (void)state;
    Err err;
    char *text = NULL;
    size_t size = 0;
    for (size_t i = 0; models[i] != NULL; i++) {
        JsonDoc *doc;
        FILE *to = open_memstream(&text, &size);
        test_done(invest_getspec(models[i]->id, to, &err), &err);
        fclose(to);
        test_done(json_read(text, size, &doc, &err), &err);
        assert_string_equal(json_as_text(json_get(json_root(doc), "model_id")), models[i]->id);
        const Json *args = json_get(json_root(doc), "args");
        const Json *order = json_at(json_get(json_root(doc), "input_field_order"), 0);
        assert_true(json_count(order) > 10);
        for (size_t a = 0; a < json_count(order); a++) {
            const char *id = json_as_text(json_at(order, a));
            assert_non_null(invest_model_arg(models[i], id));
            assert_string_equal(json_as_text(json_get(json_get(args, id), "id")), id);
        }
        for (const InvestOutput *output = models[i]->outputs; output->id; output++)
            assert_non_null(json_get(json_get(json_root(doc), "outputs"), output->id));
        json_doc_close(doc);
        free(text);
        text = NULL;
    }
    assert_false(invest_getspec("none", stdout, &err));
    test_says(&err, ERR_USAGE, "none");
}

static void maps_meet_on_the_cells_of_the_land_map(void **state)
{
    (void)state;
    RasterInfo info = {.width = 10, .height = 10, .origin_x = 100, .origin_y = 200, .cell_x = 10, .cell_y = 10};
    Box box = box_of_raster(&info), other = {115, 90, 158, 171};
    assert_true(box_meet(&box, &other));
    Frame frame = frame_within(&info, &box);
    test_close_to(frame.x0, 110, 0);
    test_close_to(frame.y0, 180, 0);
    assert_int_equal(frame.width, 5);
    assert_int_equal(frame.height, 8);
    Box apart = {300, 0, 400, 400};
    assert_false(box_meet(&box, &apart));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_whole),
        cmocka_unit_test(the_suffix_goes_before_the_ending_after_an_underscore),
        cmocka_unit_test(files_of_others_stay_and_ours_are_replaced),
        cmocka_unit_test(a_failed_run_leaves_nothing),
        cmocka_unit_test(the_specification_is_json_with_all_arguments),
        cmocka_unit_test(maps_meet_on_the_cells_of_the_land_map),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
