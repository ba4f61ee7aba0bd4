// m17.c - M17 other products: flowers, seedlings, medicinal herbs (其他产品（花卉苗木、中药材）), from the tables
// `products` and `land_rent` (gep/products.h). gep-methods.md 2.1.
#include <math.h>
#include <stddef.h>

#include "gep/products.h"
#include "gep/service.h"

const Service service_m17 = {
    .code = "M17",
    .name_zh = "其他产品（花卉苗木、中药材）",
    .name_en = "Other products: flowers, seedlings, medicinal herbs",
    .group = GROUP_MATERIAL,
    .unit = "t",
    .seea = "Other biomass provisioning",
    .parts = {PRODUCTS_PARTS},
    .variants = {PRODUCTS_VARIANTS("M17")},
};
