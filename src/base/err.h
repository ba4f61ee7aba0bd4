// err.h - an error: what kind, and a text that a person can act on.
//
// An Err lives on the caller's stack. A function that can fail returns bool, takes `Err *err` last
// and fills it before it returns false. Texts are in the user's language (see message.h): what is
// wrong, in which file, row or place, what was expected, what to do.
#ifndef QINGSHAN_BASE_ERR_H
#define QINGSHAN_BASE_ERR_H

#include <stdbool.h>
#include <stdio.h>

#define MUST_CHECK             __attribute__((warn_unused_result))
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))

typedef enum ErrCode {
    ERR_NONE,
    ERR_USAGE,     // the command line is wrong                        exit 2
    ERR_INPUT,     // a file, table, map or setting is wrong           exit 1
    ERR_MISSING,   // something named is not there                     exit 1
    ERR_REFUSED,   // a rule forbids it                                exit 1
    ERR_IO,        // the machine failed: disk, permission             exit 1
    ERR_CANCELLED, // the user stopped it                              exit 1
} ErrCode;

typedef struct Err {
    ErrCode code;
    char text[2048]; // UTF-8, never cut inside a character; may have several lines
} Err;

// Fills err (which may be NULL) and returns false, so that one can `return err_set(...)`.
bool err_set(Err *err, ErrCode code, const char *format, ...) PRINTF_LIKE(3, 4);
// Puts "context: " before the text that is there; returns false.
bool err_within(Err *err, const char *format, ...) PRINTF_LIKE(2, 3);
// What strerror says of an errno, in the user's language.
const char *err_of_system(int error);
// The exit status of the program for a code: 0, 1 or 2.
int err_exit_status(ErrCode code);

#endif
