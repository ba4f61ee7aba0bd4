// m13.c - M13 livestock products (畜牧业产品), from the tables `products` and `land_rent` (products.h).
// gep-methods.md 2.1.
#include <math.h>
#include <stddef.h>

#include "gep/products.h"
#include "gep/service.h"

const Service service_m13 = {
    .code = "M13",
    .name_zh = "畜牧业产品",
    .name_en = "Livestock products",
    .group = GROUP_MATERIAL,
    .unit = "t",
    .seea = "Grazed biomass and livestock provisioning",
    .parts = {PRODUCTS_PARTS},
    .variants = {PRODUCTS_VARIANTS("M13")},
};
