// mutate.c - finds the places of a C file where one operator or number can be changed, and changes one of them.
//
//   mutate list FILE          a line for each place: index, line, column, before, after, ordinal, text of the line
//   (tabs between);
//                             the ordinal counts equal tokens of the line, so that (text, before, ordinal) names the
//                             place even after lines above it have moved
//   mutate apply FILE INDEX   the file with that one change, on standard output
//
// Changed are: + - * / += -= *= /= < <= > >= == != && ||, and decimal numbers (a fraction grows by 1 %, an integer by
// 1). Places are inside function bodies, and numbers also in scalar initialisers of a file; never in comments, texts,
// preprocessor lines, tables, array sizes, static data of a function, or assert(). The code is laid out by
// clang-format: a binary operator has white space on both sides, a pointer's star does not.
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOKEN_MAX = 200000, DEPTH_MAX = 256, TEXT_MAX = 64 };

typedef enum Kind { KIND_NAME, KIND_NUMBER, KIND_SIGN } Kind;

typedef struct Token {
    Kind kind;
    size_t begin, size; // in the source
    bool place;         // may be changed
} Token;

static char *source;
static size_t source_size;
static Token tokens[TOKEN_MAX];
static size_t token_count;

static bool read_source(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) return false;
    source_size = (size_t)ftell(file);
    rewind(file);
    source = calloc(source_size + 1, 1);
    bool ok = source && fread(source, 1, source_size, file) == source_size;
    fclose(file);
    return ok;
}

// ---- tokens

static size_t skip_until(size_t i, const char *end)
{
    const char *found = strstr(source + i, end);
    return found ? (size_t)(found - source) + strlen(end) : source_size;
}

static size_t skip_quoted(size_t i)
{
    char quote = source[i++];
    while (i < source_size && source[i] != quote) i += source[i] == '\\' ? 2 : 1;
    return i + 1;
}

// A preprocessor line or the rest of one behind //, with its continuation lines.
static size_t skip_line(size_t i)
{
    while (i < source_size && source[i] != '\n') i += source[i] == '\\' ? 2 : 1;
    return i;
}

static size_t name_end(size_t i)
{
    while (isalnum((unsigned char)source[i]) || source[i] == '_') i++;
    return i;
}

// As the C standard's preprocessing numbers: an exponent takes its sign along.
static size_t number_end(size_t i)
{
    while (isalnum((unsigned char)source[i]) || source[i] == '.' ||
           ((source[i] == '-' || source[i] == '+') && strchr("eE", source[i - 1]))) {
        i++;
    }
    return i;
}

static size_t sign_size(size_t i)
{
    static const char *const signs[] = {"<<=", ">>=", "...", "->", "++", "--", "+=", "-=", "*=", "/=", "%=",
                                        "&=",  "|=",  "^=",  "<=", ">=", "==", "!=", "&&", "||", "<<", ">>"};
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
        if (strncmp(source + i, signs[k], strlen(signs[k])) == 0) return strlen(signs[k]);
    }
    return 1;
}

static void add_token(Kind kind, size_t begin, size_t end)
{
    if (token_count == TOKEN_MAX) {
        fprintf(stderr, "mutate: more than %d tokens\n", TOKEN_MAX);
        exit(2);
    }
    tokens[token_count++] = (Token){.kind = kind, .begin = begin, .size = end - begin};
}

static size_t add_next(size_t i)
{
    unsigned char c = (unsigned char)source[i];
    if (isalpha(c) || c == '_') {
        size_t end = name_end(i);
        add_token(KIND_NAME, i, end);
        return end;
    }
    if (isdigit(c) || (c == '.' && isdigit((unsigned char)source[i + 1]))) {
        size_t end = number_end(i);
        add_token(KIND_NUMBER, i, end);
        return end;
    }
    add_token(KIND_SIGN, i, i + sign_size(i));
    return i + sign_size(i);
}

static void split_source(void)
{
    bool line_start = true;
    for (size_t i = 0; i < source_size;) {
        char c = source[i];
        if (c == '\n') {
            line_start = true;
            i++;
        } else if (isspace((unsigned char)c)) {
            i++;
        } else if ((c == '#' && line_start) || strncmp(source + i, "//", 2) == 0) {
            i = skip_line(i);
        } else if (strncmp(source + i, "/*", 2) == 0) {
            i = skip_until(i + 2, "*/");
        } else {
            line_start = false;
            i = c == '"' || c == '\'' ? skip_quoted(i) : add_next(i);
        }
    }
}

static bool is(size_t t, const char *text)
{
    return t < token_count && tokens[t].size == strlen(text) &&
           strncmp(source + tokens[t].begin, text, tokens[t].size) == 0;
}

// ---- places

// The token after the one that closes the bracket at t.
static size_t after_bracket(size_t t)
{
    int depth = 0;
    for (; t < token_count; t++) {
        if (is(t, "(") || is(t, "[") || is(t, "{")) depth++;
        if (is(t, ")") || is(t, "]") || is(t, "}")) depth--;
        if (depth == 0) return t + 1;
    }
    return t;
}

static size_t after_statement(size_t t)
{
    while (t < token_count && !is(t, ";")) t = is(t, "{") || is(t, "(") || is(t, "[") ? after_bracket(t) : t + 1;
    return t + 1;
}

static const char *other_sign(size_t t)
{
    static const char *const pairs[][2] = {
        {"+", "-"},  {"-", "+"},  {"*", "/"},  {"/", "*"},  {"+=", "-="}, {"-=", "+="}, {"*=", "/="}, {"/=", "*="},
        {"<", "<="}, {"<=", "<"}, {">", ">="}, {">=", ">"}, {"==", "!="}, {"!=", "=="}, {"&&", "||"}, {"||", "&&"}};
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        if (is(t, pairs[k][0])) return pairs[k][1];
    }
    return NULL;
}

static bool is_spaced(size_t t)
{
    const Token *token = &tokens[t];
    return token->begin > 0 && isspace((unsigned char)source[token->begin - 1]) &&
           isspace((unsigned char)source[token->begin + token->size]);
}

static bool is_decimal(size_t t)
{
    const char *text = source + tokens[t].begin;
    return tokens[t].kind == KIND_NUMBER && !(text[0] == '0' && (text[1] == 'x' || text[1] == 'X'));
}

// `double sum[12]`, `char *names[3]`: a number between brackets after a name that itself follows a type.
static bool is_array_size(size_t t)
{
    if (t < 3 || !is(t - 1, "[") || !is(t + 1, "]") || tokens[t - 2].kind != KIND_NAME) return false;
    bool after_star = is(t - 3, "*") && !is_spaced(t - 3);
    return after_star || (tokens[t - 3].kind == KIND_NAME && !is(t - 3, "return") && !is(t - 3, "case"));
}

static bool is_zero_initialiser(size_t t)
{
    return t > 1 && is(t - 1, "{") && is(t + 1, "}") && is(t - 2, "=");
}

static void mark_place(size_t t)
{
    Token *token = &tokens[t];
    if (token->kind == KIND_SIGN) token->place = other_sign(t) && is_spaced(t);
    if (is_decimal(t)) token->place = !is_array_size(t) && !is_zero_initialiser(t);
}

static bool starts_statement(size_t t)
{
    return is(t - 1, ";") || is(t - 1, "{") || is(t - 1, "}");
}

// The body that begins with the "{" at t; returns the token after it.
static size_t mark_body(size_t t)
{
    size_t end = after_bracket(t);
    while (++t < end) {
        if (is(t, "static") && starts_statement(t)) {
            t = after_statement(t) - 1;
        } else if ((is(t, "assert") || is(t, "_Static_assert")) && is(t + 1, "(")) {
            t = after_bracket(t + 1) - 1;
        } else {
            mark_place(t);
        }
    }
    return end;
}

// `static const double HEAT_MJ = 2.45;` at file scope: its numbers.
static size_t mark_scalar(size_t t)
{
    for (t++; t < token_count && !is(t, ";"); t++) {
        if (is(t, "{")) return after_bracket(t);
        if (is_decimal(t)) tokens[t].place = true;
    }
    return t;
}

static void mark_places(void)
{
    for (size_t t = 0; t < token_count;) {
        if (is(t, "_Static_assert")) {
            t = after_statement(t);
        } else if (is(t, "{")) {
            t = t > 0 && is(t - 1, ")") ? mark_body(t) : after_bracket(t);
        } else if (is(t, "=")) {
            t = mark_scalar(t);
        } else {
            t++;
        }
    }
}

// ---- changes

static void change_number(size_t t, char out[TEXT_MAX])
{
    char text[TEXT_MAX], *suffix;
    snprintf(text, sizeof text, "%.*s", (int)tokens[t].size, source + tokens[t].begin);
    if (strpbrk(text, ".eE")) {
        double value = strtod(text, &suffix);
        snprintf(out, TEXT_MAX, "%#.15g%s", value != 0 ? value * 1.01 : 0.01, suffix);
    } else {
        unsigned long long value = strtoull(text, &suffix, 10);
        snprintf(out, TEXT_MAX, "%llu%s", value + 1, suffix);
    }
}

static void change(size_t t, char out[TEXT_MAX])
{
    if (tokens[t].kind == KIND_NUMBER) {
        change_number(t, out);
    } else {
        snprintf(out, TEXT_MAX, "%s", other_sign(t));
    }
}

static size_t line_begin(size_t i)
{
    while (i > 0 && source[i - 1] != '\n') i--;
    return i;
}

static int line_number(size_t i)
{
    int line = 1;
    for (size_t k = 0; k < i; k++) line += source[k] == '\n';
    return line;
}

static int ordinal_on_line(size_t t)
{
    size_t begin = line_begin(tokens[t].begin);
    int ordinal = 1;
    for (size_t k = 0; k < t; k++) {
        bool same = tokens[k].size == tokens[t].size &&
                    strncmp(source + tokens[k].begin, source + tokens[t].begin, tokens[t].size) == 0;
        ordinal += tokens[k].place && tokens[k].begin >= begin && same;
    }
    return ordinal;
}

static void list_places(void)
{
    size_t index = 0;
    for (size_t t = 0; t < token_count; t++) {
        if (!tokens[t].place) continue;
        char after[TEXT_MAX];
        change(t, after);
        size_t at = tokens[t].begin, begin = line_begin(at);
        const char *text = source + begin;
        int width = (int)strcspn(text, "\n"), indent = (int)strspn(text, " \t");
        printf("%zu\t%d\t%zu\t%.*s\t%s\t%d\t%.*s\n", index++, line_number(at), at - begin + 1, (int)tokens[t].size,
               source + at, after, ordinal_on_line(t), width - indent, text + indent);
    }
}

static bool apply_place(size_t index)
{
    for (size_t t = 0; t < token_count; t++) {
        if (!tokens[t].place || index-- > 0) continue;
        char after[TEXT_MAX];
        change(t, after);
        size_t end = tokens[t].begin + tokens[t].size;
        printf("%.*s%s%s", (int)tokens[t].begin, source, after, source + end);
        return true;
    }
    return false;
}

int main(int argc, char **argv)
{
    bool list = argc == 3 && strcmp(argv[1], "list") == 0;
    bool apply = argc == 4 && strcmp(argv[1], "apply") == 0;
    if (!list && !apply) {
        fprintf(stderr, "mutate list FILE | mutate apply FILE INDEX\n");
        return 2;
    }
    if (!read_source(argv[2])) {
        perror(argv[2]);
        return 1;
    }
    split_source();
    mark_places();
    if (list) list_places();
    return apply && !apply_place(strtoul(argv[3], NULL, 10));
}
