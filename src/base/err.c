#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/message.h"

// Drops an incomplete last character, which vsnprintf leaves when it cuts.
static void cut_at_character(char *text)
{
    size_t size = strlen(text), start = size;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) start--;
    if (start == 0) return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (size - (start - 1) < wanted) text[start - 1] = '\0';
}

// By way of a buffer: the arguments may point into err->text.
static void format_text(char out[sizeof((Err *)0)->text], const char *format, va_list args)
{
    if (vsnprintf(out, sizeof((Err *)0)->text, format, args) < 0) out[0] = '\0';
    cut_at_character(out);
}

bool err_set(Err *err, ErrCode code, const char *format, ...)
{
    if (!err) return false;
    char text[sizeof err->text];
    va_list args;
    va_start(args, format);
    format_text(text, format, args);
    va_end(args);
    err->code = code;
    memcpy(err->text, text, strlen(text) + 1);
    return false;
}

bool err_within(Err *err, const char *format, ...)
{
    if (!err) return false;
    char context[sizeof err->text];
    va_list args;
    va_start(args, format);
    format_text(context, format, args);
    va_end(args);
    return err_set(err, err->code, "%s: %s", context, err->text);
}

const char *err_of_system(int error)
{
    static const struct {
        int error;
        const char *text;
    } known[] = {
        {ENOENT, N_("no such file or folder")},
        {ENOTDIR, N_("a part of the path is not a folder")},
        {EISDIR, N_("it is a folder")},
        {EACCES, N_("permission denied")},
        {EPERM, N_("operation not permitted")},
        {EROFS, N_("the disk is read-only")},
        {EEXIST, N_("it is there already")},
        {ENOTEMPTY, N_("the folder is not empty")},
        {EBUSY, N_("it is in use")},
        {ENAMETOOLONG, N_("the name is too long")},
        {ELOOP, N_("too many symbolic links")},
        {EMFILE, N_("too many open files")},
        {ENFILE, N_("too many open files")},
        {ENOSPC, N_("no space left on the disk")},
        {EDQUOT, N_("the disk quota is used up")},
        {EFBIG, N_("the file would be too large")},
        {EIO, N_("the disk reports an error")},
        {ENOMEM, N_("out of memory")},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].error == error) return _(known[i].text);
    }
    return strerror(error);
}

int err_exit_status(ErrCode code)
{
    return code == ERR_NONE ? 0 : code == ERR_USAGE ? 2 : 1;
}
