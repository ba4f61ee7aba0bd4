// m11.c - M11 crop products (农业产品), from the tables `products` and `land_rent` (products.h). gep-methods.md 2.1.
#include <math.h>
#include <stddef.h>

#include "gep/products.h"
#include "gep/service.h"

const Service service_m11 = {
    .code = "M11",
    .name_zh = "农业产品",
    .name_en = "Crop products",
    .group = GROUP_MATERIAL,
    .unit = "t",
    .seea = "Crop provisioning",
    .parts = {PRODUCTS_PARTS},
    .variants = {PRODUCTS_VARIANTS("M11")},
};
