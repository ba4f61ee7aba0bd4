#include "base/message.h"

#include <locale.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define DOMAIN "qingshan"

extern int _nl_msg_cat_cntr; // glibc looks the catalogue up again when this changes

static atomic_bool chinese = true;

static const char *language_asked(void)
{
    static const char *const names[] = {"QINGSHAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value) return value;
    }
    return "zh";
}

static atomic_bool bound; // to the program's own catalogue

static void bind_catalogue(void)
{
    Arena *arena = arena_open();
    char *folder;
    if (file_program_data(arena, "locale", &folder, NULL)) bindtextdomain(DOMAIN, folder);
    bind_textdomain_codeset(DOMAIN, "UTF-8");
    textdomain(DOMAIN);
    bound = true;
    arena_close(arena);
}

// The catalogue's header is the translation of "".
static bool catalogue_is_there(void)
{
    return gettext("")[0] != '\0';
}

static void ask_for(bool wanted)
{
    setenv("LANGUAGE", wanted ? "zh_CN" : "en", 1);
    _nl_msg_cat_cntr++;
    chinese = wanted;
}

void message_start(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    bind_catalogue();
    message_set_language(language_asked());
}

void message_set_language(const char *code)
{
    ask_for(strncasecmp(code, "en", 2) != 0);
    if (chinese && bound && !catalogue_is_there()) ask_for(false);
}

bool message_is_chinese(void)
{
    return chinese;
}

// Needs no memory: it also says that there is none left.
void message_say(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    flockfile(stderr);
    fputs("qingshan: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    funlockfile(stderr);
    va_end(args);
}
