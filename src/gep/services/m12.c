// m12.c - M12 forest products (林业产品), from the tables `products` and `land_rent` (products.h). gep-methods.md 2.1.
#include <math.h>
#include <stddef.h>

#include "gep/products.h"
#include "gep/service.h"

const Service service_m12 = {
    .code = "M12",
    .name_zh = "林业产品",
    .name_en = "Forest products",
    .group = GROUP_MATERIAL,
    .unit = "t",
    .seea = "Wood and wild plant provisioning",
    .parts = {PRODUCTS_PARTS},
    .variants = {PRODUCTS_VARIANTS("M12")},
};
