// run.c - years one after another; each output folder whole or not at all.
#include "gep/run.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/json.h"
#include "base/message.h"
#include "base/parallel.h"
#include "base/text.h"
#include "gep/assemble.h"
#include "gep/assemble_doubts.h"
#include "gep/diagnose.h"
#include "gep/lock.h"
#include "gep/observed.h"
#include "gep/parcels.h"
#include "gep/pass.h"
#include "gep/plan.h"
#include "gep/report/report.h"
#include "gep/value.h"

enum { OVERVIEW_MAX = 512 };

// All that an account's folder may hold; the last five names are files.
static const char *const OUTPUTS[] = {
    "maps", "account.json", "account.xlsx", "inputs.lock", "parcels.gpkg", "report.pdf", NULL};

typedef struct Run { // one year
    const RunOptions *options;
    int year;
    const char *out;
    Plan *plan;
    ValuePlan *values;
    Account *account;
    Stage *stage;
} Run;

// ---- planning ----

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
            message_say("%s: %s: %s", severity_text(finding->severity), finding->where, finding_rest(finding));
    }
}

// ---- dry run ----

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

// ---- writing ----

static bool compare_observed(Plan *plan, Err *err)
{
    Observed observed;
    if (!observed_compare(plan, &observed, err)) return false;
    observed_note(plan, &observed);
    return true;
}

static bool write_pdf(Run *run, const char *folder, Err *err)
{
    bool other_font = false;
    if (!report_pdf(run->account, run->options->chinese, file_join(run->plan->arena, folder, "report.pdf"), &other_font,
                    err))
        return false;
    if (other_font)
        message_say("%s", _("report.pdf: fonts-noto-cjk is not installed or lacks a character; another font was used, "
                            "and the bytes depend on this machine"));
    return true;
}

static bool write_documents(Run *run, Err *err)
{
    Arena *arena = run->plan->arena;
    const char *folder = stage_path(run->stage);
    const char *text;
    size_t size;
    return account_json(arena, run->account, &text, &size, err) &&
           (run->account->parcels == NULL ||
            parcels_write(run->account, file_join(arena, folder, "parcels.gpkg"), err)) &&
           report_xlsx(run->account, run->options->chinese, file_join(arena, folder, "account.xlsx"), err) &&
           write_pdf(run, folder, err) && lock_write(run->plan, run->account, folder, run->out, err) &&
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

static bool prepare_job(Run *run, PassJob *job, Err *err)
{
    const RunOptions *options = run->options;
    *job = (PassJob){.plan = run->plan, .yuan = run->values->yuan, .diagnose = options->diagnose};
    if (job->diagnose != NULL && options->year_last > options->year_first) {
        job->diagnose = file_join(run->plan->arena, options->diagnose, arena_printf(run->plan->arena, "%d", run->year));
    }
    if (job->diagnose != NULL && !file_make_folders(job->diagnose, err)) return false;
    if (!run->options->maps || run->plan->tabular || run->stage == NULL) return true;
    job->maps = file_join(run->plan->arena, stage_path(run->stage), "maps");
    return file_make_folders(job->maps, err);
}

// Hash, compute and judge several years of one grid in one pass.
static bool compute(Run *runs, size_t count, Err *err)
{
    const RunOptions *options = runs[0].options;
    PassOptions pass = {.jobs = options->jobs, .block = options->block, .overview_max = OVERVIEW_MAX};
    Arena *arena = arena_open();
    PassJob *jobs = arena_array(arena, count, sizeof *jobs);
    Plan **plans = arena_array(arena, count, sizeof *plans);
    bool ok = true;
    for (size_t y = 0; ok && y < count; y++) {
        plans[y] = runs[y].plan;
        ok = prepare_job(&runs[y], &jobs[y], err) && lock_hash(plans[y], plans, y, options->jobs, err) &&
             parcels_open(plans[y], plans, y, options->jobs, err);
    }
    ok = ok && pass_run(jobs, count, &pass, err);
    for (size_t y = 0; ok && y < count; y++) ok = diagnose_finish(&jobs[y], err);
    for (size_t y = 0; ok && y < count; y++)
        ok = assemble_check_ranges(plans[y], &jobs[y].result) || plan_check(plans[y], err);
    for (size_t y = 0; ok && y < count; y++) {
        ok = compare_observed(plans[y], err) &&
             assemble(plans[y], runs[y].values, &jobs[y].result, &runs[y].account, err) &&
             account_check(runs[y].account, err) && lock_unchanged(plans[y], err);
        if (!ok && count > 1) err_within(err, "%d", runs[y].year);
    }
    arena_close(arena);
    return ok;
}

// What does not fit the refusal is said before it.
static bool check_plan(const Plan *plan, Err *err)
{
    enum { FIT = 3 };
    if (plan->findings.error_count > FIT) say_findings(&plan->findings, FINDING_ERROR);
    return plan_check(plan, err);
}

static bool open_year(Run *run, Err *err)
{
    Arena *arena = arena_open();
    bool ok = open_plan(arena, run->options->folder, run->year, run->options->jobs, &run->plan, &run->values, err) &&
              check_plan(run->plan, err);
    arena_close(arena);
    if (!ok && run->options->year_last > run->options->year_first) err_within(err, "%d", run->year);
    return ok;
}

static void dry_run(const Run *runs, size_t count, FILE *print)
{
    for (size_t y = 0; y < count; y++) {
        print_plan(runs[y].plan, print);
        say_findings(&runs[y].plan->findings, FINDING_DOUBT);
    }
}

static bool write_year(Run *run, const Run *before, Err *err)
{
    double last = before == NULL ? 0 : money_to_yuan(before->account->gep.current);
    if (last != 0) run->account->change_from_before = money_to_yuan(run->account->gep.current) / last - 1;
    return write_documents(run, err) && cancel_check(err);
}

static bool show_year(Run *run, FILE *print, Err *err)
{
    if (!stage_commit(run->stage, err) || !print_account(run, print, err)) return false;
    say_findings(&run->plan->findings, FINDING_DOUBT);
    return true;
}

// Years of one grid go together; a year whose grid differs begins a new pass.
static bool compute_all(Run *runs, size_t count, Err *err)
{
    for (size_t first = 0, next; first < count; first = next) {
        next = first + 1;
        while (next < count && pass_together(runs[first].plan, runs[next].plan)) next++;
        if (!compute(runs + first, next - first, err)) return false;
    }
    return true;
}

// An input below OUT would be replaced together with the folder.
static bool check_apart(const Run *run, Err *err)
{
    Arena *arena = run->plan->arena;
    char *from_out;
    if (!file_exists(run->out)) return true;
    for (size_t i = 0; i < run->plan->input_count; i++) {
        if (!file_relative(arena, run->out, run->plan->inputs[i].path, &from_out, err)) return false;
        if (text_starts(from_out, "../") || from_out[0] == '/') continue;
        return err_set(err, ERR_REFUSED,
                       _("%s lies in %s, the folder for the output, and would be lost; name another folder"),
                       run->plan->inputs[i].path, run->out);
    }
    return true;
}

static bool run_years(Run *runs, size_t count, FILE *print, Err *err)
{
    const RunOptions *options = runs[0].options;
    for (size_t y = 0; y < count; y++) {
        if (!open_year(&runs[y], err)) return false;
    }
    if (options->dry_run) {
        dry_run(runs, count, print);
        return true;
    }
    if (count > 1 && !file_make_folders(options->out, err)) return false;
    for (size_t y = 0; y < count; y++) {
        if (!check_apart(&runs[y], err)) return false;
        if (!stage_open(runs[y].out, "account.json", OUTPUTS, &runs[y].stage, err)) return false;
    }
    if (!compute_all(runs, count, err)) return false;
    for (size_t y = 0; y < count; y++) {
        if (!write_year(&runs[y], y > 0 ? &runs[y - 1] : NULL, err)) return false;
    }
    for (size_t y = 0; y < count; y++) {
        if (!show_year(&runs[y], print, err)) return false;
    }
    return true;
}

bool run_account(const RunOptions *options, FILE *print, Err *err)
{
    RunOptions own = *options;
    if (own.jobs <= 0) own.jobs = parallel_cores();
    Arena *arena = arena_open();
    int years = own.year_last - own.year_first + 1;
    size_t count = (size_t)years;
    Run *runs = arena_array(arena, count, sizeof *runs);
    for (size_t y = 0; y < count; y++) {
        runs[y].options = &own;
        runs[y].year = own.year_first + (int)y;
        runs[y].out =
            count > 1 && own.out != NULL ? file_join(arena, own.out, arena_printf(arena, "%d", runs[y].year)) : own.out;
    }
    bool parent_is_new = count > 1 && own.out != NULL && !file_exists(own.out);
    bool ok = run_years(runs, count, print, err);
    for (size_t y = 0; y < count; y++) {
        stage_close(runs[y].stage);
        plan_close(runs[y].plan);
    }
    if (!ok && parent_is_new) rmdir(own.out); // when it is empty: a refused run leaves nothing
    arena_close(arena);
    return ok;
}

// ---- check ----

static void print_finding(const Finding *finding, FILE *print)
{
    fprintf(print, "%s  %s  [%s]\n    %s\n", severity_text(finding->severity), finding->where, finding->code,
            finding_rest(finding));
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

// The latest year for which a yearly file of the folder is there; the constant-price year when nothing is yearly.
static int latest_year(Arena *arena, const District *district)
{
    enum { FIRST = 1950, LAST = 2150 };
    for (int year = LAST; year >= FIRST; year--) {
        for (size_t i = 0; i < district->map_count + district->table_count; i++) {
            const char *file =
                i < district->map_count ? district->maps[i].file : district->tables[i - district->map_count].file;
            if (strstr(file, "{year}") != NULL && file_exists(district_file(arena, district, file, year, 1)))
                return year;
        }
    }
    return district->constant_price_year;
}

static bool year_or_latest(const char *folder, int *year, Err *err)
{
    if (*year != 0) return true;
    Arena *arena = arena_open();
    District district;
    bool ok = district_read(arena, folder, &district, err);
    if (ok) *year = latest_year(arena, &district);
    arena_close(arena);
    return ok;
}

bool run_check(const char *folder, int year, int jobs, bool json, FILE *print, Err *err)
{
    Plan *plan;
    ValuePlan *values;
    if (!year_or_latest(folder, &year, err)) return false;
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

// ---- verify ----

static bool stated_digest(Arena *arena, const char *out, char **data, size_t *size, char digest[SM3_TEXT_SIZE],
                          Err *err)
{
    JsonDoc *doc;
    const char *path = file_join(arena, out, "account.json");
    if (!file_read(arena, path, data, size, err)) return false;
    if (!json_read(*data, *size, &doc, err)) return err_within(err, "%s", path);
    const char *text = json_as_text(json_get(json_root(doc), "result_sm3"));
    snprintf(digest, SM3_TEXT_SIZE, "%s", text == NULL ? "" : text);
    json_doc_close(doc);
    return true;
}

// Some bytes around a place, of whole characters.
static const char *excerpt(Arena *arena, const char *text, size_t size, size_t at)
{
    size_t from = at < 40 ? 0 : at - 40, to = size - from < 80 ? size : from + 80;
    while (from < to && (text[from] & 0xc0) == 0x80) from++;
    while (to > from && to < size && (text[to] & 0xc0) == 0x80) to--;
    return arena_text_size(arena, text + from, to - from);
}

// What the digest does not cover is taken from the file; all else must be the recomputed text, byte by byte.
static bool same_text(Run *run, const char *stated, size_t stated_size, Err *err)
{
    JsonDoc *doc;
    if (!json_read(stated, stated_size, &doc, err)) return false;
    const Json *root = json_root(doc), *program = json_get(root, "program");
    Account *account = run->account;
    double change;
    if (json_as_number(json_get(json_get(root, "totals"), "change_from_before"), &change))
        account->change_from_before = change;
    account->version = json_as_text(json_get(program, "version"));
    account->gdal_version = json_as_text(json_get(program, "gdal"));
    account->proj_version = json_as_text(json_get(program, "proj"));
    const char *text;
    size_t size, at = 0;
    bool ok = account_json(run->plan->arena, account, &text, &size, err);
    json_doc_close(doc);
    if (!ok) return false;
    while (at < size && at < stated_size && text[at] == stated[at]) at++;
    if (at == size && at == stated_size) return true;
    return err_set(err, ERR_REFUSED,
                   _("account.json is not what was computed: from byte %zu on it holds \"%s\", computed was \"%s\""),
                   at + 1, excerpt(run->plan->arena, stated, stated_size, at),
                   excerpt(run->plan->arena, text, size, at));
}

static bool recompute(const Lock *lock, const char *stated, size_t stated_size, int jobs, char digest[SM3_TEXT_SIZE],
                      Err *err)
{
    RunOptions options = {.folder = lock->folder, .jobs = jobs > 0 ? jobs : parallel_cores()};
    Run run = {.options = &options, .year = lock->year};
    Arena *arena = arena_open();
    bool ok = open_plan(arena, lock->folder, lock->year, options.jobs, &run.plan, &run.values, err);
    arena_close(arena);
    if (!ok) return false;
    const char *text;
    size_t size;
    ok = plan_check(run.plan, err) && compute(&run, 1, err) &&
         account_json(run.plan->arena, run.account, &text, &size, err);
    if (ok) snprintf(digest, SM3_TEXT_SIZE, "%s", run.account->result_sm3);
    if (ok && strcmp(digest, lock->result_sm3) == 0) ok = same_text(&run, stated, stated_size, err);
    plan_close(run.plan);
    return ok;
}

static bool verify(Arena *arena, const char *out, int jobs, FILE *print, Err *err)
{
    char *data, *account;
    size_t size, account_size;
    Lock lock;
    char stated[SM3_TEXT_SIZE], now[SM3_TEXT_SIZE];
    const char *path = file_join(arena, out, "inputs.lock");
    if (!file_read(arena, path, &data, &size, err)) return false;
    if (!lock_parse(arena, data, size, out, &lock, err)) return err_within(err, "%s", path);
    if (!stated_digest(arena, out, &account, &account_size, stated, err)) return false;
    if (strcmp(stated, lock.result_sm3) != 0)
        return err_set(err, ERR_REFUSED, _("account.json states digest %s, inputs.lock %s"), stated, lock.result_sm3);
    if (!lock_check(arena, &lock, err) || !lock_check_outputs(arena, &lock, out, err) ||
        !recompute(&lock, account, account_size, jobs, now, err))
        return false;
    if (strcmp(stated, now) != 0)
        return err_set(err, ERR_REFUSED, _("the digest does not hold: %s is stated, %s was computed"), stated, now);
    fprintf(print, _("verified: %zu inputs and %zu documents unchanged, result_sm3 %s\n"), lock.count,
            lock.output_count, now);
    return true;
}

bool run_verify(const char *out, int jobs, FILE *print, Err *err)
{
    Arena *arena = arena_open();
    bool ok = verify(arena, out, jobs, print, err);
    arena_close(arena);
    return ok;
}
