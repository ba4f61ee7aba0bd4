// text.h - UTF-8 text: building it, taking it apart, reading numbers and codes from what offices write.
//
// Strings are NUL-terminated UTF-8. What is returned lives on the arena given.
#ifndef QINGSHAN_BASE_TEXT_H
#define QINGSHAN_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

// A text that grows. data is always NUL-terminated ("" when empty).
typedef struct StrBuf {
    Arena *arena;
    char *data;
    size_t size; // without the NUL
    size_t capacity;
} StrBuf;

StrBuf strbuf_open(Arena *arena);
void strbuf_add(StrBuf *buf, const char *text);
void strbuf_add_size(StrBuf *buf, const char *data, size_t size);
void strbuf_add_char(StrBuf *buf, char c);
void strbuf_printf(StrBuf *buf, const char *format, ...) PRINTF_LIKE(2, 3);

bool text_equal(const char *a, const char *b); // NULL equals NULL only
bool text_starts(const char *text, const char *prefix);
bool text_ends(const char *text, const char *suffix);
// Without white space (also the ideographic space U+3000, the no-break space and a byte order mark) at both ends.
char *text_trim(Arena *arena, const char *text);
// Splits at each separator; parts are trimmed. "" gives count 0. The parts are followed by a NULL.
char **text_split(Arena *arena, const char *text, char separator, size_t *count);
// Every occurrence of `from` replaced by `to`.
char *text_replace(Arena *arena, const char *text, const char *from, const char *to);

bool text_is_utf8(const char *data, size_t size);
// To UTF-8 from "UTF-8" (a byte order mark is dropped), "GBK", "GB18030", "UTF-16", ... (iconv names).
// encoding NULL or "": a byte order mark decides, else UTF-8 if valid, else GB18030.
// "GBK" and "GB2312" are read as GB18030, which holds them. ERR_INPUT when the bytes are not of that encoding or hold a
// zero byte; the text names the byte offset.
MUST_CHECK bool text_decode(Arena *arena, const char *data, size_t size, const char *encoding, char **out, Err *err);

// Full-width ASCII (U+FF01..U+FF5E) and the ideographic space become ASCII; the rest stays.
char *text_half_width(Arena *arena, const char *text);
// True for what offices leave in an empty cell: "", "-", "--", "—", "——", "－", "/", "／", "…", "……", "NA", "N/A",
// "NaN", "null", in any case, "无数据", "缺".
bool text_is_missing(const char *text);
// A decimal number as offices write it: "1,234.5", "１２３", "1，234", " 5 ", "1.2e3"; "12%" is NOT a number here, nor
// is "12,34": commas stand between groups of three. false when the whole text is not one finite number. No locale is
// consulted.
bool text_to_double(const char *text, double *out);
bool text_to_int64(const char *text, int64_t *out);

// The shortest of %.15g, %.16g, %.17g that reads back as the same double; "0", "-0.5", "1e+20"; NaN and infinities
// assert.
enum { NUMBER_TEXT_SIZE = 32 };
char *number_text(double value, char out[NUMBER_TEXT_SIZE]);
// The value in units of 10^-places, half away from zero by its shortest decimal, as a person (and a spreadsheet)
// rounds: 1.005 with 2 places is 101, although the double is a little less. false for NaN and outside int64.
bool number_scaled(double value, int places, int64_t *out);
// 1234567.891 with 2 places (0..15) -> "1,234,567.89"; rounds as number_scaled. What is too large for that comes as
// number_text writes it; NaN and infinities assert.
char *number_grouped(double value, int places, char out[64]);

#endif
