#include "gep/explain/explain_run.h"

#include "base/file.h"
#include "base/message.h"
#include "base/parallel.h"
#include "gep/explain/explain_print.h"
#include "gep/report/report_explain.h"

static const char *const OUTPUTS[] = {"explain.json", "explain.xlsx", NULL};

static bool write_documents(const Explain *explain, bool chinese, const char *folder, Err *err)
{
    size_t size;
    const char *text = explain_json(explain, &size);
    return report_explain_xlsx(explain, chinese, file_join(explain->arena, folder, "explain.xlsx"), err) &&
           file_write(file_join(explain->arena, folder, "explain.json"), text, size, err);
}

static void show(const Explain *explain, bool json, FILE *print)
{
    size_t size;
    if (json) {
        fprintf(print, "%s\n", explain_json(explain, &size));
    } else {
        fputs(explain_print(explain), print);
    }
}

bool explain_run(const ExplainOptions *options, FILE *print, Err *err)
{
    Explain *explain = NULL;
    Stage *stage = NULL;
    bool ok = options->out == NULL || stage_open(options->out, "explain.json", OUTPUTS, &stage, err);
    ok = ok && explain_open(options->out1, options->out2, options->jobs > 0 ? options->jobs : parallel_cores(),
                            &explain, err);
    ok = ok && (stage == NULL ||
                (write_documents(explain, options->chinese, stage_path(stage), err) && stage_commit(stage, err)));
    if (ok) show(explain, options->json, print);
    stage_close(stage);
    explain_close(explain);
    return ok;
}
