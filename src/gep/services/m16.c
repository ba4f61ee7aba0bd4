// m16.c - M16 ecological energy (生态能源): hydropower, biomass, straw, biogas, from the table `products`
// (gep/products.h). gep-methods.md 2.1.
//
// Hydropower without a price of its own is priced by price.hydropower. Wind and sun are no ecosystem's product: leave
// them out of the table.
#include <math.h>
#include <stddef.h>

#include "gep/products.h"
#include "gep/service.h"

const Service service_m16 = {
    .code = "M16",
    .name_zh = "生态能源",
    .name_en = "Ecological energy",
    .group = GROUP_MATERIAL,
    .unit = "kWh",
    .seea = "", // outside SEEA EA for wind and sun; hydropower is debated
    .parts = {PRODUCTS_PARTS,
              {.id = "hydro",
               .name_zh = "水电",
               .name_en = "Hydropower",
               .unit = "kWh",
               .price = "price.hydropower",
               .price_unit = "yuan/kWh"}},
    .variants = {PRODUCTS_VARIANTS("M16")},
};
