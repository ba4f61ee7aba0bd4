// sentences.h - the causes in words that can be repeated: what moved how, and what that did to which service.
#ifndef QINGSHAN_GEP_EXPLAIN_SENTENCES_H
#define QINGSHAN_GEP_EXPLAIN_SENTENCES_H

#include "gep/display.h"
#include "gep/explain/explain.h"

typedef struct Sentence { // "降水减少 12.3%，使水源涵养减少 6.02 亿元"
    Cause cause;
    int service; // index into worths.services
    Fen part;    // at current prices, actual climate
    const char *zh, *en;
    const char *moved_zh, *moved_en;   // its first half: what moved
    const char *effect_zh, *effect_en; // its second half: "水源涵养减少 6.02 亿元"
} Sentence;

// Causes with a part, largest first; of each at most `most` services, largest first.
const Sentence *sentences_of(const Explain *explain, size_t most, size_t *count);
// What moved of a cause, over all services: "降水减少 12.3%，气温升高 0.4 ℃"; "" when nothing can be said.
const char *sentences_moved(const Explain *explain, Cause cause, bool chinese);
const char *sentences_money(const Display *display, Fen value); // "0.92 亿元"
// Causes with a part, largest first; returns how many.
size_t sentences_order(const Explain *explain, Measure measure, Cause out[CAUSE_COUNT]);

#endif
