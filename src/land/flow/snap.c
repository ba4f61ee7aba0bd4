#include "land/flow/snap.h"

#include <assert.h>

typedef struct Span { // of columns or rows, both ends included
    int64_t first, last;
} Span;

static Span span_around(int64_t at, int64_t radius, int64_t size)
{
    return (Span){at > radius ? at - radius : 0, at + radius < size ? at + radius : size - 1};
}

size_t snap_to_stream(const uint32_t *count, int width, int height, size_t cell, int radius)
{
    int64_t col = (int64_t)cell % width, row = (int64_t)cell / width, nearest = 0;
    assert(radius >= 0 && row < height);
    Span cols = span_around(col, radius, width), rows = span_around(row, radius, height);
    size_t best = cell;
    for (int64_t r = rows.first; r <= rows.last; r++) {
        for (int64_t c = cols.first; c <= cols.last; c++) {
            size_t at = (size_t)(r * width + c);
            int64_t away = (c - col) * (c - col) + (r - row) * (r - row);
            if (count[at] < count[best] || (count[at] == count[best] && away >= nearest)) continue;
            best = at;
            nearest = away;
        }
    }
    return best;
}
