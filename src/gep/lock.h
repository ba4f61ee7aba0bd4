// lock.h - inputs.lock: what an account was made from, so that it can be made again.
#ifndef QINGSHAN_GEP_LOCK_H
#define QINGSHAN_GEP_LOCK_H

#include "gep/plan.h"

// Size and SM3 of every input, by several threads; a file that an earlier plan has too is hashed once.
MUST_CHECK bool lock_hash(Plan *plan, Plan *const *earlier, size_t earlier_count, int jobs, Err *err);
// Did any input change while the account was made? ERR_REFUSED names it.
MUST_CHECK bool lock_unchanged(const Plan *plan, Err *err);
// Writes inputs.lock into `folder`, which will stand at out_folder; it also names every file that `folder` holds by now
// (documents, maps) with its SM3. account.json comes after it, and has its digest in it.
MUST_CHECK bool lock_write(const Plan *plan, const Account *account, const char *folder, const char *out_folder,
                           Err *err);

typedef struct Lock {
    const char *folder; // the district, absolute
    int year;
    const char *result_sm3;
    size_t count;
    const struct LockInput {
        const char *path, *sm3; // relative to folder
        double bytes;
    } * inputs;
    size_t output_count; // 0 in locks of earlier programs
    const struct LockOutput {
        const char *path, *sm3; // relative to the account's folder
    } * outputs;
} Lock;
// Pure: text of inputs.lock, which lies in out_folder.
MUST_CHECK bool lock_parse(Arena *arena, const char *data, size_t size, const char *out_folder, Lock *out, Err *err);
// Every input is where it was, as it was. ERR_REFUSED names the first that is not.
MUST_CHECK bool lock_check(Arena *arena, const Lock *lock, Err *err);
// The same in two steps, without hashing twice: every input is there; all that the plan reads, hashed by lock_hash, is
// as it was.
MUST_CHECK bool lock_check_there(Arena *arena, const Lock *lock, Err *err);
MUST_CHECK bool lock_check_plan(const Lock *lock, const Plan *plan, Err *err);
// Likewise every document beside account.json.
MUST_CHECK bool lock_check_outputs(Arena *arena, const Lock *lock, const char *out_folder, Err *err);

#endif
