// plan_declared.c - every file that district.yaml declares is there, also one that no service of the profile reads.
#include "gep/plan_internal.h"

#include <string.h>

#include "base/file.h"

static bool said_already(const Plan *plan, const char *path)
{
    const char *name = file_base(path);
    for (size_t i = 0; i < plan->findings.count; i++) {
        const Finding *f = &plan->findings.items[i];
        if (f->severity == FINDING_ERROR && (strstr(f->text_en, name) != NULL || strstr(f->where, name) != NULL))
            return true;
    }
    return false;
}

static void check_path(Plan *plan, const char *id, const char *pattern, int month)
{
    if (pattern[0] == '\0') return;
    const char *path = district_file(plan->arena, &plan->district, pattern, plan->year, month);
    if (file_exists(path) || said_already(plan, path)) return;
    finding_add(
        &plan->findings, FINDING_ERROR, "input.missing", id,
        "district.yaml 声明的文件不在：%s；规范 %s 的服务未读它；请放回，或删去此条声明",
        "district.yaml declares %s, which is not there; no service of profile %s reads it; put it back, or remove "
        "the entry",
        path, plan->profile.id);
}

static void check_file(Plan *plan, const char *id, const char *pattern)
{
    bool monthly = strstr(pattern, "{month}") != NULL;
    for (int month = monthly ? 1 : 0; month <= (monthly ? 12 : 0); month++) check_path(plan, id, pattern, month);
}

void plan_declared(Plan *plan)
{
    const District *d = &plan->district;
    for (size_t i = 0; i < d->map_count; i++) {
        check_file(plan, d->maps[i].id, d->maps[i].file);
        check_file(plan, d->maps[i].id, d->maps[i].normal);
    }
    for (size_t i = 0; i < d->class_table_count; i++) check_file(plan, d->class_tables[i].id, d->class_tables[i].file);
    for (size_t i = 0; i < d->station_count; i++) {
        const StationEntry *station = &d->stations[i];
        const char *files[] = {station->file, station->normal, station->sites, station->polygons};
        for (size_t k = 0; k < sizeof files / sizeof *files; k++) check_file(plan, station->id, files[k]);
    }
    for (size_t i = 0; i < d->table_count; i++) check_file(plan, d->tables[i].id, d->tables[i].file);
    if (d->parcels_file[0] != '\0') {
        check_file(plan, "parcels", d->parcels_file);
        const char *parcels = district_file(plan->arena, d, d->parcels_file, plan->year, 0);
        if (file_exists(parcels)) plan_add_vector_input(plan, "parcels", parcels);
    }
    for (size_t i = 0; i < d->observed_count; i++) check_file(plan, d->observed[i].id, d->observed[i].file);
}
