// account_sums.h - an account's leaves summed into tables: towns by services, ecosystems by services.
//
// Money is exact: a table's row and column sums are the account's own totals.
#ifndef QINGSHAN_GEP_ACCOUNT_SUMS_H
#define QINGSHAN_GEP_ACCOUNT_SUMS_H

#include "gep/account.h"

typedef struct Crosstab {
    size_t row_count;            // the last row has code "": what is not allotted; it may be all zero
    const char *const *codes;    // town or ecosystem code of each row
    const char *const *names_zh; // names_en is names_zh for towns
    const char *const *names_en;
    const double *area_m2; // NaN where it is not known
    size_t column_count;   // services of the account, in its order
    const Fen *value;      // current prices, value[row * column_count + service]
    const double *quantity;
} Crosstab;

Crosstab account_by_town(Arena *arena, const Account *account);
// Rows: the classes of the extent account, then classes that only leaves name, then "".
Crosstab account_by_ecosystem(Arena *arena, const Account *account);
Fen crosstab_value(const Crosstab *table, size_t row, size_t service);
double crosstab_quantity(const Crosstab *table, size_t row, size_t service);
// Sum over the services that count in GEP; group -1 is all three groups.
Fen crosstab_row_sum(const Crosstab *table, const Account *account, size_t row, int group);
bool crosstab_row_empty(const Crosstab *table, size_t row); // every value and quantity is zero

// Is any service of the group that counts computed? If not, its value is not known, and not 0.
bool account_has_group(const Account *account, Group group);
Values values_add(Values a, Values b);
const AccountService *account_service(const Account *account, const char *code); // NULL when it is not there

#endif
