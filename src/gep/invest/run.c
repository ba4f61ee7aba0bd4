#include "gep/invest/run.h"

#include <assert.h>
#include <string.h>

#include "base/message.h"
#include "base/parallel.h"
#include "base/text.h"
#include "gep/invest/check.h"
#include "land/raster.h"

// ---- for models

const char *run_path(const InvestRun *run, const char *arg)
{
    const InvestValue *value = args_value_of(&run->args, arg);
    return value->given ? value->text : NULL;
}

double run_number(const InvestRun *run, const char *arg)
{
    const InvestValue *value = args_value_of(&run->args, arg);
    assert(value->is_number);
    return value->number;
}

bool run_is_true(const InvestRun *run, const char *arg)
{
    return args_condition(&run->args, arg);
}

static const InvestOutput *find_output(const InvestModel *model, const char *id)
{
    const InvestOutput *output = model->outputs;
    while (output->id != NULL && !text_equal(output->id, id)) output++;
    assert(output->id != NULL);
    return output;
}

static const char *fill_brackets(Arena *arena, const char *path, const char *part)
{
    const char *open = strchr(path, '['), *close = strchr(path, ']');
    assert((open != NULL) == (part != NULL));
    return open ? arena_printf(arena, "%.*s%s%s", (int)(open - path), path, part, close + 1) : path;
}

bool run_output_part(InvestRun *run, const char *id, const char *part, const char **path, Err *err)
{
    const InvestOutput *output = find_output(run->args.model, id);
    *path = NULL;
    if (!args_condition(&run->args, output->created_if) || (run->final_only && output->intermediate)) return true;
    const char *whole = fill_brackets(run->arena, output->path, part), *dot = strrchr(whole, '.');
    const char *name = arena_printf(run->arena, "%.*s%s%s", (int)(dot - whole), whole, run->suffix, dot);
    return workspace_place(run->workspace, name, path, err);
}

bool run_output(InvestRun *run, const char *id, const char **path, Err *err)
{
    return run_output_part(run, id, NULL, path, err);
}

// ---- requests

static bool find_model(const char *name, const InvestModel **out, Err *err)
{
    *out = invest_model_find(name);
    if (*out) return true;
    Arena *arena = arena_open();
    StrBuf list = strbuf_open(arena);
    for (size_t i = 0; models[i] != NULL; i++) strbuf_printf(&list, "%s%s", i ? ", " : "", models[i]->id);
    err_set(err, ERR_USAGE, _("no InVEST model \"%s\" here; there are: %s"), name, list.data);
    arena_close(arena);
    return false;
}

static const char *suffix_of(Arena *arena, const char *text)
{
    return text[0] == '\0' || text[0] == '_' ? arena_text(arena, text) : arena_printf(arena, "_%s", text);
}

static bool open_run(const InvestRequest *request, InvestRun *run, Err *err)
{
    const InvestModel *model;
    if (!find_model(request->model, &model, err) || !args_read(run->arena, request->args, model, &run->args, err))
        return false;
    const char *suffix = request->suffix ? request->suffix : args_value_of(&run->args, "results_suffix")->text;
    if (strchr(suffix, '/')) return err_set(err, ERR_INPUT, _("results_suffix: \"%s\" must not hold a /"), suffix);
    run->suffix = suffix_of(run->arena, suffix);
    run->final_only = request->final_only;
    run->jobs = request->jobs > 0 ? request->jobs : parallel_cores();
    land_start();
    return true;
}

static bool say_faults(const InvestFaults *faults, FILE *to, Err *err)
{
    for (size_t i = 0; i < faults->count; i++) fprintf(to, "%s: %s\n", faults->items[i].arg, faults->items[i].text);
    return faults->count == 0 || err_set(err, ERR_INPUT, _("faults in the arguments: %zu"), faults->count);
}

static bool compute(InvestRun *run, const char *path, Err *err)
{
    if (!workspace_open(path, &run->workspace, err)) return false;
    bool done = run->args.model->run(run, err) && workspace_commit(run->workspace, err);
    workspace_close(run->workspace);
    return done;
}

static bool check_and_compute(InvestRun *run, const InvestRequest *request, FILE *to, Err *err)
{
    InvestFaults faults = faults_open(run->arena);
    const char *workspace = request->workspace ? request->workspace : run_path(run, "workspace_dir");
    check_args(run, false, &faults);
    if (workspace == NULL) faults_add(&faults, "workspace_dir", _("no workspace: give --workspace"));
    return say_faults(&faults, to, err) && compute(run, workspace, err);
}

bool invest_run(const InvestRequest *request, FILE *to, Err *err)
{
    InvestRun run = {.arena = arena_open()};
    bool done = open_run(request, &run, err) && check_and_compute(&run, request, to, err);
    arena_close(run.arena);
    return done;
}

bool invest_validate(const InvestRequest *request, FILE *to, Err *err)
{
    InvestRun run = {.arena = arena_open()};
    bool done = open_run(request, &run, err);
    if (done) {
        InvestFaults faults = faults_open(run.arena);
        check_args(&run, true, &faults);
        done = say_faults(&faults, to, err);
        if (done) fprintf(to, _("%s: no fault\n"), request->args);
    }
    arena_close(run.arena);
    return done;
}
