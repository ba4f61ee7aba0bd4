// stat_testing.h - for tests: a statistical table written as CSV, and a service's variant run over it.
#ifndef QINGSHAN_GEP_STAT_TESTING_H
#define QINGSHAN_GEP_STAT_TESTING_H

#include <string.h>

#include "base/message.h"
#include "gep/kernel_testing.h"
#include "gep/stat.h"

typedef struct StatRun {
    Arena *arena;
    const Service *service;
    const char *variant;
    double scalar[PARAM_MAX];
    const char *option[OPTION_MAX];
    Entry *entries;
    size_t count;
    Err err;
} StatRun;

// Runs in English, with the path t.csv and the year 2023.
static inline bool stat_run(StatRun *run, const char *csv)
{
    Table table;
    const Table *tables[] = {&table};
    message_set_language("en");
    if (!table_parse_csv(run->arena, csv, strlen(csv), &(TableOptions){0}, &table, &run->err)) return false;
    table.path = "t.csv";
    StatInput in = {.code = run->service->code,
                    .variant = run->variant,
                    .year = 2023,
                    .constant_price_year = 2020,
                    .tables = tables,
                    .scalar = run->scalar,
                    .option_text = run->option};
    return kernel_variant(run->service, run->variant)->tabulate(run->arena, &in, &run->entries, &run->count, &run->err);
}

// Is the table refused with a text that holds all of these?
static inline bool stat_run_refuses(StatRun *run, const char *csv, const char *first, const char *second)
{
    if (stat_run(run, csv)) return false;
    return strstr(run->err.text, first) && strstr(run->err.text, second);
}

#endif
