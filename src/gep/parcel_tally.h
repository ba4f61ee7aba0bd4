// parcel_tally.h - what the cells of one lattice cell bring to the parcels there. One thread's.
#ifndef QINGSHAN_GEP_PARCEL_TALLY_H
#define QINGSHAN_GEP_PARCEL_TALLY_H

#include "gep/parcels.h"
#include "gep/worker.h"

typedef struct ParcelTally ParcelTally;
ParcelTally *parcel_tally_open(const ParcelPlan *parcels);
void parcel_tally_close(ParcelTally *tally); // NULL is allowed
void parcel_tally_start(ParcelTally *tally, size_t lattice_index);
// The cells of the next chunk; covered: the share of each that lies in the district.
void parcel_tally_chunk(ParcelTally *tally, const Chunk *chunk, const double *covered);
// Adds density[i] times the cell's area to a column, for every cell of the chunk.
void parcel_tally_add(ParcelTally *tally, size_t column, const double *density);
// [piece * column_count + column] for the pieces of the lattice cell's patch, for the caller to free; NULL: none there.
double *parcel_tally_end(ParcelTally *tally);
// Adds one lattice cell's sums to those of the parcels: [parcel * column_count + column].
void parcel_sums_add(const ParcelPlan *parcels, size_t lattice_index, const double *sums, double *to);

#endif
