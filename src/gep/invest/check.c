// check.c - the arguments one by one; what they say together is in check_maps.c.
#include "gep/invest/check.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/invest/check_maps.h"
#include "gep/invest/coded_table.h"
#include "gep/invest/names.h"

InvestFaults faults_open(Arena *arena)
{
    return (InvestFaults){.arena = arena};
}

void faults_add(InvestFaults *faults, const char *arg, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    faults->items = arena_grow(faults->arena, faults->items, faults->count, &faults->room, sizeof *faults->items);
    faults->items[faults->count++] =
        (InvestFault){arena_text(faults->arena, arg), arena_vprintf(faults->arena, format, list)};
    va_end(list);
}

bool faults_of(const InvestFaults *faults, const char *arg)
{
    for (size_t i = 0; i < faults->count; i++) {
        if (text_equal(faults->items[i].arg, arg)) return true;
    }
    return false;
}

// ---- values

static void check_number(const InvestValue *value, InvestFaults *faults)
{
    const InvestArg *arg = value->arg;
    if (!value->is_number) {
        faults_add(faults, arg->id, _("\"%s\" is no number"), value->text);
    } else if ((arg->type == INVEST_INTEGER || arg->whole) && value->number != floor(value->number)) {
        faults_add(faults, arg->id, _("%s: a whole number is expected"), value->text);
    } else if (arg->type == INVEST_RATIO && !(value->number >= 0 && value->number <= 1)) {
        faults_add(faults, arg->id, _("%s: a number from 0 to 1 is expected"), value->text);
    } else if (arg->limit == LIMIT_ABOVE_ZERO && !(value->number > 0)) {
        faults_add(faults, arg->id, _("%s: a number above 0 is expected"), value->text);
    }
}

static void check_option(const InvestValue *value, InvestFaults *faults) // in any case, as InVEST has it
{
    const char *names = value->arg->options;
    size_t size;
    for (const char *name; (name = names_next(&names, &size)) != NULL;) {
        if (strlen(value->text) == size && strncasecmp(name, value->text, size) == 0) return;
    }
    const char *options = text_replace(faults->arena, value->arg->options, "|", ", ");
    faults_add(faults, value->arg->id, _("\"%s\" is none of %s"), value->text, options);
}

static void check_table(const InvestRun *run, const InvestValue *value, InvestFaults *faults)
{
    Err err;
    CodedTable *classes;
    if (value->arg->columns && !coded_read(faults->arena, run, value->arg->id, &classes, &err))
        faults_add(faults, value->arg->id, "%s", err.text);
}

static bool is_remote(const InvestValue *value)
{
    InvestType type = value->arg->type;
    return (type == INVEST_RASTER || type == INVEST_VECTOR || type == INVEST_CSV) && strstr(value->text, "://") != NULL;
}

static void check_value(const InvestRun *run, const InvestValue *value, InvestFaults *faults)
{
    if (is_remote(value)) {
        faults_add(faults, value->arg->id, _("%s: files are read from this machine only; copy it here first"),
                   value->text);
        return;
    }
    switch (value->arg->type) {
    case INVEST_RASTER:
    case INVEST_VECTOR:
        check_map(run, value, faults);
        break;
    case INVEST_CSV:
        check_table(run, value, faults);
        break;
    case INVEST_BOOLEAN:
        if (!value->is_truth) faults_add(faults, value->arg->id, _("\"%s\": true or false is expected"), value->text);
        break;
    case INVEST_OPTION:
        check_option(value, faults);
        break;
    case INVEST_STRING:
    case INVEST_WORKSPACE:
        break;
    default:
        check_number(value, faults);
    }
}

static void check_one(const InvestRun *run, const InvestValue *value, InvestFaults *faults)
{
    if (value->arg->type == INVEST_WORKSPACE) return; // the command line may give it
    bool off = value->is_truth && !value->truth;
    if (!value->given && args_condition(&run->args, value->arg->required)) {
        faults_add(faults, value->arg->id, _("%s is missing"), _(value->arg->name));
    } else if (value->given && !off) {
        check_value(run, value, faults);
    } else if (off && value->arg->type != INVEST_BOOLEAN) {
        faults_add(faults, value->arg->id, _("\"%s\" is no number"), value->text);
    }
}

// ---- all

static bool has_codes(const InvestValue *value)
{
    return value->given && value->arg->type == INVEST_CSV && value->arg->codes_of != NULL;
}

static void check_codes(const InvestRun *run, InvestFaults *faults)
{
    size_t before = faults->count;
    for (size_t i = 0; i < run->args.count; i++) {
        const InvestValue *value = &run->args.values[i];
        if (has_codes(value) && !faults_of(faults, value->arg->id)) check_map_codes(run, value, before, faults);
    }
}

void check_args(const InvestRun *run, bool with_codes, InvestFaults *faults)
{
    for (size_t i = 0; i < run->args.count; i++) check_one(run, &run->args.values[i], faults);
    check_overlap(run, faults);
    if (faults->count == 0 && run->args.model->check) run->args.model->check(run, faults);
    if (with_codes || faults->count > 0) check_codes(run, faults);
}
