#include "gep/profile.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/record.h"
#include "base/text.h"

// ---- the keys of a profile ------------------------------------------------------------------------------------------

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const RecordKey service_keys[] = {
    {"code", RECORD_TEXT, true, offsetof(ProfileService, code)},
    {"in_total", RECORD_FLAG, true, offsetof(ProfileService, in_total)},
    {"variant", RECORD_TEXT, true, offsetof(ProfileService, variant)},
    {"variants", RECORD_TEXTS, false, offsetof(ProfileService, variants), offsetof(ProfileService, variant_count)},
    {"options", RECORD_TEXTS, false, offsetof(ProfileService, options), offsetof(ProfileService, option_count)},
};

static const RecordKey overlap_keys[] = {
    {"a", RECORD_TEXT, true, offsetof(ProfileOverlap, a)},
    {"b", RECORD_TEXT, true, offsetof(ProfileOverlap, b)},
    {"reason_zh", RECORD_TEXT, true, offsetof(ProfileOverlap, reason_zh)},
    {"reason_en", RECORD_TEXT, true, offsetof(ProfileOverlap, reason_en)},
    {"source", RECORD_TEXT, false, offsetof(ProfileOverlap, source)},
    {"unless", RECORD_TEXT, false, offsetof(ProfileOverlap, unless)},
};

static const RecordKey band_keys[] = {
    {"code", RECORD_TEXT, true, offsetof(ProfileBand, code)},
    {"per", RECORD_TEXT, false, offsetof(ProfileBand, per)},
    {"unit", RECORD_TEXT, true, offsetof(ProfileBand, unit)},
    {"low", RECORD_NUMBER, true, offsetof(ProfileBand, low)},
    {"high", RECORD_NUMBER, true, offsetof(ProfileBand, high)},
    {"source_zh", RECORD_TEXT, true, offsetof(ProfileBand, source_zh)},
    {"source_en", RECORD_TEXT, true, offsetof(ProfileBand, source_en)},
    {"region", RECORD_TEXT, false, offsetof(ProfileBand, region)},
};

static const RecordKey profile_keys[] = {
    {"id", RECORD_TEXT, true, offsetof(Profile, id)},
    {"title_zh", RECORD_TEXT, true, offsetof(Profile, title_zh)},
    {"title_en", RECORD_TEXT, true, offsetof(Profile, title_en)},
    {"document_zh", RECORD_TEXT, false, offsetof(Profile, document_zh)},
    {"status", RECORD_TEXT, true, offsetof(Profile, status)},
    {"price_basis", RECORD_TEXT, true, offsetof(Profile, price_basis)},
    {"above", RECORD_TEXTS, false, offsetof(Profile, above), offsetof(Profile, above_count)},
    {"parameters", RECORD_TEXTS, false, offsetof(Profile, parameters), offsetof(Profile, parameter_count)},
    {"services", RECORD_LIST, true, offsetof(Profile, services), offsetof(Profile, service_count),
     sizeof(ProfileService), COUNT(service_keys), service_keys},
    {"overlaps", RECORD_LIST, false, offsetof(Profile, overlaps), offsetof(Profile, overlap_count),
     sizeof(ProfileOverlap), COUNT(overlap_keys), overlap_keys},
    {"bands", RECORD_LIST, false, offsetof(Profile, bands), offsetof(Profile, band_count), sizeof(ProfileBand),
     COUNT(band_keys), band_keys},
};

// ---- what they mean -------------------------------------------------------------------------------------------------

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words; words++) {
        if (text_equal(text, *words)) return true;
    }
    return false;
}

static bool check_head(const RecordSource *source, const Profile *profile, Err *err)
{
    static const char *const bases[] = {"capital", "annualised", "none", NULL}, *const states[] = {"verified",
                                                                                                   "unverified", "demo",
                                                                                                   NULL};
    if (!is_one_of(profile->price_basis, bases)) {
        return record_fault(source, "price_basis", err, _("'%s' must be capital, annualised or none"),
                            profile->price_basis);
    }
    if (!is_one_of(profile->status, states)) {
        return record_fault(source, "status", err, _("'%s' must be verified, unverified or demo"), profile->status);
    }
    return true;
}

static const char *entry_path(const RecordSource *source, const char *list, size_t index, const char *key)
{
    return arena_printf(source->arena, "%s[%zu].%s", list, index + 1, key);
}

static bool allows(const ProfileService *service, const char *variant)
{
    for (size_t i = 0; i < service->variant_count; i++) {
        if (text_equal(service->variants[i], variant)) return true;
    }
    return service->variant_count == 0;
}

static bool check_service(const RecordSource *source, const Profile *profile, size_t i, Err *err)
{
    const ProfileService *service = &profile->services[i];
    if (profile_service(profile, service->code) != service) {
        return record_fault(source, entry_path(source, "services", i, "code"), err, _("service %s stands twice"),
                            service->code);
    }
    if (!allows(service, service->variant)) {
        return record_fault(source, entry_path(source, "services", i, "variant"), err,
                            _("the variant '%s' is not among the variants allowed"), service->variant);
    }
    for (size_t k = 0; k < service->option_count; k++) {
        const char *equals = strchr(service->options[k], '=');
        if (equals && equals > service->options[k] && equals[1] != '\0') continue;
        return record_fault(source, entry_path(source, "services", i, "options"), err,
                            _("'%s' must be written key=value"), service->options[k]);
    }
    return true;
}

// "R02" and "R02.nitrogen" name a service of the profile.
static bool names_service(const Profile *profile, const char *name)
{
    for (size_t i = 0; i < profile->service_count; i++) {
        size_t size = strlen(profile->services[i].code);
        if (text_starts(name, profile->services[i].code) && (name[size] == '\0' || name[size] == '.')) return true;
    }
    return false;
}

static bool check_overlap(const RecordSource *source, const Profile *profile, size_t i, Err *err)
{
    static const char *const conditions[] = {"", "storm_excluded", "residents_only", "different_water", NULL};
    const ProfileOverlap *overlap = &profile->overlaps[i];
    const char *odd = !names_service(profile, overlap->a) ? "a" : !names_service(profile, overlap->b) ? "b" : NULL;
    if (odd) {
        return record_fault(source, entry_path(source, "overlaps", i, odd), err,
                            _("'%s' names no service of this profile"), odd[0] == 'a' ? overlap->a : overlap->b);
    }
    if (is_one_of(overlap->unless, conditions)) return true;
    return record_fault(source, entry_path(source, "overlaps", i, "unless"), err,
                        _("'%s' is no condition that the program knows; known are storm_excluded, residents_only and "
                          "different_water"),
                        overlap->unless);
}

static bool check_band(const RecordSource *source, const Profile *profile, size_t i, Err *err)
{
    static const char *const pers[] = {"", "km2", NULL};
    const ProfileBand *band = &profile->bands[i];
    if (!text_equal(band->code, "GEP") && !profile_service(profile, band->code)) {
        return record_fault(source, entry_path(source, "bands", i, "code"), err,
                            _("'%s' names no service of this profile"), band->code);
    }
    if (!is_one_of(band->per, pers)) {
        return record_fault(source, entry_path(source, "bands", i, "per"), err, _("'%s' must be km2 or absent"),
                            band->per);
    }
    if (band->low < band->high) return true;
    return record_fault(source, entry_path(source, "bands", i, "low"), err, _("low %g is not below high %g"), band->low,
                        band->high);
}

static bool check_lists(const RecordSource *source, const Profile *profile, Err *err)
{
    for (size_t i = 0; i < profile->service_count; i++) {
        if (!check_service(source, profile, i, err)) return false;
    }
    for (size_t i = 0; i < profile->overlap_count; i++) {
        if (!check_overlap(source, profile, i, err)) return false;
    }
    for (size_t i = 0; i < profile->band_count; i++) {
        if (!check_band(source, profile, i, err)) return false;
    }
    return true;
}

// ---- reading --------------------------------------------------------------------------------------------------------

static int by_code(const void *left, const void *right)
{
    const ProfileService *a = left, *b = right;
    return strcmp(a->code, b->code);
}

static void sort_services(Arena *arena, Profile *profile)
{
    if (profile->service_count == 0) return;
    ProfileService *sorted = arena_array(arena, profile->service_count, sizeof *sorted);
    memcpy(sorted, profile->services, profile->service_count * sizeof *sorted);
    qsort(sorted, profile->service_count, sizeof *sorted, by_code);
    profile->services = sorted;
}

static bool parse(Arena *arena, const char *data, size_t size, const char *file, Profile *out, Err *err)
{
    RecordSource source;
    *out = (Profile){0};
    if (!record_read(arena, data, size, file, profile_keys, COUNT(profile_keys), out, &source, err)) return false;
    if (!check_head(&source, out, err) || !check_lists(&source, out, err)) return false;
    sort_services(arena, out); // after the checks, which name places in the file
    return true;
}

bool profile_parse(Arena *arena, const char *data, size_t size, Profile *out, Err *err)
{
    return parse(arena, data, size, "profile", out, err);
}

static bool unknown_profile(Arena *arena, const char *folder, const char *id, Err *err)
{
    char **names;
    size_t count;
    if (!file_list(arena, folder, &names, &count, err)) return false;
    StrBuf known = strbuf_open(arena);
    for (size_t i = 0; i < count; i++) {
        if (!text_ends(names[i], ".yaml")) continue;
        strbuf_add(&known, known.size > 0 ? ", " : "");
        strbuf_add_size(&known, names[i], strlen(names[i]) - strlen(".yaml"));
    }
    return err_set(err, ERR_MISSING,
                   _("no method profile '%s'; there are %s; none is the default, since the texts "
                     "differ"),
                   id, known.data);
}

bool profile_read(Arena *arena, const char *methods_folder, const char *id, Profile *out, Err *err)
{
    char *data;
    size_t size;
    const char *folder = file_join(arena, methods_folder, "profiles");
    const char *path = file_join(arena, folder, arena_printf(arena, "%s.yaml", id));
    bool plain = id[0] != '\0' && strchr(id, '/') == NULL;
    if (!plain || !file_exists(path)) return unknown_profile(arena, folder, id, err);
    if (!file_read(arena, path, &data, &size, err) || !parse(arena, data, size, path, out, err)) return false;
    if (text_equal(out->id, id)) return true;
    return err_set(err, ERR_INPUT, _("%s: the id is '%s'; expected the file's name, '%s'"), path, out->id, id);
}

const ProfileService *profile_service(const Profile *profile, const char *code)
{
    for (size_t i = 0; i < profile->service_count; i++) {
        if (text_equal(profile->services[i].code, code)) return &profile->services[i];
    }
    return NULL;
}
