#include "base/hash.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"

enum { SM3_SIZE = 32, READ_SIZE = 1 << 18 };

struct Sm3 {
    EVP_MD_CTX *context;
};

Sm3 *sm3_open(void)
{
    Sm3 *sm3 = malloc(sizeof *sm3);
    assert(sm3);
    sm3->context = EVP_MD_CTX_new();
    int ok = sm3->context && EVP_DigestInit_ex(sm3->context, EVP_sm3(), NULL);
    assert(ok);
    return sm3;
}

void sm3_add(Sm3 *sm3, const void *data, size_t size)
{
    int ok = EVP_DigestUpdate(sm3->context, data, size);
    assert(ok);
}

void sm3_close(Sm3 *sm3, char out[SM3_TEXT_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    int ok = EVP_DigestFinal_ex(sm3->context, digest, &size);
    assert(ok && size == SM3_SIZE);
    for (size_t i = 0; i < SM3_SIZE; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[SM3_TEXT_SIZE - 1] = '\0';
    EVP_MD_CTX_free(sm3->context);
    free(sm3);
}

void sm3_of(const void *data, size_t size, char out[SM3_TEXT_SIZE])
{
    Sm3 *sm3 = sm3_open();
    sm3_add(sm3, data, size);
    sm3_close(sm3, out);
}

// Adds what is left of an open file. false with errno.
static bool add_file(Sm3 *sm3, int file, uint64_t *total)
{
    char *buffer = malloc(READ_SIZE);
    assert(buffer);
    ssize_t got;
    while ((got = read(file, buffer, READ_SIZE)) != 0) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) break;
        sm3_add(sm3, buffer, (size_t)got);
        *total += (uint64_t)got;
    }
    int error = errno;
    free(buffer);
    errno = error;
    return got == 0;
}

bool sm3_of_file(const char *path, char out[SM3_TEXT_SIZE], uint64_t *size_out, Err *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        ErrCode code = errno == ENOENT ? ERR_MISSING : ERR_IO;
        return err_set(err, code, _("cannot open %s: %s"), path, err_of_system(errno));
    }
    uint64_t total = 0;
    Sm3 *sm3 = sm3_open();
    bool ok = add_file(sm3, file, &total);
    if (!ok) err_set(err, ERR_IO, _("cannot read %s: %s"), path, err_of_system(errno));
    sm3_close(sm3, out);
    close(file);
    if (size_out) *size_out = total;
    return ok;
}
