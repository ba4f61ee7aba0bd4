// shapley.h - a change shared out exactly among the causes that made it (Shapley 1953).
//
// The set function gives a worth for every set of causes that have already moved. A cause's part is the mean, over all
// orders in which the causes may move one after another, of what the worth changes when it moves:
//
//     part_i = sum over sets S without i of |S|! (n - |S| - 1)! / n! * (worth(S and i) - worth(S))
//
// In every single order the steps add to worth(all) - worth(none); hence so do their means. A cause that changes
// nothing in any set has the part 0; of two that change the same, both have the same.
#ifndef QINGSHAN_GEP_EXPLAIN_SHAPLEY_H
#define QINGSHAN_GEP_EXPLAIN_SHAPLEY_H

#include <stdint.h>

enum { SHAPLEY_MAX = 6 };

// worth[set], bit i of the set being cause i, in fen; part[count]. The parts, fractions with the denominator n!, are
// rounded to whole fen by largest remainder: they sum to worth[all] - worth[0], and each is less than one fen from its
// exact value. With every set replaced by its complement (from the later to the earlier) all parts change only their
// sign. Asserts |worth| < 2^62 and 1 <= count <= SHAPLEY_MAX.
void shapley_share(int count, const int64_t *worth, int64_t *part);

#endif
