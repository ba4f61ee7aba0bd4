// spec.c - a model's arguments and outputs as JSON, for programs that fill in forms; shaped as `invest getspec` has it.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/invest/names.h"
#include "gep/invest/run.h"

static const char *const type_names[] = {
    [INVEST_RASTER] = "raster",        [INVEST_VECTOR] = "vector",       [INVEST_CSV] = "csv",
    [INVEST_NUMBER] = "number",        [INVEST_INTEGER] = "integer",     [INVEST_RATIO] = "ratio",
    [INVEST_PERCENT] = "percent",      [INVEST_BOOLEAN] = "boolean",     [INVEST_STRING] = "string",
    [INVEST_OPTION] = "option_string", [INVEST_WORKSPACE] = "workspace",
};
static const char *const limit_names[] = {[LIMIT_ABOVE_ZERO] = "value > 0", [LIMIT_ZERO_OR_ONE] = "value in {0, 1}"};
static const char *const output_types[] = {
    [INVEST_OUT_RASTER] = "raster", [INVEST_OUT_VECTOR] = "vector", [INVEST_OUT_CSV] = "csv"};

static void put_text(JsonOut *out, const char *key, const char *text)
{
    if (text == NULL) return;
    json_key(out, key);
    json_text(out, text);
}

static void put_condition(JsonOut *out, const char *key, const char *condition)
{
    json_key(out, key);
    if (condition == NULL || condition[0] == '\0') {
        json_bool(out, condition == NULL);
    } else {
        json_text(out, condition);
    }
}

static void put_names(JsonOut *out, const char *key, const char *names)
{
    Arena *arena = arena_open();
    size_t size;
    json_key(out, key);
    json_begin_array(out);
    for (const char *name; (name = names_next(&names, &size)) != NULL;)
        json_text(out, arena_text_size(arena, name, size));
    json_end(out);
    arena_close(arena);
}

static const char *translated(const char *text)
{
    return text ? _(text) : NULL;
}

static void put_columns(JsonOut *out, const InvestArg *arg)
{
    json_key(out, arg->type == INVEST_VECTOR ? "fields" : "columns");
    json_begin_array(out);
    for (const InvestColumn *column = arg->columns; column->id; column++) {
        json_begin_object(out);
        put_text(out, "about", translated(column->about));
        put_text(out, "expression", limit_names[column->limit]);
        put_text(out, "id", column->id);
        put_condition(out, "required", column->required);
        put_text(out, "type", type_names[column->type]);
        put_text(out, "units", column->units);
        json_end(out);
    }
    json_end(out);
}

static void put_arg(JsonOut *out, const InvestArg *arg)
{
    json_begin_object(out);
    put_text(out, "about", translated(arg->about));
    if (arg->columns && arg->type == INVEST_CSV) put_columns(out, arg);
    if (arg->whole) put_text(out, "data_type", "integer");
    put_text(out, "expression", limit_names[arg->limit]);
    if (arg->columns && arg->type == INVEST_VECTOR) put_columns(out, arg);
    put_text(out, "id", arg->id);
    put_text(out, "index_col", arg->index);
    if (arg->legacy) put_names(out, "legacy", arg->legacy);
    put_text(out, "name", translated(arg->name));
    if (arg->options) put_names(out, "options", arg->options);
    if (arg->projected) {
        json_key(out, "projected");
        json_bool(out, true);
    }
    if (arg->metres) put_text(out, "projection_units", "meter");
    put_condition(out, "required", arg->required);
    put_text(out, "type", type_names[arg->type]);
    put_text(out, "units", arg->units);
    json_end(out);
}

// ---- lists, as objects by id: json.h wants keys in order; input_field_order keeps that of the model

enum { LIST_MOST = 128 };

static size_t list_args(const InvestModel *model, const InvestArg **out)
{
    const InvestArg *lists[] = {invest_common_args, model->args};
    size_t count = 0;
    for (size_t i = 0; i < 2; i++) {
        for (const InvestArg *arg = lists[i]; arg->id; arg++) {
            assert(count < LIST_MOST);
            out[count++] = arg;
        }
    }
    return count;
}

static int compare_args(const void *a, const void *b)
{
    return strcmp((*(const InvestArg *const *)a)->id, (*(const InvestArg *const *)b)->id);
}

static int compare_outputs(const void *a, const void *b)
{
    return strcmp((*(const InvestOutput *const *)a)->id, (*(const InvestOutput *const *)b)->id);
}

static void put_order(JsonOut *out, const InvestModel *model)
{
    const InvestArg *args[LIST_MOST];
    size_t count = list_args(model, args);
    json_begin_array(out);
    json_begin_array(out);
    for (size_t i = 0; i < count; i++) json_text(out, args[i]->id);
    json_end(out);
    json_end(out);
}

static void put_args(JsonOut *out, const InvestModel *model)
{
    const InvestArg *args[LIST_MOST];
    size_t count = list_args(model, args);
    qsort(args, count, sizeof *args, compare_args);
    json_begin_object(out);
    for (size_t i = 0; i < count; i++) {
        json_key(out, args[i]->id);
        put_arg(out, args[i]);
    }
    json_end(out);
}

static void put_output(JsonOut *out, const InvestOutput *output)
{
    json_begin_object(out);
    put_text(out, "about", translated(output->about));
    put_condition(out, "created_if", output->created_if);
    put_text(out, "id", output->id);
    json_key(out, "intermediate");
    json_bool(out, output->intermediate);
    put_text(out, "path", output->path);
    put_text(out, "type", output_types[output->type]);
    put_text(out, "units", output->units);
    json_end(out);
}

static void put_outputs(JsonOut *out, const InvestModel *model)
{
    const InvestOutput *outputs[LIST_MOST];
    size_t count = 0;
    for (const InvestOutput *output = model->outputs; output->id; output++) {
        assert(count < LIST_MOST);
        outputs[count++] = output;
    }
    qsort(outputs, count, sizeof *outputs, compare_outputs);
    json_begin_object(out);
    for (size_t i = 0; i < count; i++) {
        json_key(out, outputs[i]->id);
        put_output(out, outputs[i]);
    }
    json_end(out);
}

bool invest_getspec(const char *name, FILE *to, Err *err)
{
    const InvestModel *model = invest_model_find(name);
    if (model == NULL) return err_set(err, ERR_USAGE, _("no InVEST model \"%s\" here"), name);
    Arena *arena = arena_open();
    JsonOut *out = json_out_open(arena);
    json_begin_object(out);
    put_names(out, "aliases", model->aliases);
    json_key(out, "args");
    put_args(out, model);
    json_key(out, "input_field_order");
    put_order(out, model);
    put_text(out, "model_id", model->id);
    put_text(out, "model_title", _(model->title));
    json_key(out, "outputs");
    put_outputs(out, model);
    json_end(out);
    fprintf(to, "%s\n", json_out_text(out, NULL));
    arena_close(arena);
    return true;
}
