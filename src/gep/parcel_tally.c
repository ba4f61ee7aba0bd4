#include "gep/parcel_tally.h"

#include <stdlib.h>
#include <string.h>

enum { CELLS = LATTICE * LATTICE };

struct ParcelTally {
    Arena *arena;
    const ParcelPlan *parcels;
    const ZonePatch *patch;
    size_t columns;
    double *cells;  // [cell * columns + column]: amounts, scaled where parcels overlap
    double *wanted; // [cell]: what the parcels cover of it, together
    const Chunk *chunk;
    double *area_m2; // of the chunk's cells, scaled likewise
};

ParcelTally *parcel_tally_open(const ParcelPlan *parcels)
{
    if (parcels == NULL) return NULL;
    Arena *arena = arena_open();
    ParcelTally *tally = arena_alloc(arena, sizeof *tally);
    *tally = (ParcelTally){.arena = arena, .parcels = parcels, .columns = parcels->column_count};
    tally->cells = arena_array(arena, CELLS * tally->columns, sizeof *tally->cells);
    tally->wanted = arena_array(arena, CELLS, sizeof *tally->wanted);
    tally->area_m2 = arena_array(arena, CHUNK, sizeof *tally->area_m2);
    return tally;
}

void parcel_tally_close(ParcelTally *tally)
{
    if (tally != NULL) arena_close(tally->arena);
}

// ---- cells

static void want(const ZonePiece *piece, double *wanted)
{
    for (uint32_t r = 0; r < piece->run_count; r++) {
        for (int c = 0; c < piece->runs[r].length; c++) wanted[piece->runs[r].cell + c] += 1;
    }
    for (uint32_t p = 0; p < piece->part_count; p++) wanted[piece->part_cells[p]] += piece->fractions[p];
}

void parcel_tally_start(ParcelTally *tally, size_t lattice_index)
{
    tally->patch = zone_index_patch(tally->parcels->index, lattice_index);
    if (tally->patch->piece_count == 0) return;
    memset(tally->cells, 0, CELLS * tally->columns * sizeof *tally->cells);
    memset(tally->wanted, 0, CELLS * sizeof *tally->wanted);
    for (size_t i = 0; i < tally->patch->piece_count; i++) want(&tally->patch->pieces[i], tally->wanted);
}

void parcel_tally_chunk(ParcelTally *tally, const Chunk *chunk, const double *covered)
{
    tally->chunk = chunk;
    for (size_t i = 0; tally->patch->piece_count > 0 && i < chunk->count; i++) {
        double wanted = tally->wanted[chunk->cell[i]];
        double scale = wanted > covered[i] ? covered[i] / wanted : 1;
        tally->area_m2[i] = chunk->area_m2[i] * scale;
        double *cell = tally->cells + chunk->cell[i] * tally->columns;
        cell[PARCEL_AREA_M2] = tally->area_m2[i];
        cell[PARCEL_CELLS] = scale;
    }
}

void parcel_tally_add(ParcelTally *tally, size_t column, const double *density)
{
    const Chunk *chunk = tally->chunk;
    if (tally->patch->piece_count == 0) return;
    for (size_t i = 0; i < chunk->count; i++)
        tally->cells[chunk->cell[i] * tally->columns + column] += density[i] * tally->area_m2[i];
}

// ---- pieces

static void sum_piece(const ParcelTally *tally, const ZonePiece *piece, double *sums)
{
    size_t columns = tally->columns;
    for (uint32_t r = 0; r < piece->run_count; r++) {
        const double *cell = tally->cells + piece->runs[r].cell * columns;
        for (int c = 0; c < piece->runs[r].length; c++, cell += columns) {
            for (size_t k = 0; k < columns; k++) sums[k] += cell[k];
        }
    }
    for (uint32_t p = 0; p < piece->part_count; p++) {
        const double *cell = tally->cells + piece->part_cells[p] * columns;
        double fraction = piece->fractions[p];
        for (size_t k = 0; k < columns; k++) sums[k] += fraction * cell[k];
    }
}

double *parcel_tally_end(ParcelTally *tally)
{
    size_t count = tally->patch->piece_count;
    if (count == 0) return NULL;
    double *sums = calloc(count * tally->columns, sizeof *sums);
    if (sums == NULL) abort();
    for (size_t i = 0; i < count; i++) sum_piece(tally, &tally->patch->pieces[i], sums + i * tally->columns);
    return sums;
}

void parcel_sums_add(const ParcelPlan *parcels, size_t lattice_index, const double *sums, double *to)
{
    if (sums == NULL) return;
    const ZonePatch *patch = zone_index_patch(parcels->index, lattice_index);
    for (size_t i = 0; i < patch->piece_count; i++) {
        double *parcel = to + patch->pieces[i].zone * parcels->column_count;
        for (size_t k = 0; k < parcels->column_count; k++) parcel[k] += sums[i * parcels->column_count + k];
    }
}
