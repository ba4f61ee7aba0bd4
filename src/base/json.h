// json.h - writing canonical JSON and reading any JSON (jansson).
//
// Writing: keys come out in the order given; the writer asserts that they are sorted by bytes within an object, so that
// the same content is the same bytes. There is no white space. Numbers are shortest round-trip; NaN is written as null.
#ifndef QINGSHAN_BASE_JSON_H
#define QINGSHAN_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/money.h"

typedef struct JsonOut JsonOut;
JsonOut *json_out_open(Arena *arena);
void json_begin_object(JsonOut *out); // not json_object, json_array, json_null: jansson exports those names
void json_begin_array(JsonOut *out);
void json_end(JsonOut *out); // ends the innermost object or array
void json_key(JsonOut *out, const char *key);
void json_text(JsonOut *out, const char *text); // NULL writes null; bytes that are not UTF-8 become U+FFFD
void json_number(JsonOut *out, double value);   // asserts that it is not infinite
void json_int(JsonOut *out, int64_t value);
void json_bool(JsonOut *out, bool value);
void json_put_null(JsonOut *out);
void json_money(JsonOut *out, Fen value); // yuan with two decimals
// The text so far; asserts that everything is ended.
const char *json_out_text(JsonOut *out, size_t *size);

typedef struct Json Json; // a value that was read; borrowed from its JsonDoc
typedef struct JsonDoc JsonDoc;
MUST_CHECK bool json_read(const char *data, size_t size, JsonDoc **out, Err *err); // ERR_INPUT names line and column
void json_doc_close(JsonDoc *doc);
const Json *json_root(const JsonDoc *doc);
const Json *json_get(const Json *object, const char *key); // NULL when absent or not an object
size_t json_count(const Json *array);                      // 0 when not an array
const Json *json_at(const Json *array, size_t index);
const char *json_as_text(const Json *value); // NULL when not a text
bool json_as_number(const Json *value, double *out);
bool json_as_bool(const Json *value, bool *out);

#endif
