// text_number.c - numbers read from text and written as text. No locale is consulted.
#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 400 }; // bytes; a longer text is no number that an office writes

static locale_t c_locale;
static pthread_once_t c_locale_once = PTHREAD_ONCE_INIT;

static void open_c_locale(void)
{
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    assert(c_locale);
}

static double read_plain(const char *text)
{
    pthread_once(&c_locale_once, open_c_locale);
    return strtod_l(text, NULL, c_locale);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_digits(const char *at)
{
    while (is_digit(*at)) at++;
    return at;
}

// The character at the head as ASCII, and its width in bytes. 1 stands for what is never in a number.
static char ascii_of(const char *text, size_t *width)
{
    const unsigned char *at = (const unsigned char *)text;
    *width = 3;
    if (at[0] == 0xEF && at[1] == 0xBC && at[2] >= 0x81 && at[2] <= 0xBF) return (char)(at[2] - 0x81 + '!');
    if (at[0] == 0xEF && at[1] == 0xBD && at[2] >= 0x80 && at[2] <= 0x9E) return (char)(at[2] - 0x80 + '`');
    if (strncmp(text, "\u2212", 3) == 0) return '-'; // the minus sign proper
    if (strncmp(text, "\u3000", 3) == 0) return ' ';
    *width = strncmp(text, "\u00A0", 2) == 0 ? 2 : 1;
    if (*width == 2) return ' ';
    return at[0] < 0x80 ? *text : '\1';
}

// Half width, without spaces at the ends. false when too long.
static bool to_ascii(const char *text, char out[LONGEST + 1])
{
    size_t size = 0, width;
    for (; *text; text += width) {
        char c = ascii_of(text, &width);
        if (c >= '\t' && c <= '\r') c = ' ';
        if (c == ' ' && size == 0) continue;
        if (size == LONGEST) return false;
        out[size++] = c;
    }
    while (size > 0 && out[size - 1] == ' ') size--;
    out[size] = '\0';
    return true;
}

// Drops the commas between groups of three in the digits at the head: "1,234" but not "12,34". false when misplaced.
static bool drop_grouping(char *digits)
{
    const char *in = skip_digits(digits);
    if (*in != ',') return true;
    if (in == digits || in - digits > 3) return false;
    char *out = digits + (in - digits);
    while (*in == ',') {
        if (!is_digit(in[1]) || !is_digit(in[2]) || !is_digit(in[3]) || is_digit(in[4])) return false;
        memmove(out, in + 1, 3);
        out += 3;
        in += 4;
    }
    memmove(out, in, strlen(in) + 1);
    return true;
}

// What is left of a text after [+-] digits; NULL when it does not begin so. The text loses its grouping commas.
static char *after_integer(char *text)
{
    if (*text == '+' || *text == '-') text++;
    if (!drop_grouping(text)) return NULL;
    while (is_digit(*text)) text++;
    return text;
}

static bool is_decimal(char *text)
{
    const char *at = after_integer(text);
    if (!at) return false;
    bool digits = at > text && is_digit(at[-1]);
    if (*at == '.') {
        digits = digits || is_digit(at[1]);
        at = skip_digits(at + 1);
    }
    if (!digits) return false;
    if (*at != 'e' && *at != 'E') return *at == '\0';
    at += at[1] == '+' || at[1] == '-' ? 2 : 1;
    return is_digit(*at) && *skip_digits(at) == '\0';
}

bool text_to_double(const char *text, double *out)
{
    char plain[LONGEST + 1];
    if (!to_ascii(text, plain) || !is_decimal(plain)) return false;
    double value = read_plain(plain);
    if (!isfinite(value)) return false;
    *out = value;
    return true;
}

bool text_to_int64(const char *text, int64_t *out)
{
    char plain[LONGEST + 1];
    if (!to_ascii(text, plain)) return false;
    const char *end = after_integer(plain);
    if (!end || *end || end == plain || !is_digit(end[-1])) return false;
    errno = 0;
    long long value = strtoll(plain, NULL, 10);
    if (errno) return false;
    *out = value;
    return true;
}

// The smallest of 15, 16, 17 digits that read back as the same double; fewer may do for denormal numbers.
static int shortest_digits(double value)
{
    char text[NUMBER_TEXT_SIZE];
    int digits = fabs(value) < DBL_MIN ? 1 : 15;
    for (; digits < 17; digits++) {
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
        if (read_plain(text) == value) break;
    }
    return digits;
}

char *number_text(double value, char out[NUMBER_TEXT_SIZE])
{
    assert(isfinite(value));
    if (value == 0) value = 0; // not "-0"
    snprintf(out, NUMBER_TEXT_SIZE, "%.*g", shortest_digits(value), value);
    return out;
}

static bool scale_up(uint64_t *number, int tens)
{
    for (; tens > 0 && *number > 0; tens--) {
        if (__builtin_mul_overflow(*number, 10, number)) return false;
    }
    return true;
}

static void scale_down(uint64_t *number, int tens)
{
    uint64_t half_digit = 0;
    for (; tens > 0 && (*number > 0 || half_digit > 0); tens--) {
        half_digit = *number % 10;
        *number /= 10;
    }
    *number += half_digit >= 5; // digits further down cannot change this
}

bool number_scaled(double value, int places, int64_t *out)
{
    if (!isfinite(value)) return false;
    char text[NUMBER_TEXT_SIZE]; // d.dddde+xx
    int digits = shortest_digits(value);
    snprintf(text, sizeof text, "%.*e", digits - 1, fabs(value));
    uint64_t number = 0;
    const char *at = text;
    for (; *at != 'e'; at++) {
        if (is_digit(*at)) number = 10 * number + (uint64_t)(*at - '0');
    }
    long tens = strtol(at + 1, NULL, 10) - (digits - 1) + places;
    if (tens < 0) scale_down(&number, (int)-tens);
    if (!scale_up(&number, (int)tens) || number > INT64_MAX) return false;
    *out = value < 0 ? -(int64_t)number : (int64_t)number;
    return true;
}

// Writes the digits of a number from the right end, with a comma after every three and a point before `places`.
static char *write_grouped(uint64_t number, int places, char *end)
{
    int written = 0;
    *--end = '\0';
    while (number > 0 || written <= places) {
        if (written == places && places > 0) *--end = '.';
        if (written > places && (written - places) % 3 == 0) *--end = ',';
        *--end = (char)('0' + number % 10);
        number /= 10;
        written++;
    }
    return end;
}

char *number_grouped(double value, int places, char out[64])
{
    assert(places >= 0 && places <= 15);
    int64_t scaled;
    if (!number_scaled(value, places, &scaled)) return number_text(value, out);
    char digits[64], *start = write_grouped((uint64_t)(scaled < 0 ? -scaled : scaled), places, digits + sizeof digits);
    snprintf(out, 64, "%s%s", scaled < 0 ? "-" : "", start);
    return out;
}
