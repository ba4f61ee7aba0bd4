// noise.h - randomness that is a function of place: the same everywhere, in any order, with any number of threads.
//
// Integer hashes and smooth noise made of them; no state, no libm.
#ifndef QINGSHAN_GEP_DEMO_NOISE_H
#define QINGSHAN_GEP_DEMO_NOISE_H

#include <stdint.h>

uint32_t noise_hash(int x, int y, uint32_t seed);
double noise_unit(int x, int y, uint32_t seed); // 0 <= v < 1, independent from place to place
// About normal, mean 0, variance 1 (a sum of four uniform numbers), within +-3.5.
double noise_normal(int x, int y, uint32_t seed);
// Smooth, -1..1, features of about `wave` (in the unit of x and y).
double noise_smooth(double x, double y, double wave, uint32_t seed);
// `octaves` of noise_smooth, each half the wave and half the height of the one before; -1..1.
double noise_rough(double x, double y, double wave, int octaves, uint32_t seed);

#endif
