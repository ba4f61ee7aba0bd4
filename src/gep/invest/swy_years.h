// swy_years.h - seasonal water yield: the twelve months of every cell, once for all cells that have the same ones.
//
// Climate maps are coarse as a rule: neighbouring cells have the same rain and evapotranspiration, and where soil, land
// class and rain events are the same too, the same quickflow. Such cells of SWY_GROUP rows share one SwyYear; where
// maps are as fine as the cells each has its own. What is computed does not depend on what is shared.
#ifndef QINGSHAN_GEP_INVEST_SWY_YEARS_H
#define QINGSHAN_GEP_INVEST_SWY_YEARS_H

#include <stddef.h>
#include <stdint.h>

enum { SWY_MONTHS = 12, SWY_GROUP = 16 };
static const uint32_t SWY_NO_YEAR = UINT32_MAX;

typedef struct SwyYear { // mm, NaN = no value
    float rain[SWY_MONTHS], quick[SWY_MONTHS], et0[SWY_MONTHS];
    int land; // row of the biophysical table; -1
} SwyYear;

typedef struct SwyYears {
    int width, height;
    SwyYear **groups; // by SWY_GROUP rows
    uint32_t *index;  // by cell: of its year in its group; SWY_NO_YEAR
} SwyYears;

SwyYears swy_years_open(int width, int height);
void swy_years_close(SwyYears *years);

static inline const SwyYear *swy_year_of(const SwyYears *years, size_t cell)
{
    return &years->groups[cell / ((size_t)years->width * SWY_GROUP)][years->index[cell]];
}

// The rows of one group: arrays of rows * width.
typedef struct SwyRows {
    int rows;
    const float *rain[SWY_MONTHS], *et0[SWY_MONTHS]; // mm
    const int *land, *zone;                          // rows of the tables; -1
    const float *retention;                          // inches, see swy_quickflow.h
    const uint8_t *stream;                           //
    const uint8_t *kept;                             // 1: the cell's year will be asked for
    const float *events;                             // [zone * SWY_MONTHS + month]; those of zone -1 are missing
    float *quick[SWY_MONTHS];                        // to be filled, mm
} SwyRows;

// Computes the quickflow of all cells and keeps the years of some. Different groups by different threads.
void swy_years_take(SwyYears *years, int group, const SwyRows *rows);

#endif
