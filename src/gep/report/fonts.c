#include "gep/report/fonts.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include "base/file.h"
#include "base/text.h"

struct Fonts {
    FcConfig *config; // NULL when the system's is used
    PangoFontMap *map;
};

const char *fonts_family(Face face)
{
    static const char *const families[] = {"Noto Sans CJK SC", "Noto Serif CJK SC", "Noto Sans Mono CJK SC"};
    return families[face];
}

// The folder that holds a family's regular face; false when it is not installed.
static bool find_folder(Arena *arena, const char *family, const char **folder)
{
    FcPattern *pattern = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, NULL);
    FcObjectSet *objects = FcObjectSetBuild(FC_FILE, NULL);
    FcFontSet *found = FcFontList(NULL, pattern, objects);
    FcChar8 *file = NULL;
    bool ok = found && found->nfont > 0 && FcPatternGetString(found->fonts[0], FC_FILE, 0, &file) == FcResultMatch;
    if (ok) *folder = file_folder(arena, (const char *)file);
    if (found) FcFontSetDestroy(found);
    FcObjectSetDestroy(objects);
    FcPatternDestroy(pattern);
    return ok;
}

static void add_element(StrBuf *xml, const char *name, const char *text, Arena *arena)
{
    const char *safe = text_replace(arena, text_replace(arena, text, "&", "&amp;"), "<", "&lt;");
    strbuf_printf(xml, "<%s>%s</%s>", name, safe, name);
}

// The cache folders of the system's configuration, so that the large CJK fonts need not be scanned.
static void add_caches(StrBuf *xml, Arena *arena)
{
    FcStrList *folders = FcConfigGetCacheDirs(NULL);
    const FcChar8 *folder;
    while (folders && (folder = FcStrListNext(folders))) add_element(xml, "cachedir", (const char *)folder, arena);
    if (folders) FcStrListDone(folders);
}

static FcConfig *private_config(Arena *arena)
{
    const char *sans, *serif;
    if (!find_folder(arena, fonts_family(FACE_SANS), &sans)) return NULL;
    if (!find_folder(arena, fonts_family(FACE_SERIF), &serif)) return NULL;
    StrBuf xml = strbuf_open(arena);
    strbuf_add(&xml, "<?xml version=\"1.0\"?><fontconfig>");
    add_element(&xml, "dir", sans, arena);
    if (!text_equal(sans, serif)) add_element(&xml, "dir", serif, arena);
    add_caches(&xml, arena);
    strbuf_add(&xml, "</fontconfig>");
    FcConfig *config = FcConfigCreate();
    if (FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)xml.data, FcFalse) && FcConfigBuildFonts(config)) {
        return config;
    }
    FcConfigDestroy(config);
    return NULL;
}

Fonts *fonts_open(bool noto)
{
    Arena *arena = arena_open();
    Fonts *fonts = g_new0(Fonts, 1);
    if (noto) fonts->config = private_config(arena);
    fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (fonts->config) pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), fonts->config);
    arena_close(arena);
    return fonts;
}

void fonts_close(Fonts *fonts)
{
    g_object_unref(fonts->map);
    if (fonts->config) FcConfigDestroy(fonts->config);
    g_free(fonts);
}

PangoContext *fonts_context(Fonts *fonts, bool chinese)
{
    PangoContext *context = pango_font_map_create_context(fonts->map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string(chinese ? "zh-cn" : "en"));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    return context;
}

bool fonts_other(const Fonts *fonts)
{
    return fonts->config == NULL;
}
