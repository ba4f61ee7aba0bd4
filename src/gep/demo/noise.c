#include "gep/demo/noise.h"

#include <math.h>

uint32_t noise_hash(int x, int y, uint32_t seed)
{
    uint32_t h = (uint32_t)x * 0x9E3779B1u ^ (uint32_t)y * 0x85EBCA77u ^ seed * 0xC2B2AE3Du;
    h ^= h >> 15;
    h *= 0x2C1B3C6Du;
    h ^= h >> 12;
    h *= 0x297A2D39u;
    h ^= h >> 15;
    return h;
}

double noise_unit(int x, int y, uint32_t seed)
{
    return noise_hash(x, y, seed) * (1.0 / 4294967296.0);
}

double noise_normal(int x, int y, uint32_t seed)
{
    double sum = 0;
    for (uint32_t k = 0; k < 4; k++) sum += noise_unit(x, y, seed + 7919 * k);
    return (sum - 2) * 1.7320508075688772; // the variance of the sum is 4/12
}

static double ease(double t) // first and second derivatives are 0 at both ends
{
    return t * t * t * (t * (t * 6 - 15) + 10);
}

// Sixteen directions, in steps of a turn / 16.
static const double directions[16][2] = {
    {1, 0},
    {0.9238795325112867, 0.3826834323650898},
    {0.7071067811865476, 0.7071067811865476},
    {0.3826834323650898, 0.9238795325112867},
    {0, 1},
    {-0.3826834323650898, 0.9238795325112867},
    {-0.7071067811865476, 0.7071067811865476},
    {-0.9238795325112867, 0.3826834323650898},
    {-1, 0},
    {-0.9238795325112867, -0.3826834323650898},
    {-0.7071067811865476, -0.7071067811865476},
    {-0.3826834323650898, -0.9238795325112867},
    {0, -1},
    {0.3826834323650898, -0.9238795325112867},
    {0.7071067811865476, -0.7071067811865476},
    {0.9238795325112867, -0.3826834323650898},
};

static double slope_at(int i, int j, uint32_t seed, double dx, double dy)
{
    const double *direction = directions[noise_hash(i, j, seed) >> 28];
    return direction[0] * dx + direction[1] * dy;
}

// Perlin's: slopes at whole points, blended between.
double noise_smooth(double x, double y, double wave, uint32_t seed)
{
    double u = x / wave, v = y / wave, left = floor(u), low = floor(v);
    int i = (int)left, j = (int)low;
    double dx = u - left, dy = v - low, s = ease(dx), t = ease(dy);
    double a = slope_at(i, j, seed, dx, dy), b = slope_at(i + 1, j, seed, dx - 1, dy);
    double c = slope_at(i, j + 1, seed, dx, dy - 1), d = slope_at(i + 1, j + 1, seed, dx - 1, dy - 1);
    double bottom = a + s * (b - a), top = c + s * (d - c);
    return 1.4142135623730951 * (bottom + t * (top - bottom));
}

double noise_rough(double x, double y, double wave, int octaves, uint32_t seed)
{
    double sum = 0, height = 1, whole = 0;
    for (int k = 0; k < octaves; k++) {
        sum += height * noise_smooth(x, y, wave, seed + 101u * (uint32_t)k);
        whole += height;
        wave /= 2;
        height /= 2;
    }
    return sum / whole;
}
