#include "gep/invest/model.h"

#include "base/message.h"
#include "base/text.h"
#include "gep/invest/names.h"

const InvestArg invest_common_args[] = {
    {.id = "workspace_dir",
     .type = INVEST_WORKSPACE,
     .name = N_("workspace"),
     .about = N_("Folder for the results; made when it is not there. Files of earlier results are replaced.")},
    {.id = "results_suffix",
     .type = INVEST_STRING,
     .required = "",
     .name = N_("suffix"),
     .about = N_("Put before the ending of every file's name, after an underscore.")},
    {.id = "n_workers",
     .type = INVEST_INTEGER,
     .required = "",
     .name = N_("workers"),
     .about = N_("Read and not used: --jobs says how many threads work.")},
    {0}};

const InvestModel *invest_model_find(const char *name)
{
    for (size_t i = 0; models[i] != NULL; i++) {
        if (text_equal(models[i]->id, name) || names_hold(models[i]->aliases, name)) return models[i];
    }
    return NULL;
}

static const InvestArg *find_arg(const InvestArg *args, const char *id)
{
    for (; args->id != NULL; args++) {
        if (text_equal(args->id, id)) return args;
    }
    return NULL;
}

const InvestArg *invest_model_arg(const InvestModel *model, const char *id)
{
    const InvestArg *arg = find_arg(model->args, id);
    return arg ? arg : find_arg(invest_common_args, id);
}
