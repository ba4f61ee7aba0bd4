// r08.c - R08 air purification (空气净化): t of SO2, NOx and dust a year. gep-methods.md 2.7.
//
// The kernel gives the capacity of each class. Variant two_case lists the table `emissions`, so that the engine takes
// the smaller of emission and capacity, pollutant by pollutant (gep/emissions.h); variant capacity does not.
#include <stddef.h>

#include "gep/formulas/air.h"
#include "gep/service.h"

enum { POLLUTANTS = 3 };

static void capacity(const Cells *cells, double *const *out)
{
    for (int k = 0; k < POLLUTANTS; k++) {
        const double *rate = cells->by_class[k];
        for (size_t i = 0; i < cells->count; i++) out[k][i] = pollutant_capacity_t_per_m2(rate[cells->class_index[i]]);
    }
}

const Service service_r08 = {
    .code = "R08",
    .name_zh = "空气净化",
    .name_en = "Air purification",
    .group = GROUP_REGULATING,
    .unit = "t/a",
    .seea = "Air filtration",
    .flows =
        {
            {.id = "so2",
             .name_zh = "净化二氧化硫",
             .name_en = "Sulphur dioxide removed",
             .unit = "t/a",
             .counts = true,
             .limited_by = "SO2"},
            {.id = "nox",
             .name_zh = "净化氮氧化物",
             .name_en = "Nitrogen oxides removed",
             .unit = "t/a",
             .counts = true,
             .limited_by = "NOx"},
            {.id = "dust",
             .name_zh = "净化粉尘",
             .name_en = "Dust removed",
             .unit = "t/a",
             .counts = true,
             .limited_by = "dust"},
        },
    .parts =
        {
            {.id = "so2",
             .name_zh = "净化二氧化硫",
             .name_en = "Sulphur dioxide removed",
             .flow = "so2",
             .unit = "t/a",
             .price = "tax:SO2",
             .price_unit = "yuan/t"},
            {.id = "nox",
             .name_zh = "净化氮氧化物",
             .name_en = "Nitrogen oxides removed",
             .flow = "nox",
             .unit = "t/a",
             .price = "tax:NOx",
             .price_unit = "yuan/t"},
            {.id = "dust",
             .name_zh = "净化粉尘",
             .name_en = "Dust removed",
             .flow = "dust",
             .unit = "t/a",
             .price = "tax:dust",
             .price_unit = "yuan/t"},
        },
    .variants =
        {
            {.id = "two_case",
             .name_zh = "排放量或净化能力，取其小",
             .name_en = "The smaller of emission and capacity",
             .source = "陆地生态系统生产总值（GEP）核算技术指南 2020",
             .params = {{.id = "R08.capacity_so2", .shape = PARAM_BY_CLASS, .unit = "kg/hm2/a"},
                        {.id = "R08.capacity_nox", .shape = PARAM_BY_CLASS, .unit = "kg/hm2/a"},
                        {.id = "R08.capacity_dust", .shape = PARAM_BY_CLASS, .unit = "kg/hm2/a"}},
             .tables = {"emissions"},
             .kernel = capacity},
            {.id = "capacity",
             .name_zh = "净化能力",
             .name_en = "Capacity",
             .source = "Gaotianyan, doi 10.5846/stxb201607091410",
             .params = {{.id = "R08.capacity_so2", .shape = PARAM_BY_CLASS, .unit = "kg/hm2/a"},
                        {.id = "R08.capacity_nox", .shape = PARAM_BY_CLASS, .unit = "kg/hm2/a"},
                        {.id = "R08.capacity_dust", .shape = PARAM_BY_CLASS, .unit = "kg/hm2/a"}},
             .kernel = capacity},
        },
};
