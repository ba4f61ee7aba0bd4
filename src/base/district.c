#include "base/district.h"

#include <stdio.h>
#include <string.h>

#include "base/district_check.h"
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"

enum { FILE_SIZE_MAX = 1 << 20 };

// libcyaml's memory is the arena's: a block is preceded by its capacity, which doubles when a list grows.
static void *arena_memory(void *arena, void *old, size_t size)
{
    enum { HEAD = 16 };
    size_t capacity = 0;
    if (size == 0) return NULL;
    if (old) memcpy(&capacity, (char *)old - HEAD, sizeof capacity);
    if (size <= capacity) return old;
    size_t wanted = size > 2 * capacity ? size : 2 * capacity;
    char *block = arena_alloc(arena, wanted + HEAD);
    memcpy(block, &wanted, sizeof wanted);
    if (old) memcpy(block + HEAD, old, capacity);
    return block + HEAD;
}

static bool load(const DistrictSource *source, const char *data, size_t size, RawDistrict **out)
{
    DistrictTrace trace = {.count = 0};
    const cyaml_config_t config = {
        .log_fn = district_trace_log,
        .log_ctx = &trace,
        .mem_fn = arena_memory,
        .mem_ctx = source->arena,
        .log_level = CYAML_LOG_ERROR,
        .flags = CYAML_CFG_NO_ALIAS,
    };
    cyaml_data_t *loaded = NULL;
    cyaml_err_t code = cyaml_load_data((const uint8_t *)data, size, &config, &district_schema, &loaded, NULL);
    if (code == CYAML_OK && loaded) return *out = loaded, true;
    district_fault_cyaml(source, code, &trace);
    return false;
}

static bool check_bytes(const char *file, const char **data, size_t *size, Err *err)
{
    if (*size > FILE_SIZE_MAX)
        return err_set(err, ERR_INPUT, _("%s is larger than 1 MiB; this is no district.yaml"), file);
    if (*size >= 3 && memcmp(*data, "\xEF\xBB\xBF", 3) == 0) {
        *data += 3;
        *size -= 3;
    }
    if (!text_is_utf8(*data, *size)) return err_set(err, ERR_INPUT, _("%s is not in UTF-8; save it as UTF-8"), file);
    return true;
}

bool district_parse(Arena *arena, const char *data, size_t size, const char *folder, District *out, Err *err)
{
    Outline outline;
    RawDistrict *raw = NULL;
    const char *file = file_join(arena, folder, "district.yaml");
    const DistrictSource source = {.arena = arena, .file = file, .outline = &outline, .err = err};
    if (!check_bytes(file, &data, &size, err)) return false;
    if (!outline_read(arena, data, size, file, &outline, err)) return false;
    if (outline.count == 0) {
        return err_set(err, ERR_INPUT, _("%s is empty; expected keys such as schema, district, profile"), file);
    }
    if (!load(&source, data, size, &raw)) return false;
    district_schema_fill(district_schema.mapping.fields, raw);
    District district = raw->out;
    district.folder = arena_text(arena, folder);
    if (!district_convert(&source, raw, &district) || !district_check(&source, &district)) return false;
    *out = district;
    return true;
}

bool district_read(Arena *arena, const char *folder, District *out, Err *err)
{
    const char *path = file_join(arena, folder, "district.yaml");
    char *data;
    size_t size;
    if (!file_is_folder(folder)) {
        return err_set(err, ERR_MISSING, _("%s is no folder; a district is a folder that holds district.yaml"), folder);
    }
    if (!file_exists(path)) {
        return err_set(err, ERR_MISSING, _("%s is not there; \"qingshan demo DIR\" writes an example"), path);
    }
    return file_read(arena, path, &data, &size, err) && district_parse(arena, data, size, folder, out, err);
}

char *district_path(Arena *arena, const District *district, const char *path)
{
    if (path[0] == '/') return arena_text(arena, path);
    if (text_starts(path, "./")) return file_join(arena, district->folder, path + 2);
    if (!*district->root) return file_join(arena, district->folder, path);
    return file_join(arena, file_join(arena, district->folder, district->root), path);
}

static char *replace_number(Arena *arena, const char *pattern, const char *name, int number, int digits)
{
    char text[16];
    snprintf(text, sizeof text, "%0*d", digits, number);
    return text_replace(arena, pattern, name, text);
}

char *district_expand(Arena *arena, const char *pattern, int year, int month)
{
    char *path = year > 0 ? replace_number(arena, pattern, "{year}", year, 4) : arena_text(arena, pattern);
    if (month <= 0) return path;
    char *two = replace_number(arena, path, "{month}", month, 2),
         *one = replace_number(arena, path, "{month}", month, 1);
    return !file_exists(two) && file_exists(one) ? one : two;
}

char *district_file(Arena *arena, const District *district, const char *pattern, int year, int month)
{
    return district_expand(arena, district_path(arena, district, pattern), year, month);
}
