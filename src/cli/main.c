// main.c - the verbs of qingshan, one row each; one file a verb.
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/cancel.h"
#include "base/message.h"
#include "cli/cli.h"

static const Verb verbs[] = {
    {"demo", cmd_demo, N_("DIR [--cell 100|30|10]"),
     N_("write a complete demonstration district (demonstration data)")},
    {"check", cmd_check, N_("DIR [--year Y] [--json]"),
     N_("say what is wrong or doubtful in a district folder, where, and how to mend it")},
    {"account", cmd_account, N_("DIR --year Y --out OUT [--jobs N] [--maps] [--json] [--dry-run] [--diagnose DIR]"),
     N_("compute the GEP account; account verify OUT recomputes one")},
    {"explain", cmd_explain, N_("OUT1 OUT2 [--out DIR] [--json] [--jobs N]"),
     N_("split the change between two accounts into causes: area, condition, weather, price, method, corrections")},
    {"terrain", cmd_terrain,
     N_("fill|flow|accumulate|streams|distance|basins|slope|ls DEM OUT [--band N] [--method d8|mfd|dinf] [--weights "
        "RASTER] "
        "[--threshold N] [--outlets POINTS [--snap CELLS]]"),
     N_("one product of an elevation model: depressions filled, flow, streams, distances, basins, slope, LS")},
    {"zonal", cmd_zonal,
     N_("ZONES RASTER... -o OUT --stats count,sum,mean,min,max,stdev,median,majority,fraction [--key FIELD] "
        "[--layer NAME] [--index FILE] [--band N] [--jobs N]"),
     N_("statistics of polygons over rasters, weighted by the covered fraction of each cell")},
    {"invest", cmd_invest,
     N_("MODEL ARGS.json --workspace W [--suffix S] [--final-only] [--jobs N] | MODEL ARGS.json --validate | getspec "
        "MODEL"),
     N_("compute an InVEST model (carbon, annual_water_yield, seasonal_water_yield) from its datastack, with InVEST's "
        "results")},
    {"help", cmd_help, N_("[VERB]"), N_("show this help")},
    {"version", cmd_version, "", N_("show the version")},
};

static const Verb *find_verb(const char *name)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].name, name) == 0) return &verbs[i];
    }
    return NULL;
}

static void print_verb(const Verb *verb, FILE *to)
{
    fprintf(to, "  qingshan %s %s\n      %s\n", verb->name, verb->usage[0] == '\0' ? "" : _(verb->usage),
            _(verb->help));
}

static void print_help(FILE *to)
{
    fprintf(to, _("qingshan %s: what nature is worth, with proof\n\n"), QINGSHAN_VERSION);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) print_verb(&verbs[i], to);
    fprintf(to, _("\nEverywhere: --lang zh|en, -q (no progress). Exit status 0, 1 (refused or failed), 2 (usage).\n"));
}

bool cmd_help(Args *args, Err *err)
{
    const char *name = args_next(args);
    const Verb *verb = name == NULL ? NULL : find_verb(name);
    if (name != NULL && verb == NULL) return err_set(err, ERR_USAGE, _("no verb \"%s\""), name);
    if (verb != NULL) {
        print_verb(verb, stdout);
    } else {
        print_help(stdout);
    }
    return true;
}

bool cmd_version(Args *args, Err *err)
{
    (void)args;
    (void)err;
    printf("qingshan %s\n", QINGSHAN_VERSION);
    return true;
}

static int report_error(const Verb *verb, const Err *err)
{
    message_say("%s", err->text);
    if (err->code == ERR_USAGE && verb != NULL)
        fprintf(stderr, _("usage: qingshan %s %s\n"), verb->name, _(verb->usage));
    return err_exit_status(err->code);
}

// A pipe whose reader has gone, as of `| head`: it has what it wanted, and nothing needs to be said.
static bool reader_is_gone(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

// What was printed must have arrived.
static int finish(const Verb *verb)
{
    Err err;
    bool failed = ferror(stdout) != 0;
    if (fflush(stdout) == 0 && !failed) return 0;
    if (reader_is_gone()) return err_exit_status(ERR_IO);
    err_set(&err, ERR_IO, _("standard output cannot be written"));
    return report_error(verb, &err);
}

int main(int argc, char **argv)
{
    arena_tune();
    message_start();
    cancel_install();
    signal(SIGPIPE, SIG_IGN); // outputs that are files are completed all the same
    Args args;
    Err err;
    if (!args_open(argc - 1, argv + 1, &args, &err)) return report_error(NULL, &err);
    const char *name = args_next(&args);
    if (name == NULL || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        print_help(name == NULL ? stderr : stdout);
        return name == NULL ? 2 : finish(NULL);
    }
    const Verb *verb = find_verb(strcmp(name, "--version") == 0 ? "version" : name);
    if (verb == NULL) {
        err_set(&err, ERR_USAGE, _("no verb \"%s\"; qingshan help lists them"), name);
        return report_error(NULL, &err);
    }
    if (args_flag(&args, "--help") || args_flag(&args, "-h")) {
        print_verb(verb, stdout);
        return finish(verb);
    }
    if (!verb->run(&args, &err)) return report_error(verb, &err);
    return finish(verb);
}
