// r14.c - R14 negative air ions (空气负离子): ions a year. gep-methods.md 2.10.
//
// A stand below 600 ions/cm3, the level that people are used to, gives none: its negative cells become 0 and are
// counted.
#include <stddef.h>

#include "gep/formulas/air.h"
#include "gep/service.h"

static void by_stand(const Cells *cells, double *const *out)
{
    const double *height = cells->in[0][0], *density = cells->in[1][0], *factor = cells->by_class[1];
    for (size_t i = 0; i < cells->count; i++) {
        out[0][i] = ions_per_m2(height[i], factor[cells->class_index[i]], density[i], cells->scalar[0]);
    }
}

const Service service_r14 = {
    .code = "R14",
    .name_zh = "空气负离子",
    .name_en = "Negative air ions",
    .group = GROUP_REGULATING,
    .unit = "ions/a",
    .seea = "", // SEEA EA does not list it
    .flows = {{.id = "ions",
               .name_zh = "负离子",
               .name_en = "Negative ions",
               .unit = "ions/a",
               .counts = true,
               .clamp = true}},
    .parts = {{.id = "ions",
               .name_zh = "负离子",
               .name_en = "Negative ions",
               .flow = "ions",
               .unit = "ions/a",
               .price = "price.ion",
               .price_unit = "yuan/ion"}},
    .variants =
        {{.id = "stand",
          .name_zh = "林分高度与负离子浓度",
          .name_en = "Height of the stand and density of ions",
          .source = "LY/T 1721-2008 form, read in public calculators",
          .inputs = {{.id = "canopy_height", .months = 1, .unit = "m"},
                     {.id = "ion_density", .months = 1, .unit = "ions/cm3"}},
          // Without a row the stand factor is 1: the formula as it stands.
          .params =
              {{.id = "R14.ion_life", .shape = PARAM_SCALAR, .unit = "min"},
               {.id = "R14.stand_factor", .shape = PARAM_BY_CLASS, .unit = "1", .when_absent = 1, .optional = true}},
          .kernel = by_stand}},
};
