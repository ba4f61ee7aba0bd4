#include "gep/demo/tables.h"

#include <math.h>

#include "base/file.h"
#include "base/text.h"
#include "gep/demo/noise.h"
#include "gep/demo/table_text.h"
#include "land/table.h"

enum { SEED_SHARE = 1301 };

typedef struct Sharing {
    Arena *arena;
    const Towns *towns;
    double *cells; // [(year * towns + town) * USE_COUNT + use]
    DemoYear year;
} Sharing;

// ---- how much of each use a town has

static void count_uses(Sharing *sharing, const Parcels *parcels, const Canvas *canvas)
{
    const Grid *grid = &canvas->grid;
    sharing->cells = arena_array(sharing->arena, DEMO_YEARS * sharing->towns->count * USE_COUNT, sizeof(double));
    for (size_t cell = 0; cell < (size_t)grid->width * (size_t)grid->height; cell++) {
        if (!canvas->inside[cell]) continue;
        size_t col = cell % (size_t)grid->width, row = cell / (size_t)grid->width;
        double x = grid->x0 + ((double)col + 0.5) * grid->cell_m, y = grid->y0 - ((double)row + 0.5) * grid->cell_m;
        size_t town = (size_t)towns_at(sharing->towns, x, y);
        for (size_t year = 0; year < DEMO_YEARS; year++) {
            Use use = canvas_use(canvas, parcels, (DemoYear)year, cell);
            sharing->cells[(year * sharing->towns->count + town) * USE_COUNT + use]++;
        }
    }
}

// spread: survey codes separated by spaces.
static double town_weight(const Sharing *sharing, size_t town, char *const *codes, size_t count, const char *item)
{
    const double *cells = sharing->cells + ((size_t)sharing->year * sharing->towns->count + town) * USE_COUNT;
    double sum = 0;
    uint32_t seed = SEED_SHARE;
    for (const char *c = item; *c; c++) seed = seed * 31 + (unsigned char)*c;
    for (size_t k = 0; k < count; k++) {
        for (int use = 0; use < USE_COUNT; use++) sum += text_equal(land_uses[use].code, codes[k]) ? cells[use] : 0;
    }
    return sum * (0.6 + 0.8 * noise_unit((int)town, 0, seed));
}

// Whole numbers of steps that sum to the total; the largest share takes the rest of the rounding.
static int64_t *share_out(const Sharing *sharing, double total, int decimals, const char *spread, const char *item)
{
    size_t towns = sharing->towns->count, codes, largest = 0;
    char **code = text_split(sharing->arena, spread, ' ', &codes);
    double *weight = arena_array(sharing->arena, towns, sizeof *weight), all = 0, step = 1;
    int64_t *out = arena_array(sharing->arena, towns, sizeof *out);
    for (int i = 0; i < decimals; i++) step *= 10;
    for (size_t town = 0; town < towns; town++) {
        weight[town] = town_weight(sharing, town, code, codes, item);
        all += weight[town];
        if (weight[town] > weight[largest]) largest = town;
    }
    int64_t left = (int64_t)floor(total * step + 0.5);
    for (size_t town = 0; town < towns && all > 0; town++) {
        out[town] = (int64_t)floor(total * step * (weight[town] / all) + 0.5);
        left -= out[town];
    }
    out[largest] += left;
    return out;
}

static void add_amount(StrBuf *text, int64_t steps, int decimals)
{
    int64_t whole = steps, part = 0, scale = 1;
    for (int i = 0; i < decimals; i++) scale *= 10;
    whole = steps / scale;
    part = steps % scale;
    strbuf_printf(text, "%lld", (long long)whole);
    if (decimals > 0) strbuf_printf(text, ".%0*lld", decimals, (long long)part);
}

// ---- rules

static const char *year_name(const Sharing *sharing, const char *name)
{
    return arena_printf(sharing->arena, "%s_%d", name, demo_year_number(sharing->year));
}

static const char *cell(const Table *rules, size_t row, const char *name)
{
    return table_cell(rules, row, table_column(rules, name));
}

static bool number(const Table *rules, size_t row, const char *name, double *out, Err *err)
{
    int column;
    return table_need_column(rules, name, &column, err) && table_number(rules, row, column, "", out, err);
}

static void add_town(StrBuf *text, const Town *town)
{
    strbuf_printf(text, "%s,%s", town->code, town->name);
}

// ---- products

static bool add_product(const Sharing *sharing, const Table *rules, size_t row, StrBuf *text, Err *err)
{
    double quantity, decimals;
    if (!number(rules, row, year_name(sharing, "quantity"), &quantity, err)) return false;
    if (!number(rules, row, "decimals", &decimals, err)) return false;
    const char *item = cell(rules, row, "item");
    int64_t *amount = share_out(sharing, quantity, (int)decimals, cell(rules, row, "spread"), item);
    for (size_t town = 0; town < sharing->towns->count; town++) {
        if (amount[town] <= 0) continue;
        strbuf_printf(text, "%s,%s,", cell(rules, row, "code"), item);
        add_town(text, &sharing->towns->items[town]);
        strbuf_printf(text, ",%s,", cell(rules, row, "ecosystem"));
        add_amount(text, amount[town], (int)decimals);
        strbuf_printf(text, ",%s,%s,%s\r\n", cell(rules, row, "unit"), cell(rules, row, year_name(sharing, "price")),
                      cell(rules, row, "price_2020"));
    }
    return true;
}

// ---- water

static bool add_water(const Sharing *sharing, const Table *rules, size_t row, StrBuf *text, Err *err)
{
    double quantity;
    if (!number(rules, row, year_name(sharing, "quantity"), &quantity, err)) return false;
    int64_t *amount = share_out(sharing, quantity, 2, cell(rules, row, "spread"), cell(rules, row, "use"));
    for (size_t town = 0; town < sharing->towns->count; town++) {
        if (amount[town] <= 0) continue;
        strbuf_printf(text, "%s,", cell(rules, row, "use"));
        add_town(text, &sharing->towns->items[town]);
        strbuf_add_char(text, ',');
        add_amount(text, amount[town], 2);
        strbuf_printf(text, ",%s,%s\r\n", cell(rules, row, year_name(sharing, "price")),
                      cell(rules, row, "price_2020"));
    }
    return true;
}

// ---- emissions: a row a pollutant, source and town

static bool add_emission(const Sharing *sharing, const Table *rules, size_t row, StrBuf *text, Err *err)
{
    double quantity;
    if (!number(rules, row, year_name(sharing, "quantity"), &quantity, err)) return false;
    if (quantity <= 0) return true;
    const char *source = cell(rules, row, "source"), *pollutant = cell(rules, row, "pollutant");
    int64_t *amount = share_out(sharing, quantity, 3, cell(rules, row, "spread"), pollutant);
    for (size_t town = 0; town < sharing->towns->count; town++) {
        if (amount[town] <= 0) continue;
        strbuf_printf(text, "%s,", source);
        add_town(text, &sharing->towns->items[town]);
        strbuf_printf(text, ",%s,", pollutant);
        add_amount(text, amount[town], 3);
        strbuf_add(text, "\r\n");
    }
    return true;
}

// ---- all of them

typedef bool AddRule(const Sharing *sharing, const Table *rules, size_t row, StrBuf *text, Err *err);

static const struct Sheet {
    const char *name, *header;
    AddRule *add;
} sheets[] = {
    {"products", "指标代码,产品,乡镇代码,乡镇名称,生态系统代码,产量,计量单位,单价(元),不变价(元)", add_product},
    {"emissions", "排放源,乡镇代码,乡镇名称,污染物,排放量(t)", add_emission},
    {"water_use", "用途,乡镇代码,乡镇名称,用水量(万m3),单价(元/m3),不变价(元/m3)", add_water},
};

static bool write_sheet(Sharing *sharing, const struct Sheet *sheet, const Table *rules, const char *folder, Err *err)
{
    StrBuf text = table_text_open(sharing->arena, sheet->header);
    for (size_t row = 0; row < rules->row_count; row++) {
        if (!sheet->add(sharing, rules, row, &text, err)) return false;
    }
    const char *name = arena_printf(sharing->arena, "tables/%s.csv", year_name(sharing, sheet->name));
    return file_write(file_join(sharing->arena, folder, name), text.data, text.size, err);
}

bool tables_write(Arena *arena, const char *rules, const char *folder, const Towns *towns, const Parcels *parcels,
                  const Canvas *canvas, Err *err)
{
    Sharing sharing = {.arena = arena, .towns = towns};
    count_uses(&sharing, parcels, canvas);
    for (size_t k = 0; k < sizeof sheets / sizeof *sheets; k++) {
        TableOptions options = {.comment = "#"};
        Table table;
        const char *path = file_join(arena, rules, arena_printf(arena, "%s.csv", sheets[k].name));
        if (!table_read(arena, path, &options, &table, err)) return false;
        for (int year = 0; year < DEMO_YEARS; year++) {
            sharing.year = (DemoYear)year;
            if (!write_sheet(&sharing, &sheets[k], &table, folder, err)) return false;
        }
    }
    return true;
}
