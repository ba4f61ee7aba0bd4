// money.h - exact money. Integers of fen (分, 1/100 yuan); doubles cross to money in money_from_yuan only.
#ifndef QINGSHAN_BASE_MONEY_H
#define QINGSHAN_BASE_MONEY_H

#include <stddef.h>
#include <stdint.h>

typedef struct Fen {
    int64_t fen;
} Fen;

// Rounds half away from zero to the fen, by the shortest decimal (number_scaled in text.h): 1.005 is 1.01. Asserts
// |yuan| < 9e13 and not NaN.
Fen money_from_yuan(double yuan);
double money_to_yuan(Fen money); // for ratios and print only
Fen money_add(Fen a, Fen b);     // asserts no overflow
Fen money_sub(Fen a, Fen b);
// Parts in proportion to the weights that sum to the total exactly: each is its share rounded down, and what is left
// goes fen by fen to the largest remainders, of equal ones to the first. The weights' sum must not be 0 unless the
// total is; then all are 0.
void money_share_out(Fen total, const double *weights, size_t count, Fen *out);
enum { MONEY_TEXT_SIZE = 32 };
char *money_text(Fen money, char out[MONEY_TEXT_SIZE]); // "12345.60", "-0.05": always two decimals

#endif
