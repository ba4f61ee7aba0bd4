#include "gep/account_sums.h"

#include <math.h>
#include <string.h>

typedef struct Rows { // the rows of a crosstab while they are collected
    Arena *arena;
    size_t count, capacity;
    struct Row {
        const char *code, *name_zh, *name_en;
        double area_m2;
    } * items;
} Rows;

static void add_row(Rows *rows, const char *code, const char *name_zh, const char *name_en, double area_m2)
{
    rows->items = arena_grow(rows->arena, rows->items, rows->count, &rows->capacity, sizeof *rows->items);
    rows->items[rows->count++] = (struct Row){code, name_zh, name_en, area_m2};
}

static size_t find_row(const Rows *rows, const char *code)
{
    size_t i = 0;
    while (i < rows->count && strcmp(rows->items[i].code, code) != 0) i++;
    return i;
}

static void copy_rows(Arena *arena, const Rows *rows, Crosstab *out)
{
    const char **codes = arena_array(arena, rows->count, sizeof *codes);
    const char **zh = arena_array(arena, rows->count, sizeof *zh);
    const char **en = arena_array(arena, rows->count, sizeof *en);
    double *area = arena_array(arena, rows->count, sizeof *area);
    for (size_t i = 0; i < rows->count; i++) {
        codes[i] = rows->items[i].code;
        zh[i] = rows->items[i].name_zh;
        en[i] = rows->items[i].name_en;
        area[i] = rows->items[i].area_m2;
    }
    *out = (Crosstab){.row_count = rows->count, .codes = codes, .names_zh = zh, .names_en = en, .area_m2 = area};
}

static Crosstab fill(Arena *arena, const Account *account, const Rows *rows, bool by_town)
{
    Crosstab out;
    copy_rows(arena, rows, &out);
    out.column_count = account->service_count;
    Fen *value = arena_array(arena, out.row_count * out.column_count, sizeof *value);
    double *quantity = arena_array(arena, out.row_count * out.column_count, sizeof *quantity);
    for (size_t i = 0; i < account->leaf_count; i++) {
        const Leaf *leaf = &account->leaves[i];
        size_t row = find_row(rows, by_town ? leaf->town : leaf->ecosystem);
        size_t at = row * out.column_count + (size_t)leaf->service;
        value[at] = money_add(value[at], leaf->value.current);
        if (!isnan(leaf->quantity)) quantity[at] += leaf->quantity;
    }
    out.value = value;
    out.quantity = quantity;
    return out;
}

Crosstab account_by_town(Arena *arena, const Account *account)
{
    Rows rows = {.arena = arena};
    for (size_t i = 0; i < account->town_count; i++) {
        const AccountTown *town = &account->towns[i];
        add_row(&rows, town->code, town->name, town->name, town->area_m2);
    }
    add_row(&rows, "", "未分到镇街", "Not allotted to a town", NAN);
    return fill(arena, account, &rows, true);
}

Crosstab account_by_ecosystem(Arena *arena, const Account *account)
{
    Rows rows = {.arena = arena};
    for (size_t i = 0; i < account->extent_count; i++) {
        const ExtentRow *row = &account->extent[i];
        add_row(&rows, row->ecosystem, row->name_zh, row->name_en, row->area_m2);
    }
    for (size_t i = 0; i < account->leaf_count; i++) {
        const char *code = account->leaves[i].ecosystem;
        if (*code && find_row(&rows, code) == rows.count) add_row(&rows, code, code, code, NAN);
    }
    add_row(&rows, "", "未分到生态系统", "Not allotted to an ecosystem", NAN);
    return fill(arena, account, &rows, false);
}

Fen crosstab_value(const Crosstab *table, size_t row, size_t service)
{
    return table->value[row * table->column_count + service];
}

double crosstab_quantity(const Crosstab *table, size_t row, size_t service)
{
    return table->quantity[row * table->column_count + service];
}

Fen crosstab_row_sum(const Crosstab *table, const Account *account, size_t row, int group)
{
    Fen sum = {0};
    for (size_t i = 0; i < table->column_count; i++) {
        const AccountService *service = &account->services[i];
        if (!service->in_total || (group >= 0 && (int)service->group != group)) continue;
        sum = money_add(sum, crosstab_value(table, row, i));
    }
    return sum;
}

bool crosstab_row_empty(const Crosstab *table, size_t row)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (crosstab_value(table, row, i).fen != 0 || crosstab_quantity(table, row, i) != 0) return false;
    }
    return true;
}

bool account_has_group(const Account *account, Group group)
{
    for (size_t i = 0; i < account->service_count; i++) {
        const AccountService *s = &account->services[i];
        if (s->group == group && s->in_total && s->state == SERVICE_COMPUTED) return true;
    }
    return false;
}

Values values_add(Values a, Values b)
{
    return (Values){money_add(a.current, b.current), money_add(a.constant, b.constant),
                    money_add(a.normal_current, b.normal_current), money_add(a.normal_constant, b.normal_constant)};
}

const AccountService *account_service(const Account *account, const char *code)
{
    for (size_t i = 0; i < account->service_count; i++) {
        if (strcmp(account->services[i].code, code) == 0) return &account->services[i];
    }
    return NULL;
}
