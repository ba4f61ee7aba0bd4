#include "gep/service.h"

#include "base/text.h"

const Service *service_find(const char *code)
{
    for (const Service *const *at = services; *at; at++) {
        if (text_equal((*at)->code, code)) return *at;
    }
    return NULL;
}

const Variant *service_variant(const Service *service, const char *id)
{
    for (size_t i = 0; i < VARIANT_MAX && service->variants[i].id; i++) {
        if (text_equal(service->variants[i].id, id)) return &service->variants[i];
    }
    return NULL;
}

const Field *field_find(const char *id)
{
    for (const Field *const *at = fields; *at; at++) {
        if (text_equal((*at)->id, id)) return *at;
    }
    return NULL;
}
