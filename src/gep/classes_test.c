#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "gep/classes.h"

#define HEAD "code,name_zh,name_en,level,parent,criteria,status,source\n"

static Arena *arena;
static char folder[] = "/tmp/qingshan-classes-XXXXXX";
static Err err;

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

static const char *put_file(const char *name, const char *text)
{
    const char *path = file_join(arena, folder, name);
    if (!file_make_folders(file_folder(arena, path), &err) || !file_write(path, text, strlen(text), &err)) {
        fail_msg("%s", err.text);
    }
    return path;
}

static EcoClasses three_classes(void)
{
    EcoClasses classes;
    put_file("classes/ecosystem.csv", HEAD "1,森林,Forest,1,,,verified,s\n11,阔叶林,Broadleaf,2,1,,verified,s\n"
                                           "111,常绿阔叶林,Evergreen,3,11,,unverified,s\n");
    if (!classes_read(arena, folder, &classes, &err)) fail_msg("%s", err.text);
    return classes;
}

static void says(const char *wanted)
{
    if (!strstr(err.text, wanted)) fail_msg("\"%s\" does not hold \"%s\"", err.text, wanted);
}

static void refuses_classes(const char *rows, const char *wanted)
{
    EcoClasses classes;
    put_file("classes/ecosystem.csv", arena_printf(arena, "%s%s", HEAD, rows));
    assert_false(classes_read(arena, folder, &classes, &err));
    says(wanted);
}

static void reads_classes_and_their_parents(void **state)
{
    (void)state;
    EcoClasses classes = three_classes();
    assert_int_equal(classes.count, 3);
    assert_string_equal(classes_find(&classes, "111")->name_zh, "常绿阔叶林");
    assert_string_equal(classes_find(&classes, "111")->parent, "11");
    assert_int_equal(classes_find(&classes, "11")->level, 2);
    assert_null(classes_find(&classes, "12"));
}

static void a_class_lies_within_its_prefixes(void **state)
{
    (void)state;
    assert_true(class_within("111b", "1"));
    assert_true(class_within("111b", "111"));
    assert_true(class_within("111b", "111b"));
    assert_true(class_within("111", "*"));
    assert_true(class_within("111", ""));
    assert_false(class_within("111", "111b"));
    assert_false(class_within("211", "1"));
}

static void refuses_classes_that_contradict_themselves(void **state)
{
    (void)state;
    refuses_classes("1,a,a,1,,,v,s\n1,a,a,1,,,v,s\n", "row 3: class 1 stands twice");
    refuses_classes("1,a,a,5,,,v,s\n", "row 2: class 1: the level must be");
    refuses_classes("1,a,a,x,,,v,s\n", "row 2: class 1: the level must be");
    refuses_classes("1,a,a,1,9,,v,s\n", "class 1: '9' is no parent of it");
    refuses_classes("11,a,a,2,1,,v,s\n1,a,a,1,,,v,s\n", "class 11: '1' is no parent of it");
    refuses_classes("1,a,a,1,,,v,s\n21,a,a,2,1,,v,s\n", "class 21: '1' is no parent of it");
    refuses_classes("1,a,a,1,,,v,s\n111,a,a,3,1,,v,s\n", "class 111: '1' is no parent of it");
    refuses_classes(",a,a,1,,,v,s\n", "the code is missing");
}

static void refuses_crosswalk(const char *text, const char *wanted)
{
    Crosswalk crosswalk;
    EcoClasses classes = three_classes();
    const char *path = put_file("own.csv", text);
    assert_false(crosswalk_read(arena, folder, "x", path, &classes, &crosswalk, &err));
    says(wanted);
}

static void a_crosswalk_of_the_district_needs_codes_and_classes_only(void **state)
{
    (void)state;
    Crosswalk crosswalk;
    EcoClasses classes = three_classes();
    const char *path = put_file("own.csv", "代码,生态系统,推断\n18,11,\n0301,111,1\n4,,0\n05H1,1,是\n");
    if (!crosswalk_read(arena, folder, "own", path, &classes, &crosswalk, &err)) fail_msg("%s", err.text);
    assert_int_equal(crosswalk.count, 4);
    assert_string_equal(crosswalk_by_number(&crosswalk, 301)->code, "0301");
    assert_true(crosswalk_by_number(&crosswalk, 301)->inferred);
    assert_string_equal(crosswalk_by_number(&crosswalk, 18)->ecosystem, "11");
    assert_false(crosswalk_by_number(&crosswalk, 18)->inferred);
    assert_string_equal(crosswalk_by_number(&crosswalk, 4)->ecosystem, "");
    assert_null(crosswalk_by_number(&crosswalk, -1));
    assert_null(crosswalk_by_number(&crosswalk, 5));
    assert_int_equal(crosswalk_by_code(&crosswalk, "05H1")->number, -1);
    assert_true(crosswalk_by_code(&crosswalk, "05H1")->inferred);
    assert_null(crosswalk_by_code(&crosswalk, "301"));
}

static void refuses_crosswalks_that_are_ambiguous(void **state)
{
    (void)state;
    refuses_crosswalk("code,name\n1,a\n", "ecosystem");
    refuses_crosswalk("code,ecosystem\n1,11\n1,111\n", "own.csv: code 1 stands twice");
    refuses_crosswalk("code,ecosystem\n1,11\n01,111\n", "codes 01 and 1 have the same raster value 1");
    refuses_crosswalk("code,ecosystem\n1,12\n", "row 2: code 1: no ecosystem class '12'");
    refuses_crosswalk("code,ecosystem,number\n1,11,x\n", "code 1: 'x' is no raster value");
    refuses_crosswalk("code,ecosystem,inferred\n1,11,perhaps\n", "code 1: inferred is 'perhaps'");
    refuses_crosswalk("code,ecosystem,number\n,11,3\n", "the code is missing");
}

static void an_unknown_system_names_those_there_are(void **state)
{
    (void)state;
    Crosswalk crosswalk;
    EcoClasses classes = three_classes();
    put_file("crosswalks/one.csv", "code,ecosystem,number\n7,11,70\n");
    put_file("crosswalks/two.csv", "code,ecosystem\n7,11\n");
    assert_false(crosswalk_read(arena, folder, "three", "", &classes, &crosswalk, &err));
    assert_int_equal(err.code, ERR_MISSING);
    says("no crosswalk for the code system 'three'; known are one, two");
    assert_false(crosswalk_read(arena, folder, "../own", NULL, &classes, &crosswalk, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_true(crosswalk_read(arena, folder, "one", NULL, &classes, &crosswalk, &err));
    assert_string_equal(crosswalk.system, "one");
    assert_string_equal(crosswalk_by_number(&crosswalk, 70)->code, "7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_classes_and_their_parents),
        cmocka_unit_test(a_class_lies_within_its_prefixes),
        cmocka_unit_test(refuses_classes_that_contradict_themselves),
        cmocka_unit_test(a_crosswalk_of_the_district_needs_codes_and_classes_only),
        cmocka_unit_test(refuses_crosswalks_that_are_ambiguous),
        cmocka_unit_test(an_unknown_system_names_those_there_are),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
