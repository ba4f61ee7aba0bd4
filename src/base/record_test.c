#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "base/record.h"

typedef struct Room {
    const char *name;
    double area_m2;
} Room;

typedef struct House {
    const char *street, *note;
    bool sold;
    size_t tag_count, room_count;
    const char **tags;
    const Room *rooms;
} House;

static const RecordKey room_keys[] = {
    {"name", RECORD_TEXT, true, offsetof(Room, name)},
    {"area_m2", RECORD_NUMBER, false, offsetof(Room, area_m2)},
};
static const RecordKey house_keys[] = {
    {"street", RECORD_TEXT, true, offsetof(House, street)},
    {"note", RECORD_TEXT, false, offsetof(House, note)},
    {"sold", RECORD_FLAG, false, offsetof(House, sold)},
    {"tags", RECORD_TEXTS, false, offsetof(House, tags), offsetof(House, tag_count)},
    {"rooms", RECORD_LIST, false, offsetof(House, rooms), offsetof(House, room_count), sizeof(Room), 2, room_keys},
};

static Arena *arena;
static RecordSource source;
static Err err;

static int start(void **state)
{
    (void)state;
    message_start();
    message_set_language("en");
    arena = arena_open();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static bool read_house(const char *text, House *out)
{
    *out = (House){0};
    return record_read(arena, text, strlen(text), "h.yaml", house_keys, 5, out, &source, &err);
}

static void refuses(const char *text, const char *wanted)
{
    House house;
    assert_false(read_house(text, &house));
    assert_int_equal(err.code, ERR_INPUT);
    if (!strstr(err.text, wanted)) fail_msg("\"%s\" does not hold \"%s\"", err.text, wanted);
}

static void fills_texts_numbers_flags_and_lists(void **state)
{
    (void)state;
    House house;
    assert_true(read_house("street: 西湖路\nsold: yes\ntags: [old, \"two words\"]\nrooms:\n"
                           "  - {name: kitchen, area_m2: 12.5}\n  - name: cellar\n",
                           &house));
    assert_string_equal(house.street, "西湖路");
    assert_true(house.sold);
    assert_int_equal(house.tag_count, 2);
    assert_string_equal(house.tags[1], "two words");
    assert_int_equal(house.room_count, 2);
    assert_string_equal(house.rooms[0].name, "kitchen");
    assert_true(house.rooms[0].area_m2 == 12.5);
    assert_true(isnan(house.rooms[1].area_m2));
}

static void what_is_absent_is_empty(void **state)
{
    (void)state;
    House house;
    assert_true(read_house("street: a\ntags:\nrooms: []\n", &house));
    assert_string_equal(house.note, "");
    assert_false(house.sold);
    assert_int_equal(house.tag_count, 0);
    assert_int_equal(house.room_count, 0);
}

static void names_the_place_of_a_fault(void **state)
{
    (void)state;
    refuses("", "h.yaml: the file is empty");
    refuses("street: a\nstret: b\n", "line 2, column 1, key stret: this key is not known here; known are street, note");
    refuses("street: a\nstreet: b\n", "line 2, column 1, key street: this key stands twice");
    refuses("note: a\n", "the key street is missing");
    refuses("street:\n", "key street: the value is missing");
    refuses("street: [a]\n", "key street: a single value is expected here, not a list");
    refuses("street: a\nsold: maybe\n", "key sold: true or false is expected here");
    refuses("street: a\nrooms: {name: b}\n", "key rooms: a list is expected here");
    refuses("street: a\nrooms: b\n", "key rooms: a list is expected here");
    refuses("street: a\nrooms: [b]\n", "key rooms[1]: keys with values are expected here");
    refuses("street: a\nrooms: [[b]]\n", "key rooms[1]: keys with values are expected here");
    refuses("street: a\ntags: [[b]]\n", "key tags[1]: a single value is expected here");
    refuses("street: a\nrooms:\n  - name: b\n  - {area_m2: 1}\n",
            "line 4, column 5, key rooms[2]: the key name is missing");
    refuses("street: a\nrooms: [{name: b, area_m2: 12abc}]\n", "key rooms[1].area_m2: a number is expected here");
    refuses("- a\n", "line 1, column 1: keys with values are expected here");
    refuses("text\n", "keys with values are expected here");
    refuses("street: &x a\n", "an anchor");
}

static void a_later_check_can_name_a_place(void **state)
{
    (void)state;
    House house;
    assert_true(read_house("street: a\nrooms:\n  - name: b\n", &house));
    assert_false(record_fault(&source, "rooms[1].name", &err, "bad %d", 7));
    assert_string_equal(err.text, "h.yaml, line 3, column 5, key rooms[1].name: bad 7");
    assert_false(record_fault(&source, "rooms[1].area_m2", &err, "bad"));
    assert_string_equal(err.text, "h.yaml, line 3, column 5, key rooms[1]: bad");
    assert_false(record_fault(&source, "nothing", &err, "bad"));
    assert_string_equal(err.text, "h.yaml, line 1, column 1: bad");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills_texts_numbers_flags_and_lists),
        cmocka_unit_test(what_is_absent_is_empty),
        cmocka_unit_test(names_the_place_of_a_fault),
        cmocka_unit_test(a_later_check_can_name_a_place),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
