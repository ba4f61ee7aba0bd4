// profile.h - a method profile: which services count, by which variants, over which classes, at which prices, and what
// may not be added.
//
// Data: methods/profiles/NAME.yaml. There is no default profile.
#ifndef QINGSHAN_GEP_PROFILE_H
#define QINGSHAN_GEP_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

typedef struct ProfileService {
    const char *code;
    bool in_total;       // false: accounted beside, never added
    const char *variant; // the profile's own choice; a district may choose another of `variants`
    size_t variant_count;
    const char **variants; // allowed
    size_t option_count;   // defaults for the variant's options, "k=epic"
    const char **options;
} ProfileService;

typedef struct ProfileOverlap { // two services (or parts, "R02.nitrogen") whose values would count the same thing twice
    const char *a, *b;
    const char *reason_zh, *reason_en, *source;
    const char *unless; // "" or a condition the engine knows: "storm_excluded", "residents_only", "different_water"
} ProfileOverlap;

typedef struct ProfileBand { // plausibility: a service's quantity per km2 of district, or GEP per km2; outside it a
                             // DOUBT
    const char *code, *per, *unit;
    double low, high;
    const char *source_zh, *source_en, *region;
} ProfileBand;

typedef struct Profile {
    const char *id, *title_zh, *title_en, *document_zh, *status;
    const char *price_basis; // "capital", "annualised", or "none": quantities only
    size_t above_count;      // texts that stand above this one and should be obtained
    const char **above;
    size_t parameter_count; // files under methods/parameters, in order
    const char **parameters;
    size_t service_count, overlap_count, band_count;
    const ProfileService *services; // sorted by code
    const ProfileOverlap *overlaps;
    const ProfileBand *bands;
} Profile;

// ERR_MISSING lists the profiles there are.
MUST_CHECK bool profile_read(Arena *arena, const char *methods_folder, const char *id, Profile *out, Err *err);
MUST_CHECK bool profile_parse(Arena *arena, const char *data, size_t size, Profile *out,
                              Err *err);                                         // pure; ERR_INPUT with line and column
const ProfileService *profile_service(const Profile *profile, const char *code); // NULL: not in the profile

#endif
