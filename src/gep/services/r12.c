// r12.c - R12 pest control (病虫害控制): hm2 of forest and grassland that recover from pests unaided, at the cost of
// control by class. gep-methods.md 2.10.
#include <stddef.h>

#include "gep/service.h"

static void by_natural_share(const Cells *cells, double *const *out)
{
    const double *share = cells->by_class[0];
    for (size_t i = 0; i < cells->count; i++) out[0][i] = share[cells->class_index[i]] / 1e4; // hm2 in a m2
}

const Service service_r12 = {
    .code = "R12",
    .name_zh = "病虫害控制",
    .name_en = "Pest control",
    .group = GROUP_REGULATING,
    .unit = "hm2",
    .seea = "Biological control",
    .flows = {{.id = "area",
               .name_zh = "自然控制面积",
               .name_en = "Area recovering unaided",
               .unit = "hm2",
               .counts = true}},
    .parts = {{.id = "area",
               .name_zh = "病虫害控制",
               .name_en = "Pests controlled",
               .flow = "area",
               .unit = "hm2",
               .price = "price.pest_control",
               .price_unit = "yuan/hm2"}},
    .variants = {{.id = "natural",
                  .name_zh = "天然自愈面积",
                  .name_en = "Area that recovers unaided",
                  .source = "Ganzi, doi 10.5846/stxb201607011362",
                  .params = {{.id = "R12.natural_share", .shape = PARAM_BY_CLASS, .unit = "1"}},
                  .kernel = by_natural_share}},
};
