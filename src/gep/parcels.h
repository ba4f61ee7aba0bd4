// parcels.h - the parcels of a district: their covered fractions before the pass, their accounts after it.
//
// A parcel counts by the exact fraction of each cell that it covers, within the district. Where parcels cover a cell
// with more than the district has of it (they overlap, or reach out of the boundary), their shares of it are scaled
// down in proportion: parcels never sum to more than the district, and a partition of it sums to it.
#ifndef QINGSHAN_GEP_PARCELS_H
#define QINGSHAN_GEP_PARCELS_H

#include "gep/account.h"
#include "gep/plan.h"
#include "gep/value.h"
#include "land/zone_index.h"

struct PassResult;

// What the pass sums for a parcel: area, cells, eligible and valid area over services, then for each slot a quantity,
// its yuan, and the yuan that rest on inferred classes or filled inputs. A service has one slot, or one a flow where
// emissions limit its flows.
enum { PARCEL_AREA_M2, PARCEL_CELLS, PARCEL_ELIGIBLE_M2, PARCEL_VALID_M2, PARCEL_SLOTS };
enum { SLOT_QUANTITY, SLOT_YUAN, SLOT_DOUBTFUL_YUAN, SLOT_WIDTH };

typedef struct ParcelPlan {
    const char *path, *layer;
    size_t count;
    const char *const *codes;
    const ZoneIndex *index;
    ZoneIndex *own;        // the same, when it is this plan's to close
    size_t column_count;   // of the pass
    const int *slot;       // [service]: its first, -1 without
    const int *slot_count; // [service]
} ParcelPlan;

// Numbers the columns and reads the parcels that district.yaml declares, or recalls their index from the cache
// (cache.h); plan->parcels stays NULL without any. After lock_hash, for the file's digest. earlier: plans of the same
// grid whose parcels, if they are the same, are shared. Faults are findings of the plan; false: ERR_REFUSED, as
// plan_check.
MUST_CHECK bool parcels_open(Plan *plan, Plan *const *earlier, size_t earlier_count, int jobs, Err *err);
void parcels_close(ParcelPlan *parcels); // NULL is allowed

// Fills account->parcels from its services. limit_scale: as in assemble_service.h.
void parcels_assemble(const Plan *plan, const ValuePlan *values, const struct PassResult *result,
                      const double *limit_scale, Account *account);
// parcels.gpkg: the parcels' geometry with code, area_m2, cells, small, quantity and yuan of each service, gep_yuan,
// inferred_share, valid_share.
MUST_CHECK bool parcels_write(const Account *account, const char *path, Err *err);

#endif
