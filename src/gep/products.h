// products.h - material products (M11-M14, M16, M17) from the tables `products` and `land_rent`. gep-methods.md 2.1.
//
// A row belongs to the service that its column `code` names. A row's unit decides the part: weight (t), volume (m3),
// energy (kWh), count (head, trees, ...); a row that gives only a value goes to part `value`.
#ifndef QINGSHAN_GEP_PRODUCTS_H
#define QINGSHAN_GEP_PRODUCTS_H

#include "gep/service.h"

// Gross market value: quantity * price, or the value as given.
bool products_gross(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err);
// Less the human input: the net value as given, or the gross value less the cost. At constant prices the net moves as
// the product's price does (single deflation).
bool products_net(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err);
// Gross times the ecosystem's share: the row's, else the parameter CODE.ratio.
bool products_ratio(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err);
// Area times the yearly rent of the land, from table land_rent.
bool products_rent(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err);

// What these services have in common; `hydro` is M16's alone.
#define PRODUCTS_PART(identity, zh, en, measure)                                                                       \
    {                                                                                                                  \
        .id = (identity), .name_zh = (zh), .name_en = (en), .unit = (measure), .price = "", .price_unit = ""           \
    }
#define PRODUCTS_PARTS                                                                                                 \
    PRODUCTS_PART("weight", "按重量计的产品", "Products by weight", "t"),                                              \
        PRODUCTS_PART("volume", "按体积计的产品", "Products by volume", "m3"),                                         \
        PRODUCTS_PART("count", "按数量计的产品", "Products by count", "1"),                                            \
        PRODUCTS_PART("energy", "能源产品", "Energy", "kWh"),                                                          \
        PRODUCTS_PART("value", "只有产值的产品", "By value", ""),                                                      \
        PRODUCTS_PART("land", "土地租金", "Land rent", "hm2")

#define PRODUCTS_VARIANTS(service)                                                                                     \
    {.id = "gross",                                                                                                    \
     .name_zh = "市场价值法（总值）",                                                                                  \
     .name_en = "Gross market value",                                                                                  \
     .source = "gep-methods.md 2.1",                                                                                   \
     .tables = {"products"},                                                                                           \
     .tabulate = products_gross},                                                                                      \
        {.id = "net",                                                                                                  \
         .name_zh = "残值法（扣除人工投入）",                                                                          \
         .name_en = "Market value less human input",                                                                   \
         .source = "生态产品总值核算规范（试行）2022 (recalled)",                                                      \
         .tables = {"products"},                                                                                       \
         .tabulate = products_net},                                                                                    \
        {.id = "ratio",                                                                                                \
         .name_zh = "生态贡献率法",                                                                                    \
         .name_en = "Market value times the ecosystem's share",                                                        \
         .source = "gep-methods.md 2.1",                                                                               \
         .params =                                                                                                     \
             {{.id = service ".ratio", .shape = PARAM_SCALAR, .unit = "1", .when_absent = NAN, .optional = true}},     \
         .tables = {"products"},                                                                                       \
         .tabulate = products_ratio},                                                                                  \
    {                                                                                                                  \
        .id = "rent", .name_zh = "土地租金法", .name_en = "Land rent", .source = "gep-methods.md 2.1",                 \
        .tables = {"land_rent"}, .tabulate = products_rent                                                             \
    }

#endif
