// lock.c - digests of inputs, written and checked.
#include "gep/lock.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/json.h"
#include "base/message.h"
#include "base/parallel.h"

typedef struct Hashing {
    Plan *plan, *const *earlier;
    size_t earlier_count;
} Hashing;

static const PlanInput *hashed_before(const Hashing *hashing, const char *path)
{
    for (size_t e = 0; e < hashing->earlier_count; e++) {
        for (size_t i = 0; i < hashing->earlier[e]->input_count; i++) {
            if (strcmp(hashing->earlier[e]->inputs[i].path, path) == 0) return &hashing->earlier[e]->inputs[i];
        }
    }
    return NULL;
}

static bool hash_one(void *context, int worker, size_t index, Err *err)
{
    (void)worker;
    const Hashing *hashing = context;
    PlanInput *input = &hashing->plan->inputs[index];
    const PlanInput *before = hashed_before(hashing, input->path);
    if (before != NULL) {
        input->bytes = before->bytes;
        input->changed_ns = before->changed_ns;
        memcpy(input->sm3, before->sm3, SM3_TEXT_SIZE);
        return true;
    }
    struct stat stat_now;
    if (stat(input->path, &stat_now) != 0) return err_set(err, ERR_MISSING, _("%s is not there"), input->path);
    input->changed_ns = stat_now.st_mtim.tv_sec * 1000000000LL + stat_now.st_mtim.tv_nsec;
    return sm3_of_file(input->path, input->sm3, &input->bytes, err);
}

bool lock_hash(Plan *plan, Plan *const *earlier, size_t earlier_count, int jobs, Err *err)
{
    Hashing hashing = {plan, earlier, earlier_count};
    return parallel_for(jobs, plan->input_count, hash_one, &hashing, err);
}

bool lock_unchanged(const Plan *plan, Err *err)
{
    for (size_t i = 0; i < plan->input_count; i++) {
        const PlanInput *input = &plan->inputs[i];
        struct stat now;
        bool same = stat(input->path, &now) == 0 && (uint64_t)now.st_size == input->bytes &&
                    now.st_mtim.tv_sec * 1000000000LL + now.st_mtim.tv_nsec == input->changed_ns;
        if (!same)
            return err_set(err, ERR_REFUSED, _("%s changed while the account was being computed; run again"),
                           input->path);
    }
    return true;
}

static void write_inputs(JsonOut *out, const Account *account)
{
    json_key(out, "inputs");
    json_begin_array(out);
    for (size_t i = 0; i < account->input_count; i++) {
        json_begin_object(out);
        json_key(out, "bytes");
        json_int(out, (int64_t)account->inputs[i].bytes);
        json_key(out, "path");
        json_text(out, account->inputs[i].path);
        json_key(out, "sm3");
        json_text(out, account->inputs[i].sm3);
        json_end(out);
    }
    json_end(out);
}

static bool write_output(JsonOut *out, Arena *arena, const char *folder, const char *name, Err *err)
{
    char sm3[SM3_TEXT_SIZE];
    uint64_t bytes;
    if (!sm3_of_file(file_join(arena, folder, name), sm3, &bytes, err)) return false;
    json_begin_object(out);
    json_key(out, "path");
    json_text(out, name);
    json_key(out, "sm3");
    json_text(out, sm3);
    json_end(out);
    return true;
}

// The files of a folder, and of the folders in it (maps), by name.
static bool write_outputs(JsonOut *out, Arena *arena, const char *folder, const char *below, Err *err)
{
    char **names;
    size_t count;
    if (!file_list(arena, file_join(arena, folder, below), &names, &count, err)) return false;
    for (size_t i = 0; i < count; i++) {
        const char *name = below[0] == '\0' ? names[i] : file_join(arena, below, names[i]);
        bool inside = file_is_folder(file_join(arena, folder, name));
        if (!(inside ? write_outputs : write_output)(out, arena, folder, name, err)) return false;
    }
    return true;
}

bool lock_write(const Plan *plan, const Account *account, const char *folder, const char *out_folder, Err *err)
{
    Arena *arena = arena_open();
    char *district;
    JsonOut *out = json_out_open(arena);
    json_begin_object(out);
    bool ok = file_relative(arena, out_folder, plan->district.folder, &district, err);
    json_key(out, "district");
    json_text(out, ok ? district : NULL);
    write_inputs(out, account);
    json_key(out, "outputs");
    json_begin_array(out);
    ok = ok && write_outputs(out, arena, folder, "", err);
    json_end(out);
    json_key(out, "result_sm3");
    json_text(out, account->result_sm3);
    json_key(out, "schema");
    json_text(out, "qingshan-lock/1");
    json_key(out, "year");
    json_int(out, plan->year);
    json_end(out);
    size_t size;
    const char *text = json_out_text(out, &size);
    ok = ok && file_write(file_join(arena, folder, "inputs.lock"), text, size, err);
    arena_close(arena);
    return ok;
}

static bool lock_outputs(Arena *arena, const Json *list, Lock *out, Err *err)
{
    out->output_count = json_count(list);
    struct LockOutput *outputs = arena_array(arena, out->output_count + 1, sizeof *outputs);
    for (size_t i = 0; i < out->output_count; i++) {
        const Json *item = json_at(list, i);
        const char *path = json_as_text(json_get(item, "path")), *sm3 = json_as_text(json_get(item, "sm3"));
        if (path == NULL || sm3 == NULL)
            return err_set(err, ERR_INPUT, _("inputs.lock: output %zu lacks path or sm3"), i + 1);
        outputs[i] = (struct LockOutput){arena_text(arena, path), arena_text(arena, sm3)};
    }
    out->outputs = outputs;
    return true;
}

static bool lock_inputs(Arena *arena, const Json *list, Lock *out, Err *err)
{
    out->count = json_count(list);
    struct LockInput *inputs = arena_array(arena, out->count + 1, sizeof *inputs);
    for (size_t i = 0; i < out->count; i++) {
        const Json *item = json_at(list, i);
        const char *path = json_as_text(json_get(item, "path")), *sm3 = json_as_text(json_get(item, "sm3"));
        if (path == NULL || sm3 == NULL || !json_as_number(json_get(item, "bytes"), &inputs[i].bytes))
            return err_set(err, ERR_INPUT, _("inputs.lock: input %zu lacks path, bytes or sm3"), i + 1);
        inputs[i].path = arena_text(arena, path);
        inputs[i].sm3 = arena_text(arena, sm3);
    }
    out->inputs = inputs;
    return true;
}

static bool lock_fields(Arena *arena, const Json *root, const char *out_folder, Lock *out, Err *err)
{
    const char *schema = json_as_text(json_get(root, "schema")), *folder = json_as_text(json_get(root, "district")),
               *digest = json_as_text(json_get(root, "result_sm3"));
    double year;
    bool ok = schema != NULL && strcmp(schema, "qingshan-lock/1") == 0 && folder != NULL && digest != NULL &&
              json_as_number(json_get(root, "year"), &year) && year >= 1900 && year <= 2200;
    if (!ok)
        return err_set(
            err, ERR_INPUT,
            _("this is not an inputs.lock of this program (schema qingshan-lock/1 with district, year, result_sm3)"));
    out->folder = file_join(arena, out_folder, folder);
    out->year = (int)year;
    out->result_sm3 = arena_text(arena, digest);
    return lock_inputs(arena, json_get(root, "inputs"), out, err) &&
           lock_outputs(arena, json_get(root, "outputs"), out, err);
}

bool lock_parse(Arena *arena, const char *data, size_t size, const char *out_folder, Lock *out, Err *err)
{
    JsonDoc *doc;
    *out = (Lock){0};
    if (!json_read(data, size, &doc, err)) return false;
    bool ok = lock_fields(arena, json_root(doc), out_folder, out, err);
    json_doc_close(doc);
    return ok;
}

static bool is_there(const char *path, Err *err)
{
    return file_exists(path) || err_set(err, ERR_REFUSED, _("input %s has moved or is gone"), path);
}

static bool as_it_was(const struct LockInput *input, const char *path, uint64_t bytes, const char *sm3, Err *err)
{
    if ((double)bytes == input->bytes && strcmp(sm3, input->sm3) == 0) return true;
    return err_set(err, ERR_REFUSED, _("input %s has changed: %.0f bytes, SM3 %s then; %.0f bytes, SM3 %s now"), path,
                   input->bytes, input->sm3, (double)bytes, sm3);
}

bool lock_check(Arena *arena, const Lock *lock, Err *err)
{
    for (size_t i = 0; i < lock->count; i++) {
        const struct LockInput *input = &lock->inputs[i];
        const char *path = file_join(arena, lock->folder, input->path);
        char sm3[SM3_TEXT_SIZE];
        uint64_t bytes;
        if (!is_there(path, err)) return false;
        if (!sm3_of_file(path, sm3, &bytes, err)) return false;
        if (!as_it_was(input, path, bytes, sm3, err)) return false;
    }
    return true;
}

bool lock_check_there(Arena *arena, const Lock *lock, Err *err)
{
    for (size_t i = 0; i < lock->count; i++) {
        if (!is_there(file_join(arena, lock->folder, lock->inputs[i].path), err)) return false;
    }
    return true;
}

static const struct LockInput *locked_input(const Lock *lock, const char *path)
{
    for (size_t i = 0; i < lock->count; i++) {
        if (strcmp(lock->inputs[i].path, path) == 0) return &lock->inputs[i];
    }
    return NULL;
}

bool lock_check_plan(const Lock *lock, const Plan *plan, Err *err)
{
    for (size_t i = 0; i < plan->input_count; i++) {
        const PlanInput *now = &plan->inputs[i];
        char *path;
        if (!file_relative(plan->arena, plan->district.folder, now->path, &path, err)) return false;
        const struct LockInput *then = locked_input(lock, path);
        if (then == NULL)
            return err_set(err, ERR_REFUSED, _("input %s is new: the account was made without it"), now->path);
        if (!as_it_was(then, now->path, now->bytes, now->sm3, err)) return false;
    }
    return true;
}

bool lock_check_outputs(Arena *arena, const Lock *lock, const char *out_folder, Err *err)
{
    for (size_t i = 0; i < lock->output_count; i++) {
        const char *path = file_join(arena, out_folder, lock->outputs[i].path);
        char sm3[SM3_TEXT_SIZE];
        uint64_t bytes;
        if (!file_exists(path)) return err_set(err, ERR_REFUSED, _("%s has moved or is gone"), path);
        if (!sm3_of_file(path, sm3, &bytes, err)) return false;
        if (strcmp(sm3, lock->outputs[i].sm3) != 0)
            return err_set(err, ERR_REFUSED, _("%s is not as it was written: its SM3 was %s, it is %s"), path,
                           lock->outputs[i].sm3, sm3);
    }
    return true;
}
