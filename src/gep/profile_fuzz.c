// Any bytes as a profile: a Profile or an error, never a crash.
#include <stddef.h>
#include <stdint.h>

#include "gep/profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena *arena;
    Err err;
    Profile profile;
    if (!arena) arena = arena_open();
    arena_reset(arena);
    if (!profile_parse(arena, (const char *)data, size, &profile, &err)) return 0;
    for (size_t i = 0; i < profile.service_count; i++) {
        if (profile_service(&profile, profile.services[i].code) != &profile.services[i]) __builtin_trap();
    }
    return 0;
}
