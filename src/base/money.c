#include "base/money.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

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

// ---- sharing out

typedef struct Remainder {
    double rest; // 0..1
    size_t at;
} Remainder;

static int largest_first(const void *left, const void *right)
{
    const Remainder *a = left, *b = right;
    if (a->rest != b->rest) return a->rest > b->rest ? -1 : 1;
    return a->at < b->at ? -1 : 1;
}

void money_share_out(Fen total, const double *weights, size_t count, Fen *out)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += weights[i];
    assert(sum != 0 || total.fen == 0);
    Remainder *rests = calloc(count + 1, sizeof *rests);
    assert(rests);
    int64_t left = total.fen;
    for (size_t i = 0; i < count; i++) {
        double exact = sum == 0 ? 0 : (double)total.fen * (weights[i] / sum), whole = floor(exact);
        out[i].fen = (int64_t)whole;
        left -= out[i].fen;
        rests[i] = (Remainder){exact - whole, i};
    }
    qsort(rests, count, sizeof *rests, largest_first);
    assert(left >= -(int64_t)count && left <= 2 * (int64_t)count); // what rounding of doubles can leave
    for (size_t i = 0; left > 0; i = i + 1 < count ? i + 1 : 0, left--) out[rests[i].at].fen++;
    for (size_t i = count; left < 0; left++) out[rests[--i].at].fen--;
    free(rests);
}
