#include "gep/invest/args.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/json.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/invest/names.h"

// ---- paths

static bool is_path(InvestType type)
{
    return type == INVEST_RASTER || type == INVEST_VECTOR || type == INVEST_CSV || type == INVEST_WORKSPACE;
}

static char *expand(Arena *arena, const char *text)
{
    const char *home = getenv("HOME");
    if (text[0] == '~' && (text[1] == '/' || text[1] == '\0') && home)
        return arena_printf(arena, "%s%s", home, text + 1);
    if (text[0] != '$') return arena_text(arena, text);
    bool braces = text[1] == '{';
    size_t size = braces ? strcspn(text, "}") : strcspn(text, "/");
    if (braces && text[size] == '\0') return arena_text(arena, text);
    const char *value = getenv(arena_text_size(arena, text + (braces ? 2 : 1), size - (braces ? 2 : 1)));
    return value ? arena_printf(arena, "%s%s", value, text + size + (braces ? 1 : 0)) : arena_text(arena, text);
}

static char *resolve(Arena *arena, const char *folder, const char *text)
{
    char *path = expand(arena, text);
    if (text_starts(path, "file:///")) path += strlen("file://");
    char *beside = file_join(arena, folder, path);
    if (file_exists(beside)) return beside;
    if (file_exists(path)) return path;
    char *slashes = file_join(arena, folder, text_replace(arena, path, "\\", "/"));
    return file_exists(slashes) ? slashes : beside;
}

// ---- one value

static const Json *find_value(Arena *arena, const Json *object, const InvestArg *arg)
{
    const Json *value = json_get(object, arg->id);
    const char *older = arg->legacy;
    size_t size;
    for (const char *name; value == NULL && (name = names_next(&older, &size)) != NULL;)
        value = json_get(object, arena_text_size(arena, name, size));
    if (value == NULL && text_ends(arg->id, "_path"))
        value = json_get(object, arena_printf(arena, "%.*s_uri", (int)(strlen(arg->id) - strlen("_path")), arg->id));
    return value;
}

static void take_text(Arena *arena, const char *folder, const char *text, InvestValue *out)
{
    out->given = text[0] != '\0';
    out->text = text;
    out->is_number = text_to_double(text, &out->number);
    out->is_truth = strcasecmp(text, "true") == 0 || strcasecmp(text, "false") == 0;
    out->truth = strcasecmp(text, "true") == 0;
    bool remote = strstr(text, "://") != NULL && !text_starts(text, "file:///");
    if (out->given && is_path(out->arg->type) && !remote) out->text = resolve(arena, folder, text);
}

static void take_value(Arena *arena, const char *folder, const Json *value, InvestValue *out)
{
    char number[NUMBER_TEXT_SIZE];
    const char *text = json_as_text(value);
    out->text = "";
    if (value == NULL) return;
    if (text != NULL) {
        take_text(arena, folder, arena_text(arena, text), out);
    } else if (json_as_bool(value, &out->truth)) {
        out->given = out->is_truth = true;
        out->text = out->truth ? "true" : "false";
    } else if (json_as_number(value, &out->number)) {
        out->given = out->is_number = true;
        out->text = arena_text(arena, number_text(out->number, number));
    }
}

// ---- all

static size_t take_values(Arena *arena, const char *folder, const Json *object, const InvestArg *args, InvestValue *out)
{
    size_t count = 0;
    for (; args[count].id != NULL; count++) {
        out[count] = (InvestValue){.arg = &args[count]};
        take_value(arena, folder, find_value(arena, object, &args[count]), &out[count]);
    }
    return count;
}

static bool check_model(const Json *root, const char *path, const InvestModel *model, Err *err)
{
    const char *name = json_as_text(json_get(root, "model_id"));
    if (name == NULL) name = json_as_text(json_get(root, "model_name"));
    if (name == NULL || invest_model_find(name) == model) return true;
    return err_set(err, ERR_INPUT, _("%s: a datastack of the model %s, not of %s"), path, name, model->id);
}

static size_t count_args(const InvestArg *args)
{
    size_t count = 0;
    while (args[count].id != NULL) count++;
    return count;
}

static bool read_object(Arena *arena, const Json *root, const char *path, InvestArgs *out, Err *err)
{
    const Json *args = json_get(root, "args");
    const char *folder = file_folder(arena, path);
    if (!check_model(root, path, out->model, err)) return false;
    if (args == NULL) args = root;
    size_t room = count_args(out->model->args) + count_args(invest_common_args);
    out->values = arena_array(arena, room, sizeof *out->values);
    out->count = take_values(arena, folder, args, out->model->args, out->values);
    out->count += take_values(arena, folder, args, invest_common_args, out->values + out->count);
    return true;
}

bool args_read(Arena *arena, const char *path, const InvestModel *model, InvestArgs *out, Err *err)
{
    char *data;
    size_t size;
    JsonDoc *doc;
    *out = (InvestArgs){.model = model};
    if (!file_read(arena, path, &data, &size, err)) return false;
    if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) data += 3, size -= 3;
    if (!json_read(data, size, &doc, err)) return err_within(err, "%s", path);
    bool done = read_object(arena, json_root(doc), path, out, err);
    json_doc_close(doc);
    return done;
}

static const InvestValue *find(const InvestArgs *args, const char *id, size_t size)
{
    for (size_t i = 0; i < args->count; i++) {
        const char *name = args->values[i].arg->id;
        if (strlen(name) == size && strncmp(name, id, size) == 0) return &args->values[i];
    }
    return NULL;
}

const InvestValue *args_value_of(const InvestArgs *args, const char *id)
{
    const InvestValue *value = find(args, id, strlen(id));
    assert(value != NULL);
    return value;
}

bool args_given(const InvestArgs *args, const char *id)
{
    return args_value_of(args, id)->given;
}

// ---- conditions: or < and < not < name, parentheses

typedef struct Scan {
    const InvestArgs *args;
    const char *at;
} Scan;

static bool scan_or(Scan *scan);

static bool scan_word(Scan *scan, const char *word) // takes it when it comes next
{
    size_t size = strlen(word);
    while (*scan->at == ' ') scan->at++;
    if (strncmp(scan->at, word, size) != 0) return false;
    if (word[0] != '(' && word[0] != ')' && scan->at[size] != ' ' && scan->at[size] != '(') return false;
    scan->at += size;
    return true;
}

static bool scan_one(Scan *scan) // NOLINT(misc-no-recursion): as deep as the condition's parentheses
{
    if (scan_word(scan, "not")) return !scan_one(scan);
    if (scan_word(scan, "(")) {
        bool value = scan_or(scan);
        bool closed = scan_word(scan, ")");
        assert(closed);
        return value;
    }
    size_t size = strspn(scan->at, "abcdefghijklmnopqrstuvwxyz0123456789_");
    const InvestValue *value = find(scan->args, scan->at, size);
    assert(value != NULL);
    scan->at += size;
    if (!value->given) return false;
    return value->is_truth ? value->truth : !(value->is_number && value->number == 0);
}

static bool scan_and(Scan *scan) // NOLINT(misc-no-recursion)
{
    bool value = scan_one(scan);
    while (scan_word(scan, "and")) {
        bool other = scan_one(scan);
        value = value && other;
    }
    return value;
}

static bool scan_or(Scan *scan) // NOLINT(misc-no-recursion)
{
    bool value = scan_and(scan);
    while (scan_word(scan, "or")) {
        bool other = scan_and(scan);
        value = value || other;
    }
    return value;
}

bool args_condition(const InvestArgs *args, const char *condition)
{
    if (condition == NULL) return true;
    if (condition[0] == '\0') return false;
    Scan scan = {.args = args, .at = condition};
    bool value = scan_or(&scan);
    assert(*scan.at == '\0');
    return value;
}
