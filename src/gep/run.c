// run.c - years one after another; each output folder whole or not at all.
#include "gep/run.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/message.h"
#include "base/parallel.h"
#include "gep/assemble.h"
#include "gep/lock.h"
#include "gep/pass.h"
#include "gep/plan.h"
#include "gep/report/report.h"
#include "gep/value.h"

enum { OVERVIEW_MAX = 512 };

typedef struct Run {
    const RunOptions *options;
    int year;
    const char *out;
    Plan *plan;
    ValuePlan *values;
    Account *account;
    Stage *stage;
} Run;

// ---- planning
// ------------------------------------------------------------------------------------------------------------------

static bool open_plan(Arena *arena, const char *folder, int year, int jobs, Plan **plan, ValuePlan **values, Err *err)
{
    char *methods;
    if (!file_program_data(arena, "methods", &methods, err)) return false;
    PlanOptions options = {.year = year, .jobs = jobs, .methods = methods};
    if (!plan_open(folder, &options, plan, err)) return false;
    *values = value_open(*plan);
    return true;
}

static const char *severity_text(Severity severity)
{
    return severity == FINDING_ERROR ? _("error") : severity == FINDING_DOUBT ? _("doubt") : _("note");
}

static void say_findings(const Findings *findings, Severity least)
{
    for (size_t i = 0; i < findings->count; i++) {
        const Finding *finding = &findings->items[i];
        if (finding->severity >= least)
            message_say("%s: %s: %s", severity_text(finding->severity), finding->where, finding_text(finding));
    }
}

// ---- dry run
// -------------------------------------------------------------------------------------------------------------------

static void print_plan(const Plan *plan, FILE *print)
{
    if (!plan->tabular) {
        fprintf(print, _("grid %s, %d x %d cells of %g m, %llu inside\n"), crs_label(plan->crs), plan->grid.width,
                plan->grid.height, plan->grid.cell_m, (unsigned long long)coverage_cells_inside(plan->coverage));
    }
    for (size_t i = 0; i < plan->input_count; i++) {
        const PlanInput *input = &plan->inputs[i];
        const char *how = input->layer < 0 ? "" : layer_resampling(plan->layers[input->layer].layer),
                   *crs = input->layer < 0 ? "" : layer_crs_label(plan->layers[input->layer].layer);
        fprintf(print, "%-16s %-12s %-8s %s\n", input->id, crs, how, input->path);
    }
    for (size_t k = 0; k < plan->service_count; k++) {
        const ServicePlan *service = &plan->services[k];
        fprintf(print, "%s %s %s %s\n", service->service->code,
                message_is_chinese() ? service->service->name_zh : service->service->name_en,
                service_state_text(service->state), service->variant == NULL ? service->reason : service->variant->id);
    }
    double megabytes = (double)plan->layer_count * LATTICE * LATTICE * sizeof(float) / 1e6;
    fprintf(print, _("memory for blocks: %.0f MB a thread\n"),
            megabytes + (double)plan->slot_count * CHUNK * sizeof(double) / 1e6);
}

// ---- writing
// -------------------------------------------------------------------------------------------------------------------

static bool write_documents(Run *run, Err *err)
{
    Arena *arena = run->plan->arena;
    const char *folder = stage_path(run->stage);
    const char *text;
    size_t size;
    return account_json(arena, run->account, &text, &size, err) &&
           report_xlsx(run->account, run->options->chinese, file_join(arena, folder, "account.xlsx"), err) &&
           report_pdf(run->account, run->options->chinese, file_join(arena, folder, "report.pdf"), err) &&
           lock_write(run->plan, run->account, file_join(arena, folder, "inputs.lock"), run->out, err) &&
           file_write(file_join(arena, folder, "account.json"), text, size, err);
}

static bool print_account(const Run *run, FILE *print, Err *err)
{
    const char *text;
    size_t size;
    if (!run->options->json) {
        fputs(account_print(run->plan->arena, run->account), print);
        return true;
    }
    if (!account_json(run->plan->arena, run->account, &text, &size, err)) return false;
    fwrite(text, 1, size, print);
    fputc('\n', print);
    return true;
}

static bool compute(Run *run, const char *maps, Err *err)
{
    int jobs = run->options->jobs;
    PassOptions options = {.jobs = jobs,
                           .block = run->options->block,
                           .yuan = run->values->yuan,
                           .overview_max = OVERVIEW_MAX,
                           .maps = maps,
                           .diagnose = run->options->diagnose};
    PassResult result;
    if (options.diagnose != NULL && !file_make_folders(options.diagnose, err)) return false;
    return lock_hash(run->plan, jobs, err) && pass_run(run->plan, &options, &result, err) &&
           assemble(run->plan, run->values, &result, &run->account, err) && account_check(run->account, err) &&
           lock_unchanged(run->plan, err);
}

static bool stage_year(Run *run, Err *err)
{
    if (!stage_open(run->out, "account.json", &run->stage, err)) return false;
    const char *maps = run->options->maps ? file_join(run->plan->arena, stage_path(run->stage), "maps") : NULL;
    if (maps != NULL && !file_make_folders(maps, err)) return false;
    return compute(run, maps, err);
}

static bool finish_year(Run *run, Fen before, FILE *print, Err *err)
{
    double last = money_to_yuan(before);
    if (last != 0) run->account->change_from_before = money_to_yuan(run->account->gep.current) / last - 1;
    return write_documents(run, err) && stage_commit(run->stage, err) && print_account(run, print, err);
}

static bool run_year(Run *run, Fen *before, FILE *print, Err *err)
{
    Arena *arena = arena_open();
    bool ok = open_plan(arena, run->options->folder, run->year, run->options->jobs, &run->plan, &run->values, err);
    arena_close(arena);
    if (!ok) return false;
    ok = plan_check(run->plan, err);
    if (ok && run->options->dry_run) {
        print_plan(run->plan, print);
        say_findings(&run->plan->findings, FINDING_DOUBT);
    } else if (ok) {
        ok = stage_year(run, err) && finish_year(run, *before, print, err);
        if (ok) *before = run->account->gep.current;
    }
    stage_close(run->stage);
    plan_close(run->plan);
    return ok;
}

bool run_account(const RunOptions *options, FILE *print, Err *err)
{
    RunOptions own = *options;
    if (own.jobs <= 0) own.jobs = parallel_cores();
    Fen before = {0};
    Arena *arena = arena_open();
    bool ok = true, several = own.year_last > own.year_first;
    for (int year = own.year_first; ok && year <= own.year_last; year++) {
        Run run = {.options = &own,
                   .year = year,
                   .out = several ? file_join(arena, own.out, arena_printf(arena, "%d", year)) : own.out};
        if (several && !own.dry_run) ok = file_make_folders(own.out, err);
        ok = ok && run_year(&run, &before, print, err);
        if (!ok && several) err_within(err, "%d", year);
    }
    arena_close(arena);
    return ok;
}

// ---- check
// ----------------------------------------------------------------------------------------------------------------------

static void print_finding(const Finding *finding, FILE *print)
{
    fprintf(print, "%s  %s  [%s]\n    %s\n", severity_text(finding->severity), finding->where, finding->code,
            finding_text(finding));
}

static void json_finding(JsonOut *out, const Finding *finding)
{
    json_begin_object(out);
    json_key(out, "code");
    json_text(out, finding->code);
    json_key(out, "severity");
    json_text(out, finding->severity == FINDING_ERROR   ? "error"
                   : finding->severity == FINDING_DOUBT ? "doubt"
                                                        : "note");
    json_key(out, "text_en");
    json_text(out, finding->text_en);
    json_key(out, "text_zh");
    json_text(out, finding->text_zh);
    json_key(out, "where");
    json_text(out, finding->where);
    json_end(out);
}

static void print_findings(const Plan *plan, bool json, FILE *print)
{
    const Findings *findings = &plan->findings;
    if (json) {
        JsonOut *out = json_out_open(plan->arena);
        json_begin_array(out);
        for (size_t i = 0; i < findings->count; i++) json_finding(out, &findings->items[i]);
        json_end(out);
        size_t size;
        fprintf(print, "%s\n", json_out_text(out, &size));
        return;
    }
    for (int severity = FINDING_ERROR; severity >= FINDING_NOTE; severity--) {
        for (size_t i = 0; i < findings->count; i++) {
            if (findings->items[i].severity == (Severity)severity) print_finding(&findings->items[i], print);
        }
    }
}

bool run_check(const char *folder, int year, int jobs, bool json, FILE *print, Err *err)
{
    Plan *plan;
    ValuePlan *values;
    Arena *arena = arena_open();
    bool ok = open_plan(arena, folder, year, jobs > 0 ? jobs : parallel_cores(), &plan, &values, err);
    arena_close(arena);
    if (!ok) return false;
    print_findings(plan, json, print);
    size_t errors = plan->findings.error_count, count = plan->findings.count;
    if (errors > 0) {
        ok = err_set(err, ERR_REFUSED, _("%zu errors among %zu findings; the account of %d would be refused"), errors,
                     count, year);
    } else if (!json) {
        fprintf(print, _("no errors, %zu doubts and notes; the account of %d can be computed\n"), count, year);
    }
    plan_close(plan);
    return ok;
}

// ---- verify
// --------------------------------------------------------------------------------------------------------------------

static bool stated_digest(Arena *arena, const char *out, char digest[SM3_TEXT_SIZE], Err *err)
{
    char *data;
    size_t size;
    JsonDoc *doc;
    if (!file_read(arena, file_join(arena, out, "account.json"), &data, &size, err) ||
        !json_read(data, size, &doc, err))
        return false;
    const char *text = json_as_text(json_get(json_root(doc), "result_sm3"));
    snprintf(digest, SM3_TEXT_SIZE, "%s", text == NULL ? "" : text);
    json_doc_close(doc);
    return true;
}

static bool recompute(const Lock *lock, int jobs, char digest[SM3_TEXT_SIZE], Err *err)
{
    RunOptions options = {.folder = lock->folder, .jobs = jobs > 0 ? jobs : parallel_cores()};
    Run run = {.options = &options, .year = lock->year};
    Arena *arena = arena_open();
    bool ok = open_plan(arena, lock->folder, lock->year, options.jobs, &run.plan, &run.values, err);
    arena_close(arena);
    if (!ok) return false;
    const char *text;
    size_t size;
    ok = plan_check(run.plan, err) && compute(&run, NULL, err) &&
         account_json(run.plan->arena, run.account, &text, &size, err);
    if (ok) snprintf(digest, SM3_TEXT_SIZE, "%s", run.account->result_sm3);
    plan_close(run.plan);
    return ok;
}

static bool verify(Arena *arena, const char *out, int jobs, FILE *print, Err *err)
{
    char *data;
    size_t size;
    Lock lock;
    char stated[SM3_TEXT_SIZE], now[SM3_TEXT_SIZE];
    if (!file_read(arena, file_join(arena, out, "inputs.lock"), &data, &size, err) ||
        !lock_parse(arena, data, size, out, &lock, err))
        return false;
    if (!stated_digest(arena, out, stated, err)) return false;
    if (strcmp(stated, lock.result_sm3) != 0)
        return err_set(err, ERR_REFUSED, _("account.json states digest %s, inputs.lock %s"), stated, lock.result_sm3);
    if (!lock_check(arena, &lock, err) || !recompute(&lock, jobs, now, err)) return false;
    if (strcmp(stated, now) != 0)
        return err_set(err, ERR_REFUSED, _("the digest does not hold: %s is stated, %s was computed"), stated, now);
    fprintf(print, _("verified: %zu inputs unchanged, result_sm3 %s\n"), lock.count, now);
    return true;
}

bool run_verify(const char *out, int jobs, FILE *print, Err *err)
{
    Arena *arena = arena_open();
    bool ok = verify(arena, out, jobs, print, err);
    arena_close(arena);
    return ok;
}
