// statistic_cache.c - one small file a percentile.
#include "gep/statistic_cache.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "gep/cache.h"

static void add_text(Sm3 *sm3, const char *text)
{
    sm3_add(sm3, text, strlen(text) + 1);
}

static void add_number(Sm3 *sm3, double value)
{
    sm3_add(sm3, &value, sizeof value);
}

void statistic_key(const Plan *plan, const PlanStatistic *statistic, char key[SM3_TEXT_SIZE])
{
    Sm3 *sm3 = sm3_open();
    add_text(sm3, "percentile/1 " QINGSHAN_VERSION);
    add_text(sm3, plan->nodes[statistic->node].id);
    add_number(sm3, statistic->percentile);
    add_number(sm3, plan->year);
    add_text(sm3, plan->profile.id);
    add_text(sm3, plan->tabular ? "" : plan->grid.crs);
    const double shape[] = {plan->grid.x0, plan->grid.y0, plan->grid.cell_m, plan->grid.width, plan->grid.height};
    for (size_t i = 0; i < sizeof shape / sizeof *shape; i++) add_number(sm3, shape[i]);
    for (size_t i = 0; i < plan->input_count; i++) {
        add_text(sm3, plan->inputs[i].id);
        add_text(sm3, plan->inputs[i].sm3);
    }
    for (size_t i = 0; i < plan->params.count; i++) {
        add_text(sm3, plan->params.rows[i].id);
        add_number(sm3, plan->params.rows[i].value);
    }
    sm3_close(sm3, key);
}

bool statistic_recall(const char *key, double *value)
{
    Arena *arena = arena_open();
    Err err;
    char *data;
    size_t size;
    const char *path = cache_path(arena, key);
    bool ok = path != NULL && file_read(arena, path, &data, &size, &err) && text_to_double(data, value);
    arena_close(arena);
    return ok;
}

void statistic_keep(const char *key, double value)
{
    Arena *arena = arena_open();
    Err err;
    char text[NUMBER_TEXT_SIZE];
    number_text(value, text);
    if (cache_ready(arena)) {
        bool kept = file_write(cache_path(arena, key), text, strlen(text), &err);
        (void)kept; // the next run computes it again
    }
    arena_close(arena);
}
