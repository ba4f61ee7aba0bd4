// cli.h - what verbs share: their arguments.
#ifndef QINGSHAN_CLI_CLI_H
#define QINGSHAN_CLI_CLI_H

#include <stdbool.h>

#include "base/err.h"

typedef struct Args { // words not yet taken
    int count;
    const char *words[256];
    int taken_count;
    const char *taken[32]; // names of options
} Args;

// Takes what all verbs have (--lang, -q) at once. ERR_USAGE.
MUST_CHECK bool args_open(int count, char **words, Args *out, Err *err);
const char *args_next(Args *args);            // the next word, option or not; NULL at the end
bool args_flag(Args *args, const char *name); // takes --name wherever it stands
// Takes --name VALUE or --name=VALUE; *value stays when absent. ERR_USAGE when the value lacks.
MUST_CHECK bool args_value(Args *args, const char *name, const char **value, Err *err);
MUST_CHECK bool args_int(Args *args, const char *name, int least, int most, int *value, Err *err);
// The one word that must be left; ERR_USAGE when there are none, more, or an unknown option.
MUST_CHECK bool args_only(Args *args, const char *what, const char **word, Err *err);
MUST_CHECK bool args_no_options(const Args *args, Err *err); // ERR_USAGE for an option that is left: unknown, or twice
// "2023" or "2020..2023".
MUST_CHECK bool args_years(const char *text, int *first, int *last, Err *err);

typedef bool Command(Args *args, Err *err);
typedef struct Verb {
    const char *name;
    Command *run;
    const char *usage, *help;
} Verb;

bool cmd_demo(Args *args, Err *err);
bool cmd_check(Args *args, Err *err);
bool cmd_account(Args *args, Err *err);
bool cmd_explain(Args *args, Err *err);
bool cmd_terrain(Args *args, Err *err);
bool cmd_zonal(Args *args, Err *err);
bool cmd_invest(Args *args, Err *err);
bool cmd_help(Args *args, Err *err);
bool cmd_version(Args *args, Err *err);

#endif
