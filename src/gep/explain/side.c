#include "gep/explain/side.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/message.h"
#include "gep/assemble.h"
#include "gep/assemble_doubts.h"
#include "gep/observed.h"

// One name for one folder, so that files that both accounts read are read and hashed once.
static const char *plain_folder(Arena *arena, const char *folder)
{
    char *plain = realpath(folder, NULL);
    const char *out = plain == NULL ? folder : arena_text(arena, plain);
    free(plain);
    return out;
}

static bool read_lock(Side *side, Arena *arena, Err *err)
{
    char *data;
    size_t size;
    const char *path = file_join(arena, side->out, "inputs.lock");
    if (!file_read(arena, path, &data, &size, err)) return false;
    if (!lock_parse(arena, data, size, side->out, &side->lock, err)) return err_within(err, "%s", path);
    side->lock.folder = plain_folder(arena, side->lock.folder);
    return true;
}

static bool open_plan(Side *side, Arena *arena, int jobs, Err *err)
{
    char *methods;
    if (!file_program_data(arena, "methods", &methods, err)) return false;
    PlanOptions options = {.year = side->lock.year, .jobs = jobs, .methods = methods};
    if (!plan_open(side->lock.folder, &options, &side->plan, err)) return false;
    side->values = value_open(side->plan);
    return plan_check(side->plan, err);
}

bool side_open(Side *side, Arena *arena, const char *out, const Side *before, int jobs, Err *err)
{
    *side = (Side){.out = out};
    Plan *const earlier[] = {before == NULL ? NULL : before->plan};
    bool ok = read_lock(side, arena, err) && lock_check_there(arena, &side->lock, err) &&
              open_plan(side, arena, jobs, err) && lock_hash(side->plan, earlier, before == NULL ? 0 : 1, jobs, err) &&
              lock_check_plan(&side->lock, side->plan, err);
    return ok || err_within(err, "%s", out);
}

void side_close(Side *side)
{
    plan_close(side->plan);
    side->plan = NULL;
}

// What account.json says of itself.
static bool stated_digest(const Side *side, const char **digest, Err *err)
{
    Arena *arena = side->plan->arena;
    char *data;
    size_t size;
    JsonDoc *doc;
    const char *path = file_join(arena, side->out, "account.json");
    if (!file_read(arena, path, &data, &size, err)) return false;
    if (!json_read(data, size, &doc, err)) return err_within(err, "%s", path);
    const char *text = json_as_text(json_get(json_root(doc), "result_sm3"));
    *digest = text == NULL ? "" : arena_text(arena, text);
    json_doc_close(doc);
    return true;
}

static bool check_digest(Side *side, Err *err)
{
    const char *text, *stated = "";
    size_t size;
    if (!account_json(side->plan->arena, side->account, &text, &size, err) || !stated_digest(side, &stated, err))
        return false;
    const char *now = side->account->result_sm3;
    if (strcmp(side->lock.result_sm3, now) == 0 && strcmp(stated, now) == 0) return true;
    return err_set(
        err, ERR_REFUSED,
        _("account.json has digest %s, its inputs now give %s: another version of the program or its methods "
          "made it; compute the account again"),
        stated, now);
}

bool side_finish(Side *side, const PassResult *result, Err *err)
{
    Plan *plan = side->plan;
    bool ok = assemble_check_ranges(plan, result) || plan_check(plan, err);
    Observed observed;
    if (ok) ok = observed_compare(plan, &observed, err);
    if (ok) observed_note(plan, &observed);
    ok = ok && assemble(plan, side->values, result, &side->account, err) && account_check(side->account, err) &&
         lock_unchanged(plan, err) && check_digest(side, err);
    return ok || err_within(err, "%s", side->out);
}
