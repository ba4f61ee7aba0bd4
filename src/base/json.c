// json.c - JSON is read, by jansson. A Json is a json_t, and a JsonDoc the one at the root. (Writing: json_out.c.)
#include "base/json.h"

#include <jansson.h>

#include "base/message.h"

bool json_read(const char *data, size_t size, JsonDoc **out, Err *err)
{
    json_error_t error;
    // Whole numbers beyond int64 are read as doubles: json_as_number gives a double anyway.
    size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL;
    json_t *root = json_loadb(data, size, flags, &error);
    if (!root) {
        return err_set(err, ERR_INPUT, _("not valid JSON at line %d, column %d: %s"), error.line, error.column,
                       error.text);
    }
    *out = (JsonDoc *)root;
    return true;
}

void json_doc_close(JsonDoc *doc)
{
    json_decref((json_t *)doc);
}

const Json *json_root(const JsonDoc *doc)
{
    return (const Json *)doc;
}

static const json_t *inside(const Json *value)
{
    return (const json_t *)value;
}

const Json *json_get(const Json *object, const char *key)
{
    return (const Json *)json_object_get(inside(object), key);
}

size_t json_count(const Json *array)
{
    return json_array_size(inside(array));
}

const Json *json_at(const Json *array, size_t index)
{
    return (const Json *)json_array_get(inside(array), index);
}

const char *json_as_text(const Json *value)
{
    return json_string_value(inside(value));
}

bool json_as_number(const Json *value, double *out)
{
    if (!json_is_number(inside(value))) return false;
    *out = json_number_value(inside(value));
    return true;
}

bool json_as_bool(const Json *value, bool *out)
{
    if (!json_is_boolean(inside(value))) return false;
    *out = json_is_true(inside(value));
    return true;
}
