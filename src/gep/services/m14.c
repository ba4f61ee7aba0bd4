// m14.c - M14 fishery products (渔业产品), from the tables `products` and `land_rent` (products.h). gep-methods.md 2.1.
#include <math.h>
#include <stddef.h>

#include "gep/products.h"
#include "gep/service.h"

const Service service_m14 = {
    .code = "M14",
    .name_zh = "渔业产品",
    .name_en = "Fishery products",
    .group = GROUP_MATERIAL,
    .unit = "t",
    .seea = "Aquaculture and wild fish provisioning",
    .parts = {PRODUCTS_PARTS},
    .variants = {PRODUCTS_VARIANTS("M14")},
};
