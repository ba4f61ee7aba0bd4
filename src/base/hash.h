// hash.h - SM3 digests (GB/T 32905-2016), by OpenSSL libcrypto. Texts are 64 lower-case hex digits.
#ifndef QINGSHAN_BASE_HASH_H
#define QINGSHAN_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

typedef struct Sm3 Sm3;
enum { SM3_TEXT_SIZE = 65 };

Sm3 *sm3_open(void);
void sm3_add(Sm3 *sm3, const void *data, size_t size);
void sm3_close(Sm3 *sm3, char out[SM3_TEXT_SIZE]); // ends and frees
void sm3_of(const void *data, size_t size, char out[SM3_TEXT_SIZE]);
// Of a whole file; size_out may be NULL.
MUST_CHECK bool sm3_of_file(const char *path, char out[SM3_TEXT_SIZE], uint64_t *size_out, Err *err);

#endif
