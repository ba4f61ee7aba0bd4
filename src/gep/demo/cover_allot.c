// cover_allot.c - which parcel gets which use: use by use, the fittest parcels first, until its share is reached.
#include <math.h>
#include <stdlib.h>

#include "gep/demo/cover.h"
#include "gep/demo/noise.h"

enum { SEED_USE = 501 };

typedef struct Allotment {
    Arena *arena;
    Parcels *parcels;
    const Towns *towns;
    const Relief *relief;
    int *cells;     // of the district in each parcel
    double all;     // cells in the district
    float *fitness; // of each parcel for the use in hand; NAN: not for it
    int *order;
} Allotment;

// ---- what a parcel is like

typedef struct Place {
    double x, y, z, slope, valley_m, above_m;
    int index;
} Place;

static Place place_of(const Allotment *a, int index)
{
    const Parcel *parcel = &a->parcels->items[index];
    double x = a->parcels->x0 + parcel->x, y = a->parcels->y0 - parcel->y;
    return (Place){x,
                   y,
                   parcel->elevation_m,
                   parcel->slope_deg,
                   relief_at(&a->relief->valley, x, y),
                   relief_at(&a->relief->above, x, y),
                   index};
}

static double patches(const Place *p, double wave, int octaves, uint32_t seed)
{
    return noise_rough(p->x, p->y, wave, octaves, SEED_USE + seed);
}

static double chance(const Place *p, uint32_t seed)
{
    return noise_unit(p->index, (int)seed, SEED_USE);
}

// How good for fields: gentle, low, near a river.
static double field_fitness(const Place *p)
{
    double near_river = 1 / (1 + p->valley_m / 2500);
    return 0.8 * patches(p, 5200, 3, 1) + 0.6 * patches(p, 1500, 3, 2) + 0.12 * chance(p, 3) - p->slope / 20 -
           p->z / 2600 - p->above_m / 90 + 0.5 * near_river;
}

static double town_fitness(const Allotment *a, const Place *p)
{
    double best = -INFINITY;
    if (p->slope > 17) return NAN;
    for (size_t k = 0; k < a->towns->count; k++) {
        const Town *town = &a->towns->items[k];
        double dx = p->x - town->x, dy = p->y - town->y, near = 1 - sqrt(dx * dx + dy * dy) / (1.25 * town->radius_m);
        best = near > best ? near : best;
    }
    return best + 0.45 * patches(p, 1100, 3, 4) - p->slope / 60;
}

static double low(double value, double limit) // NAN above the limit
{
    return value <= limit ? 0 : NAN;
}

// Fitness of a parcel that has no use yet. NAN: not fit.
static double fitness(const Allotment *a, Use use, const Place *p)
{
    switch (use) {
    case USE_TOWN:
        return town_fitness(a, p);
    case USE_ROCK:
        return low(-p->z, -1250) + low(-p->slope, -20) + p->slope / 40 + 0.8 * patches(p, 1300, 2, 5);
    case USE_PASTURE:
        return low(-p->z, -1600) + p->z / 1500 - p->slope / 30 + 0.9 * patches(p, 2600, 3, 6);
    case USE_VILLAGE:
        return low(p->slope, 20) + low(p->z, 1350) + 0.5 * chance(p, 7) + 1.1 * patches(p, 750, 2, 19) +
               0.35 * field_fitness(p) - p->slope / 60;
    case USE_MINE:
        return low(p->z, 1500) + patches(p, 2600, 3, 8);
    case USE_GRASS:
        return patches(p, 1700, 3, 9) + p->slope / 50 + p->z / 4000;
    case USE_ARBOR:
        return -field_fitness(p);
    case USE_TEA:
        return low(p->z, 1150) + low(-p->z, -380) + patches(p, 2800, 3, 10);
    case USE_HERBS:
        return low(-p->z, -900) + patches(p, 3200, 3, 11) + p->z / 2500;
    case USE_ORCHARD:
        return low(p->z, 720) + 0.9 * patches(p, 3600, 3, 12) - fabs(p->slope - 11) / 26 - p->valley_m / 16000;
    case USE_PADDY:
        return low(p->slope, 17) + 0.5 * patches(p, 1800, 3, 13) - p->slope / 9 - p->z / 900 - p->above_m / 50;
    case USE_POND:
        return low(p->slope, 9) + low(p->z, 800) + chance(p, 14);
    case USE_FACILITY:
        return low(p->slope, 12) + chance(p, 15);
    case USE_BARE_SOIL:
        return chance(p, 16) + p->slope / 60;
    default:
        return 0;
    }
}

// Fitness of woodland for one of its kinds.
static double wood_fitness(Use use, const Place *p)
{
    switch (use) {
    case USE_SHRUB_SWAMP:
        return low(-p->z, -1500) + low(p->slope, 16) + patches(p, 2600, 3, 20);
    case USE_BAMBOO:
        return low(p->z, 950) + patches(p, 2100, 3, 21) - p->slope / 60;
    case USE_SHRUB:
        return 0.8 * patches(p, 2600, 4, 22) + p->slope / 40 + p->above_m / 300 +
               (p->z > 1900 ? (p->z - 1900) / 400 : 0);
    case USE_YOUNG:
        return field_fitness(p) + 0.9 * patches(p, 1600, 3, 23);
    default:
        return NAN;
    }
}

// ---- giving out

static int by_fitness(const void *left, const void *right, void *context)
{
    const float *value = context;
    int a = *(const int *)left, b = *(const int *)right;
    if (value[a] != value[b]) return value[a] > value[b] ? -1 : 1;
    return (a > b) - (a < b);
}

// The fitness that the last parcel needs for the share to be reached, by cells of the district.
static double threshold(const Allotment *a, double share)
{
    int count = a->parcels->width * a->parcels->height, fit = 0;
    for (int i = 0; i < count; i++) {
        if (!isnan(a->fitness[i]) && a->cells[i] > 0) a->order[fit++] = i;
    }
    qsort_r(a->order, (size_t)fit, sizeof *a->order, by_fitness, a->fitness);
    double wanted = share * a->all, sum = 0;
    for (int k = 0; k < fit; k++) {
        double cells = a->cells[a->order[k]];
        if (sum + cells / 2 > wanted) return k == 0 ? INFINITY : a->fitness[a->order[k - 1]];
        sum += cells;
    }
    return -INFINITY;
}

static void give(Allotment *a, DemoYear year, Use use, double share)
{
    double least = threshold(a, share);
    for (int i = 0; i < a->parcels->width * a->parcels->height; i++) {
        if (a->fitness[i] >= least) a->parcels->items[i].use[year] = (uint8_t)use;
    }
}

// Of the parcels without use.
static void allot(Allotment *a, Use use, double share)
{
    for (int i = 0; i < a->parcels->width * a->parcels->height; i++) {
        const Parcel *parcel = &a->parcels->items[i];
        a->fitness[i] = NAN;
        if (!parcel->near || parcel->use[DEMO_2023] != USE_NONE) continue;
        Place place = place_of(a, i);
        a->fitness[i] = (float)fitness(a, use, &place);
    }
    give(a, DEMO_2023, use, share);
}

static void allot_wood(Allotment *a, Use use, double share)
{
    for (int i = 0; i < a->parcels->width * a->parcels->height; i++) {
        a->fitness[i] = NAN;
        if (a->parcels->items[i].use[DEMO_2023] != USE_ARBOR) continue;
        Place place = place_of(a, i);
        a->fitness[i] = (float)wood_fitness(use, &place);
    }
    give(a, DEMO_2023, use, share);
}

static Use in_town(const Place *p)
{
    double block = chance(p, 30), works = patches(p, 1500, 2, 31);
    if (works > 0.28) return block < 0.75 ? USE_INDUSTRY : block < 0.87 ? USE_STORES : USE_UTILITY;
    if (block < 0.10) return USE_SHOPS;
    if (block < 0.17) return USE_SCHOOL;
    if (block < 0.21) return USE_OFFICE;
    if (block < 0.24) return USE_UTILITY;
    return block < 0.31 ? USE_PARK : USE_TOWN;
}

static void divide_towns(Allotment *a)
{
    for (int i = 0; i < a->parcels->width * a->parcels->height; i++) {
        Parcel *parcel = &a->parcels->items[i];
        Place place = place_of(a, i);
        if (parcel->use[DEMO_2023] == USE_TOWN) parcel->use[DEMO_2023] = (uint8_t)in_town(&place);
    }
}

static void rest_is_dry(Allotment *a)
{
    for (int i = 0; i < a->parcels->width * a->parcels->height; i++) {
        Parcel *parcel = &a->parcels->items[i];
        if (parcel->near && parcel->use[DEMO_2023] == USE_NONE) parcel->use[DEMO_2023] = USE_DRY;
    }
}

// ---- 2020

typedef struct Change { // parcels of use `now` that had use `before`, as a share of the district
    Use before, now;
    double share;
    enum { ANYWHERE, ON_FIELDS, TOWN_EDGE } where;
} Change;

static const Change changes[] = {
    {USE_PADDY, USE_TOWN, 0.0011, TOWN_EDGE},     {USE_DRY, USE_TOWN, 0.0006, TOWN_EDGE},
    {USE_PADDY, USE_INDUSTRY, 0.0004, TOWN_EDGE}, {USE_ARBOR, USE_TOWN, 0.0002, ANYWHERE},
    {USE_DRY, USE_VILLAGE, 0.0008, ANYWHERE},     {USE_DRY, USE_YOUNG, 0.0048, ON_FIELDS},
    {USE_DRY, USE_SHRUB, 0.0016, ON_FIELDS},      {USE_DRY, USE_ORCHARD, 0.0052, ANYWHERE},
    {USE_PADDY, USE_ORCHARD, 0.0009, ANYWHERE},   {USE_DRY, USE_HERBS, 0.0014, ANYWHERE},
    {USE_DRY, USE_TEA, 0.0006, ANYWHERE},         {USE_DRY, USE_GRASS, 0.0030, ON_FIELDS},
    {USE_YOUNG, USE_ARBOR, 0.0060, ON_FIELDS},    {USE_SHRUB, USE_ARBOR, 0.0035, ANYWHERE},
    {USE_MINE, USE_GRASS, 0.0003, ANYWHERE},      {USE_ARBOR, USE_MINE, 0.0002, ANYWHERE},
    {USE_PADDY, USE_POND, 0.0004, ANYWHERE},      {USE_ARBOR, USE_DRY, 0.0007, ANYWHERE},
    {USE_PADDY, USE_DRY, 0.0020, ANYWHERE},       {USE_DRY, USE_FACILITY, 0.0003, ANYWHERE},
};

static double change_fitness(const Allotment *a, const Change *change, const Place *p, uint32_t seed)
{
    double scattered = patches(p, 1400, 3, 40 + seed) + 0.5 * chance(p, 60 + seed);
    if (change->where == ON_FIELDS) return scattered + 0.8 * field_fitness(p);
    return change->where == TOWN_EDGE ? 0.4 * scattered - 2 * town_fitness(a, p) : scattered;
}

static void look_back(Allotment *a)
{
    int count = a->parcels->width * a->parcels->height;
    for (int i = 0; i < count; i++) a->parcels->items[i].use[DEMO_2020] = a->parcels->items[i].use[DEMO_2023];
    for (size_t k = 0; k < sizeof changes / sizeof *changes; k++) {
        for (int i = 0; i < count; i++) {
            const Parcel *parcel = &a->parcels->items[i];
            a->fitness[i] = NAN;
            if (parcel->use[DEMO_2023] != changes[k].now || parcel->use[DEMO_2020] != changes[k].now) continue;
            Place place = place_of(a, i);
            a->fitness[i] = (float)change_fitness(a, &changes[k], &place, (uint32_t)k);
        }
        give(a, DEMO_2020, changes[k].before, changes[k].share);
    }
}

// ---- all together

static void count_cells(Allotment *a, const Canvas *canvas)
{
    size_t count = (size_t)canvas->grid.width * (size_t)canvas->grid.height;
    for (size_t cell = 0; cell < count; cell++) {
        if (!canvas->inside[cell]) continue;
        a->all++;
        if (canvas->over[DEMO_2023][cell] == USE_NONE) a->cells[canvas->parcel[cell]]++;
    }
}

void cover_allot(Parcels *parcels, const Towns *towns, const Relief *relief, const Canvas *canvas)
{
    static const struct Share {
        Use use;
        double share;
    } shares[] = {{USE_TOWN, 0.0205},     {USE_ROCK, 0.0050},     {USE_PASTURE, 0.0050}, {USE_MINE, 0.0010},
                  {USE_VILLAGE, 0.024},   {USE_GRASS, 0.0170},    {USE_ARBOR, 0.5650},   {USE_TEA, 0.0052},
                  {USE_HERBS, 0.0105},    {USE_ORCHARD, 0.0600},  {USE_PADDY, 0.0920},   {USE_POND, 0.0034},
                  {USE_FACILITY, 0.0014}, {USE_BARE_SOIL, 0.0005}},
      woods[] = {{USE_SHRUB_SWAMP, 0.0002}, {USE_BAMBOO, 0.0165}, {USE_SHRUB, 0.0880}, {USE_YOUNG, 0.0240}};
    size_t count = (size_t)parcels->width * (size_t)parcels->height;
    Arena *arena = arena_open();
    Allotment a = {.arena = arena, .parcels = parcels, .towns = towns, .relief = relief};
    a.cells = arena_array(arena, count, sizeof *a.cells);
    a.fitness = arena_array(arena, count, sizeof *a.fitness);
    a.order = arena_array(arena, count, sizeof *a.order);
    count_cells(&a, canvas);
    for (size_t k = 0; k < sizeof shares / sizeof *shares; k++) allot(&a, shares[k].use, shares[k].share);
    for (size_t k = 0; k < sizeof woods / sizeof *woods; k++) allot_wood(&a, woods[k].use, woods[k].share);
    rest_is_dry(&a);
    divide_towns(&a);
    look_back(&a);
    arena_close(arena);
}
