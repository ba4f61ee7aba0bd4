#include "gep/explain/shapley.h"

#include <assert.h>
#include <stdbool.h>

__extension__ typedef __int128 Wide; // fen times n!

static int64_t factorial(int n)
{
    return n <= 1 ? 1 : n * factorial(n - 1);
}

// n! times the part of cause i.
static Wide exact_part(int count, const int64_t *worth, int i)
{
    Wide sum = 0;
    for (int set = 0; set < 1 << count; set++) {
        if (set & 1 << i) continue;
        int size = __builtin_popcount((unsigned)set);
        Wide step = (Wide)worth[set | 1 << i] - worth[set];
        sum += step * (factorial(size) * factorial(count - size - 1));
    }
    return sum;
}

static Wide floor_of(Wide value, int64_t by)
{
    Wide quotient = value / by;
    return value % by < 0 ? quotient - 1 : quotient;
}

// Rounds down, then gives a fen each to the largest remainders, of equal ones to the first, until the sum is right.
static void round_parts(int count, int64_t by, const Wide *exact, int64_t *part)
{
    Wide rest = 0;
    int64_t remainder[SHAPLEY_MAX];
    for (int i = 0; i < count; i++) {
        Wide whole = floor_of(exact[i], by);
        part[i] = (int64_t)whole;
        remainder[i] = (int64_t)(exact[i] - whole * by);
        rest += remainder[i];
    }
    assert(rest % by == 0); // the exact parts sum to whole fen
    for (int64_t left = (int64_t)(rest / by); left > 0; left--) {
        int best = 0;
        for (int i = 1; i < count; i++) best = remainder[i] > remainder[best] ? i : best;
        part[best]++;
        remainder[best] = -1;
    }
}

// So that both directions round alike, the one whose first part is positive is rounded.
static bool is_mirrored(int count, const Wide *exact)
{
    for (int i = 0; i < count; i++) {
        if (exact[i] != 0) return exact[i] < 0;
    }
    return false;
}

void shapley_share(int count, const int64_t *worth, int64_t *part)
{
    Wide exact[SHAPLEY_MAX];
    assert(count >= 1 && count <= SHAPLEY_MAX);
    for (int set = 0; set < 1 << count; set++)
        assert(worth[set] < INT64_C(1) << 62 && worth[set] > -(INT64_C(1) << 62));
    for (int i = 0; i < count; i++) exact[i] = exact_part(count, worth, i);
    bool mirrored = is_mirrored(count, exact);
    for (int i = 0; i < count && mirrored; i++) exact[i] = -exact[i];
    round_parts(count, factorial(count), exact, part);
    for (int i = 0; i < count && mirrored; i++) part[i] = -part[i];
}
