// text_decode.c - text of offices' files, in whatever encoding, becomes UTF-8.
#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/message.h"

// How many bytes the character at the head has; 0 when it is not UTF-8 (RFC 3629: shortest form, no surrogates).
static size_t utf8_character(const unsigned char *at, size_t size)
{
    if (at[0] < 0x80) return 1;
    size_t wanted = at[0] >= 0xF0 ? 4 : at[0] >= 0xE0 ? 3 : 2;
    if (at[0] < 0xC2 || at[0] > 0xF4 || size < wanted) return 0;
    for (size_t i = 1; i < wanted; i++) {
        if ((at[i] & 0xC0) != 0x80) return 0;
    }
    bool overlong = (at[0] == 0xE0 && at[1] < 0xA0) || (at[0] == 0xF0 && at[1] < 0x90);
    bool outside = (at[0] == 0xED && at[1] > 0x9F) || (at[0] == 0xF4 && at[1] > 0x8F);
    return overlong || outside ? 0 : wanted;
}

// The offset of the first byte that is not UTF-8; size when all is well.
static size_t first_bad_utf8(const char *data, size_t size)
{
    size_t at = 0;
    while (at < size) {
        size_t width = utf8_character((const unsigned char *)data + at, size - at);
        if (width == 0) break;
        at += width;
    }
    return at;
}

bool text_is_utf8(const char *data, size_t size)
{
    return first_bad_utf8(data, size) == size;
}

static bool starts_with(const char *data, size_t size, const char *mark, size_t mark_size)
{
    return size >= mark_size && memcmp(data, mark, mark_size) == 0;
}

static const char *guess_encoding(const char *data, size_t size)
{
    if (starts_with(data, size, "\xEF\xBB\xBF", 3)) return "UTF-8";
    if (starts_with(data, size, "\xFF\xFE\0\0", 4)) return "UTF-32LE";
    if (starts_with(data, size, "\xFF\xFE", 2)) return "UTF-16LE";
    if (starts_with(data, size, "\xFE\xFF", 2)) return "UTF-16BE";
    return text_is_utf8(data, size) ? "UTF-8" : "GB18030";
}

// GB18030 holds GBK and GB2312, and files named so often hold a character of it.
static const char *widen(const char *encoding)
{
    static const char *const chinese[] = {"GBK", "GB2312", "CP936", "EUC-CN"};
    for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++) {
        if (strcasecmp(encoding, chinese[i]) == 0) return "GB18030";
    }
    return encoding;
}

// Turns all of data into UTF-8 in buf. false with errno, and where it stopped.
static bool convert(iconv_t converter, const char *data, size_t size, StrBuf *buf, size_t *stopped)
{
    char out[4096], *in = (char *)(uintptr_t)data; // iconv does not write to its input
    size_t left = size;
    bool ok;
    int error = 0;
    do {
        char *at = out;
        size_t room = sizeof out;
        ok = iconv(converter, left ? &in : NULL, &left, &at, &room) != (size_t)-1;
        error = errno;
        strbuf_add_size(buf, out, (size_t)(at - out));
    } while (!ok && error == E2BIG);
    *stopped = size - left;
    errno = error;
    return ok;
}

static bool decode_by_iconv(const char *data, size_t size, const char *encoding, StrBuf *buf, Err *err)
{
    iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1) {
        return err_set(err, ERR_INPUT, _("unknown text encoding \"%s\"; use UTF-8, GBK, GB18030 or UTF-16"), encoding);
    }
    size_t stopped;
    bool ok = convert(converter, data, size, buf, &stopped);
    iconv_close(converter);
    if (ok) return true;
    return err_set(err, ERR_INPUT, _("byte %zu is not text in %s; check the encoding of the file"), stopped, encoding);
}

static bool decode_utf8(const char *data, size_t size, StrBuf *buf, Err *err)
{
    size_t bad = first_bad_utf8(data, size);
    if (bad < size) {
        return err_set(err, ERR_INPUT, _("byte %zu is not text in %s; check the encoding of the file"), bad, "UTF-8");
    }
    strbuf_add_size(buf, data, size);
    return true;
}

bool text_decode(Arena *arena, const char *data, size_t size, const char *encoding, char **out, Err *err)
{
    const char *from = encoding && *encoding ? widen(encoding) : guess_encoding(data, size);
    bool plain = strcasecmp(from, "UTF-8") == 0 || strcasecmp(from, "UTF8") == 0;
    StrBuf buf = strbuf_open(arena);
    if (plain && !decode_utf8(data, size, &buf, err)) return false;
    if (!plain && !decode_by_iconv(data, size, from, &buf, err)) return false;
    const char *zero = memchr(buf.data, '\0', buf.size);
    if (zero) {
        return err_set(err, ERR_INPUT, _("a zero byte stands after %zu bytes: this is no text in %s"),
                       (size_t)(zero - buf.data), from);
    }
    bool marked = starts_with(buf.data, buf.size, "\xEF\xBB\xBF", 3);
    *out = buf.data + (marked ? 3 : 0);
    return true;
}
