// args.c - taking options out of a command line.
#include <string.h>

#include "base/message.h"
#include "base/progress.h"
#include "base/text.h"
#include "cli/cli.h"

static void remove_words(Args *args, int at, int count)
{
    memmove(&args->words[at], &args->words[at + count], (size_t)(args->count - at - count) * sizeof *args->words);
    args->count -= count;
}

static void note_taken(Args *args, const char *name)
{
    if (args->taken_count < (int)(sizeof args->taken / sizeof *args->taken)) args->taken[args->taken_count++] = name;
}

static bool is_taken(const Args *args, const char *word)
{
    size_t size = strcspn(word, "=");
    for (int i = 0; i < args->taken_count; i++) {
        if (strlen(args->taken[i]) == size && strncmp(args->taken[i], word, size) == 0) return true;
    }
    return false;
}

bool args_no_options(const Args *args, Err *err)
{
    for (int i = 0; i < args->count; i++) {
        const char *word = args->words[i];
        if (word[0] != '-' || word[1] == '\0') continue;
        if (!is_taken(args, word)) return err_set(err, ERR_USAGE, _("unknown option %s"), word);
        return err_set(err, ERR_USAGE, _("%.*s is given twice; give it once"), (int)strcspn(word, "="), word);
    }
    return true;
}

bool args_open(int count, char **words, Args *out, Err *err)
{
    *out = (Args){0};
    if (count > (int)(sizeof out->words / sizeof *out->words)) return err_set(err, ERR_USAGE, _("too many arguments"));
    for (int i = 0; i < count; i++) out->words[out->count++] = words[i];
    const char *language = NULL;
    if (!args_value(out, "--lang", &language, err)) return false;
    if (language != NULL && strcmp(language, "zh") != 0 && strcmp(language, "en") != 0)
        return err_set(err, ERR_USAGE, _("--lang takes zh or en, not \"%s\""), language);
    if (language != NULL) message_set_language(language);
    progress_set_quiet(args_flag(out, "-q"));
    return true;
}

const char *args_next(Args *args)
{
    if (args->count == 0) return NULL;
    const char *word = args->words[0];
    remove_words(args, 0, 1);
    return word;
}

bool args_flag(Args *args, const char *name)
{
    for (int i = 0; i < args->count; i++) {
        if (strcmp(args->words[i], name) != 0) continue;
        remove_words(args, i, 1);
        note_taken(args, name);
        return true;
    }
    return false;
}

bool args_value(Args *args, const char *name, const char **value, Err *err)
{
    size_t size = strlen(name);
    for (int i = 0; i < args->count; i++) {
        const char *word = args->words[i];
        if (strncmp(word, name, size) != 0) continue;
        if (word[size] != '\0' && word[size] != '=') continue;
        bool apart = word[size] == '\0';
        if (apart && i + 1 == args->count) return err_set(err, ERR_USAGE, _("%s needs a value"), name);
        *value = apart ? args->words[i + 1] : word + size + 1;
        if (**value == '\0') return err_set(err, ERR_USAGE, _("%s needs a value, and this one is empty"), name);
        remove_words(args, i, apart ? 2 : 1);
        note_taken(args, name);
        return true;
    }
    return true;
}

bool args_int(Args *args, const char *name, int least, int most, int *value, Err *err)
{
    const char *text = NULL;
    int64_t number;
    if (!args_value(args, name, &text, err)) return false;
    if (text == NULL) return true;
    if (!text_to_int64(text, &number) || number < least || number > most)
        return err_set(err, ERR_USAGE, _("%s takes a whole number from %d to %d, not \"%s\""), name, least, most, text);
    *value = (int)number;
    return true;
}

bool args_only(Args *args, const char *what, const char **word, Err *err)
{
    if (!args_no_options(args, err)) return false;
    if (args->count == 0) return err_set(err, ERR_USAGE, _("%s is missing"), what);
    if (args->count > 1) return err_set(err, ERR_USAGE, _("one word too many: %s"), args->words[1]);
    *word = args->words[0];
    return (*word)[0] != '\0' || err_set(err, ERR_USAGE, _("%s is empty"), what);
}

bool args_years(const char *text, int *first, int *last, Err *err)
{
    int size = 0;
    bool one = sscanf(text, "%4d%n", first, &size) == 1 && text[size] == '\0', two = false;
    if (one) *last = *first;
    if (!one) two = sscanf(text, "%4d..%4d%n", first, last, &size) == 2 && text[size] == '\0';
    if ((one || two) && *first >= 1900 && *last <= 2200 && *first <= *last) return true;
    return err_set(err, ERR_USAGE, _("--year takes a year or a range such as 2020..2023, not \"%s\""), text);
}
