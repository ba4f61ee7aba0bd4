// plan_internal.h - between the files plan_*.c only.
#ifndef QINGSHAN_GEP_PLAN_INTERNAL_H
#define QINGSHAN_GEP_PLAN_INTERNAL_H

#include "base/text.h"
#include "gep/plan.h"
#include "gep/why.h"

bool plan_fail(Plan *plan, const char *code, const char *where, const Err *err); // an ERROR finding; returns false

// plan_land.c: grid, boundary, zones, classes.
bool plan_land(Plan *plan, int jobs);
void plan_add_vector_input(Plan *plan, const char *id, const char *path); // with the files beside a shapefile
int plan_class_index(const Plan *plan, const char *code);                 // 0 when the class is not known
int plan_zone_index(const Plan *plan, const char *code);                  // ZONE_NONE when "" ; -1 when unknown
int plan_layer(Plan *plan, const char *id, const char *path, int band, LayerKind kind, const char *crs,
               const char *license); // -1 after a finding

// plan_place.c: false after a finding, when grid.crs is made for another part of the earth than the boundary lies in:
// it is said once, and not of each map.
bool plan_place(Plan *plan);

// plan_tabular.c: the cells table instead of maps.
bool plan_tabular(Plan *plan);
int plan_column_node(Plan *plan, const char *id, int months, const char *unit); // -1: no such column

// plan_nodes.c: which node gives input `id` in a scenario. -1 when nothing does: why gets what was looked for. Known
// nodes are shared.
int plan_add_node(Plan *plan, Node node);
int plan_node(Plan *plan, const char *id, int months, const char *unit, int scenario, Why *why);

// plan_stations.c
int plan_station_node(Plan *plan, const Field *field, const FieldMethod *method, int scenario, Why *why);

// A daily series of any station set read for the actual year; NULL without one.
const Series *plan_series(const Plan *plan, const char *variable);

// plan_bind.c: parameters, options.
bool plan_bind(Plan *plan, const char *owner, const ParamNeed *params, const OptionNeed *options,
               size_t statistic_count, Bound *out, Why *why);
const char *plan_option(const Plan *plan, const char *key,
                        const char *fallback); // of district variants, then profile options
// Is an input that depends on an option (needed_if) wanted?
bool plan_input_wanted(const Plan *plan, const InputNeed *need, const OptionNeed *options);
double *plan_scalar_target(const Bound *bound, size_t k); // where a scalar that is found later goes
bool bound_year_range(const char *text, int *first, int *last);

// plan_declared.c
void plan_declared(Plan *plan);

// plan_options.c
void plan_options(Plan *plan);

// plan_services.c
// Where the table is; NULL when the district has none of this id.
const char *plan_table_path(Arena *arena, const District *district, int year, const char *id);
// What the service's variant reads from the tables of `prices`; false when they do not give it.
bool plan_price_entries(Plan *plan, const ServicePlan *service, const PlanPrices *prices, Entry **out, size_t *count);
void plan_services(Plan *plan);
// Is this part (NULL: the service) in the sum? The option leave_out names parts that are not: "R02.nitrogen
// R02.phosphorus".
bool plan_part_counts(const Plan *plan, const ServicePlan *service, const char *part);

#endif
