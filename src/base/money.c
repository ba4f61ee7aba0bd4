#include "base/money.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/text.h"

Fen money_from_yuan(double yuan)
{
    assert(fabs(yuan) < 9e13); // false for NaN
    Fen money;
    bool fits = number_scaled(yuan, 2, &money.fen);
    assert(fits);
    return money;
}

double money_to_yuan(Fen money)
{
    return (double)money.fen / 100.0;
}

Fen money_add(Fen a, Fen b)
{
    Fen sum;
    bool overflow = __builtin_add_overflow(a.fen, b.fen, &sum.fen);
    assert(!overflow);
    return sum;
}

Fen money_sub(Fen a, Fen b)
{
    Fen difference;
    bool overflow = __builtin_sub_overflow(a.fen, b.fen, &difference.fen);
    assert(!overflow);
    return difference;
}

char *money_text(Fen money, char out[MONEY_TEXT_SIZE])
{
    uint64_t size = money.fen < 0 ? 0 - (uint64_t)money.fen : (uint64_t)money.fen;
    snprintf(out, MONEY_TEXT_SIZE, "%s%" PRIu64 ".%02u", money.fen < 0 ? "-" : "", size / 100, (unsigned)(size % 100));
    return out;
}
