// table_csv.c - CSV text to rows (RFC 4180, and what offices make of it). See table.h.
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "land/table_rows.h"

typedef struct Csv {
    char *at; // our copy of the text: cells are cut out in place
    char separator;
    const char *comment;
    int line;
    TableRows *rows;
    Err *err;
} Csv;

static bool is_end_of_line(char c)
{
    return c == '\n' || c == '\r' || c == '\0';
}

static size_t line_size(const char *at)
{
    return strcspn(at, "\r\n");
}

static char *after_line_end(char *at)
{
    if (*at == '\r') return at + (at[1] == '\n' ? 2 : 1);
    return at + (*at == '\n');
}

static bool is_comment(const char *at, const char *comment)
{
    return comment && *comment && text_starts(at, comment);
}

// ---- the separator ----------------------------------------------------------------------------------------

static size_t count_outside_quotes(const char *at, size_t size, char wanted)
{
    size_t count = 0;
    bool quoted = false;
    for (size_t i = 0; i < size; i++) {
        if (at[i] == '"') quoted = !quoted;
        count += !quoted && at[i] == wanted;
    }
    return count;
}

// The commonest of , ; tab in the first line that has one and is no comment; the comma when none has.
static char find_separator(const char *text, const char *comment)
{
    static const char candidates[] = {',', ';', '\t'};
    while (*text) {
        size_t size = line_size(text), most = 0;
        char best = ',';
        for (size_t i = 0; i < sizeof candidates && !is_comment(text, comment); i++) {
            size_t count = count_outside_quotes(text, size, candidates[i]);
            if (count <= most) continue;
            best = candidates[i];
            most = count;
        }
        if (most > 0) return best;
        text += size + (text[size] != '\0');
    }
    return ',';
}

// ---- cells ------------------------------------------------------------------------------------------------

// The width of a white space at `at` (ASCII, U+00A0, U+3000); 0 when it is none. Line ends inside quotes count.
static size_t space_width(const char *at)
{
    if (*at == ' ' || (*at >= '\t' && *at <= '\r')) return 1;
    if (strncmp(at, "\u00A0", 2) == 0) return 2;
    return strncmp(at, "\u3000", 3) == 0 ? 3 : 0;
}

// Ends the text at `end` and drops white space on both sides.
static char *cut(char *start, char *end)
{
    *end = '\0';
    for (size_t width; (width = space_width(start)) > 0;) start += width;
    for (size_t width = 1; width <= 3 && start + width <= end;) {
        bool space = space_width(end - width) == width;
        if (space) {
            end -= width;
            *end = '\0';
        }
        width = space ? 1 : width + 1;
    }
    return start;
}

static bool is_new_line(const char *at)
{
    return *at == '\n' || (*at == '\r' && at[1] != '\n');
}

// A cell in quotes; csv->at stands at the opening quote. Doubled quotes become one, in place.
static bool take_quoted(Csv *csv, char **start, char **end)
{
    int line = csv->line;
    char *in = csv->at + 1, *out = in;
    *start = *end = in;
    for (; *in && !(in[0] == '"' && in[1] != '"'); in++) {
        if (*in == '"') in++;
        csv->line += is_new_line(in);
        *out++ = *in;
    }
    if (!*in) {
        return err_set(csv->err, ERR_INPUT,
                       _("line %d: the double quote that opens here is not closed; write a quote inside a cell twice"),
                       line);
    }
    *end = out;
    for (csv->at = in + 1; *csv->at == ' ';) csv->at++;
    if (*csv->at == csv->separator || is_end_of_line(*csv->at)) return true;
    return err_set(
        csv->err, ERR_INPUT,
        _("line %d: text after a closing double quote; put the whole cell in quotes and write quotes in it twice"),
        csv->line);
}

// The text of a cell; csv->at moves to the separator or line end behind it.
static bool take_cell(Csv *csv, char **start, char **end)
{
    char *first = csv->at + strspn(csv->at, " ");
    if (*first == '"') {
        csv->at = first;
        return take_quoted(csv, start, end);
    }
    *start = csv->at;
    while (*csv->at != csv->separator && !is_end_of_line(*csv->at)) csv->at++;
    *end = csv->at;
    return true;
}

static bool take_record(Csv *csv)
{
    int number = csv->line;
    char stop = csv->separator;
    for (size_t count = 0; stop == csv->separator; count++) {
        char *start, *end;
        if (count == TABLE_COLUMNS_MAX) {
            return err_set(csv->err, ERR_INPUT, _("line %d has more than %d cells"), number, TABLE_COLUMNS_MAX);
        }
        if (!take_cell(csv, &start, &end)) return false;
        stop = *csv->at;
        csv->line += stop == '\n' || stop == '\r';
        csv->at = stop == csv->separator ? csv->at + 1 : after_line_end(csv->at); // before the cut, which ends on it
        table_rows_add(csv->rows, cut(start, end));
    }
    table_rows_end(csv->rows, number);
    return true;
}

static void skip_line(Csv *csv)
{
    csv->at += line_size(csv->at);
    csv->line += *csv->at != '\0';
    csv->at = after_line_end(csv->at);
}

static bool take_records(Csv *csv)
{
    while (*csv->at) {
        if (is_comment(csv->at, csv->comment)) {
            skip_line(csv);
        } else if (!take_record(csv)) {
            return false;
        }
    }
    return true;
}

static bool check_text(const char *text, size_t size, Err *err)
{
    if (size > TABLE_SIZE_MAX) {
        return err_set(err, ERR_INPUT, _("larger than %d MiB; split the table"), TABLE_SIZE_MAX >> 20);
    }
    if (memchr(text, '\0', size))
        return err_set(err, ERR_INPUT, _("a zero byte stands in the text; is this a text table?"));
    return true;
}

bool table_parse_csv(Arena *arena, const char *text, size_t size, const TableOptions *options, Table *out, Err *err)
{
    if (!check_text(text, size, err)) return false;
    TableRows rows = {.arena = arena_open()};
    Csv csv = {
        .at = arena_text_size(arena, text, size), .comment = options->comment, .line = 1, .rows = &rows, .err = err};
    csv.separator = options->separator ? options->separator : find_separator(csv.at, options->comment);
    bool ok = take_records(&csv) && table_from_rows(arena, &rows, (TableShape){.strict_width = true}, out, err);
    arena_close(rows.arena);
    return ok;
}
