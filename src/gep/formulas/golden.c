#include "gep/formulas/golden.h"

#include <math.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"

// ---- reading

typedef struct Terms { // what tolerance and source lines say
    double tolerance;  // NaN: not said
    bool relative;
    const char *source;
} Terms;

typedef struct Reader {
    Arena *arena;
    const char *file;
    int line;
    const char *function; // NULL before the first block
    Terms block, own;     // of the block, of the case at hand
    GoldenCase *cases;
    size_t count, capacity;
    bool in_case;
    Err *err;
} Reader;

static bool fail(Reader *reader, const char *text)
{
    return err_set(reader->err, ERR_INPUT, "%s:%d: %s", reader->file, reader->line, text);
}

static const Terms no_terms = {.tolerance = NAN, .source = ""};

// Gives the case at hand what its block says and checks that nothing is lacking.
static bool end_case(Reader *reader)
{
    if (!reader->in_case) return true;
    reader->in_case = false;
    GoldenCase *at = &reader->cases[reader->count - 1];
    const Terms *terms = isnan(reader->own.tolerance) ? &reader->block : &reader->own;
    at->tolerance = terms->tolerance;
    at->relative = terms->relative;
    at->source = *reader->own.source ? reader->own.source : reader->block.source;
    if (at->expect_count == 0) return fail(reader, _("the case before this line has no 'expect'"));
    if (isnan(at->tolerance)) return fail(reader, _("the case before this line has no 'tolerance'"));
    return true;
}

static bool is_missing(const char *word)
{
    return text_equal(word, "missing");
}

static bool is_number(const char *word, double *out)
{
    *out = NAN;
    return is_missing(word) || text_to_double(word, out);
}

// "a 1 2 b 3" to a = {1, 2}, b = {3}.
static bool read_values(Reader *reader, char *const *words, size_t word_count, GoldenValues **out, size_t *count)
{
    double *numbers = arena_array(reader->arena, word_count, sizeof *numbers);
    *out = arena_array(reader->arena, word_count, sizeof **out);
    *count = 0;
    for (size_t i = 0; i < word_count;) {
        GoldenValues *values = &(*out)[(*count)++];
        double number;
        if (is_number(words[i], &number)) return fail(reader, _("a name was expected before a number"));
        values->name = words[i++];
        values->values = numbers + i;
        while (i < word_count && is_number(words[i], &numbers[i])) i++;
        values->count = (size_t)(numbers + i - values->values);
        if (values->count == 0) return fail(reader, _("a number was expected after a name"));
    }
    return true;
}

static bool read_given(Reader *reader, char *const *words, size_t count)
{
    if (!end_case(reader)) return false;
    reader->cases = arena_grow(reader->arena, reader->cases, reader->count, &reader->capacity, sizeof *reader->cases);
    GoldenCase *at = &reader->cases[reader->count++];
    *at = (GoldenCase){.function = reader->function, .file = reader->file, .line = reader->line, .source = ""};
    reader->own = no_terms;
    reader->in_case = true;
    GoldenValues *given;
    if (!read_values(reader, words, count, &given, &at->given_count)) return false;
    at->given = given;
    return true;
}

static bool read_expect(Reader *reader, char *const *words, size_t count)
{
    if (!reader->in_case) return fail(reader, _("'expect' without 'given' before it"));
    GoldenCase *at = &reader->cases[reader->count - 1];
    GoldenValues *expect;
    size_t expect_count;
    if (!read_values(reader, words, count, &expect, &expect_count)) return false;
    GoldenValues *all = arena_array(reader->arena, at->expect_count + expect_count + 1, sizeof *all);
    if (at->expect_count) memcpy(all, at->expect, at->expect_count * sizeof *all);
    if (expect_count) memcpy(all + at->expect_count, expect, expect_count * sizeof *all);
    at->expect = all;
    at->expect_count += expect_count;
    return true;
}

static bool read_tolerance(Reader *reader, char *const *words, size_t count)
{
    Terms *terms = reader->in_case ? &reader->own : &reader->block;
    terms->relative = count == 2 && text_equal(words[1], "%");
    bool good = (count == 1 || terms->relative) && text_to_double(words[0], &terms->tolerance);
    if (!good || terms->tolerance < 0) return fail(reader, _("expected 'tolerance NUMBER' or 'tolerance NUMBER %'"));
    return true;
}

static bool read_function(Reader *reader, char *const *words, size_t count)
{
    if (!end_case(reader)) return false;
    if (count != 1) return fail(reader, _("expected 'function NAME'"));
    reader->function = words[0];
    reader->block = no_terms;
    return true;
}

static char **split_words(Arena *arena, const char *line, size_t *count)
{
    size_t parts;
    char **words = text_split(arena, text_replace(arena, line, "\t", " "), ' ', &parts);
    *count = 0;
    for (size_t i = 0; i < parts; i++) {
        if (words[i][0]) words[(*count)++] = words[i];
    }
    return words;
}

static bool read_line(Reader *reader, const char *line)
{
    size_t count;
    char **words = split_words(reader->arena, line, &count);
    if (count == 0 || words[0][0] == '#') return true;
    const char *verb = words[0];
    if (text_equal(verb, "function")) return read_function(reader, words + 1, count - 1);
    if (!reader->function) return fail(reader, _("expected 'function NAME' first"));
    if (text_equal(verb, "given")) return read_given(reader, words + 1, count - 1);
    if (text_equal(verb, "expect")) return read_expect(reader, words + 1, count - 1);
    if (text_equal(verb, "tolerance")) return read_tolerance(reader, words + 1, count - 1);
    if (!text_equal(verb, "source")) {
        return fail(reader, _("expected function, source, tolerance, given, expect or # at the head of a line"));
    }
    Terms *terms = reader->in_case ? &reader->own : &reader->block;
    terms->source = text_trim(reader->arena, line + strlen("source"));
    return true;
}

bool golden_parse(Arena *arena, const char *text, size_t size, const char *file, GoldenFile *out, Err *err)
{
    Reader reader = {.arena = arena, .file = file, .block = no_terms, .own = no_terms, .err = err};
    if (!text_is_utf8(text, size)) return err_set(err, ERR_INPUT, _("%s: not UTF-8"), file);
    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t length = end ? (size_t)(end - text) - at : size - at;
        reader.line++;
        if (!read_line(&reader, text_trim(arena, arena_text_size(arena, text + at, length)))) return false;
        at += length + 1;
    }
    if (!end_case(&reader)) return false;
    *out = (GoldenFile){.count = reader.count, .cases = reader.cases};
    return true;
}

// ---- running

const GoldenFunction *golden_find(const char *name)
{
    for (const GoldenFunction *const *table = golden_tables; *table; table++) {
        for (const GoldenFunction *at = *table; at->name; at++) {
            if (text_equal(at->name, name)) return at;
        }
    }
    return NULL;
}

// Index of `name` in a list of names separated by blanks; *several when the list says "name...". -1 when not there.
static int name_index(const char *list, const char *name, bool *several)
{
    size_t size = strlen(name);
    int index = 0;
    for (const char *at = list; *at; index++) {
        size_t word = strcspn(at, " ");
        *several = word > 3 && strncmp(at + word - 3, "...", 3) == 0;
        if (word - (*several ? 3 : 0) == size && strncmp(at, name, size) == 0) return index;
        at += word;
        at += strspn(at, " ");
    }
    return -1;
}

static int name_count(const char *list)
{
    int count = 0;
    for (const char *at = list; *at; count++) {
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
    return count;
}

static bool bind_given(const GoldenCase *test, const GoldenFunction *function, GoldenInput in[GOLDEN_INPUT_MAX],
                       Err *err)
{
    int bound = 0;
    for (size_t i = 0; i < test->given_count; i++) {
        const GoldenValues *given = &test->given[i];
        bool several;
        int index = name_index(function->inputs, given->name, &several);
        if (index < 0 || in[index].count > 0 || (given->count > 1 && !several)) {
            return err_set(err, ERR_INPUT, _("%s:%d: %s: input %s is unknown, given twice or has too many numbers; %s"),
                           test->file, test->line, function->name, given->name, function->inputs);
        }
        in[index] = (GoldenInput){.value = given->values[0], .count = given->count, .values = given->values};
        bound++;
    }
    if (bound == name_count(function->inputs)) return true;
    return err_set(err, ERR_INPUT, _("%s:%d: %s: all of these are needed: %s"), test->file, test->line, function->name,
                   function->inputs);
}

static bool agrees(const GoldenCase *test, double expected, double found)
{
    if (isnan(expected) || isnan(found)) return isnan(expected) && isnan(found);
    double allowed = test->relative ? test->tolerance / 100 * fabs(expected) : test->tolerance;
    return fabs(found - expected) <= allowed;
}

static bool compare(const GoldenCase *test, const GoldenFunction *function, const double *out, Err *err)
{
    for (size_t i = 0; i < test->expect_count; i++) {
        const GoldenValues *expect = &test->expect[i];
        bool several;
        int index = name_index(function->outputs, expect->name, &several);
        if (index < 0 || expect->count != 1) {
            return err_set(err, ERR_INPUT, _("%s:%d: %s has one number each of: %s; not %s"), test->file, test->line,
                           function->name, function->outputs, expect->name);
        }
        if (agrees(test, expect->values[0], out[index])) continue;
        return err_set(err, ERR_REFUSED, _("%s:%d: %s: %s is %.10g, expected %.10g within %g%s (%s)"), test->file,
                       test->line, function->name, expect->name, out[index], expect->values[0], test->tolerance,
                       test->relative ? " %" : "", test->source);
    }
    return true;
}

bool golden_check(const GoldenCase *test, Err *err)
{
    const GoldenFunction *function = golden_find(test->function);
    GoldenInput in[GOLDEN_INPUT_MAX] = {0};
    double out[GOLDEN_OUTPUT_MAX];
    if (!function) {
        return err_set(err, ERR_INPUT, _("%s:%d: no function %s"), test->file, test->line, test->function);
    }
    if (!bind_given(test, function, in, err)) return false;
    for (int i = 0; i < GOLDEN_OUTPUT_MAX; i++) out[i] = NAN;
    function->run(in, out);
    return compare(test, function, out, err);
}
