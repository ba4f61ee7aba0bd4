// fonts.h - the typefaces of the documents: Debian's fonts-noto-cjk, from a private fontconfig so that a user's own
// settings and fonts change nothing.
#ifndef QINGSHAN_GEP_REPORT_FONTS_H
#define QINGSHAN_GEP_REPORT_FONTS_H

#include <pango/pango.h>
#include <stdbool.h>

typedef enum Face { FACE_SANS, FACE_SERIF, FACE_MONO } Face;

typedef struct Fonts Fonts;
// noto: only Noto CJK, when it is installed; else whatever the system has.
Fonts *fonts_open(bool noto);
void fonts_close(Fonts *fonts);
PangoContext *fonts_context(Fonts *fonts, bool chinese); // owned by the caller: g_object_unref
const char *fonts_family(Face face);
bool fonts_other(const Fonts *fonts); // the system's own choice is used

#endif
