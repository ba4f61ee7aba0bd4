#include "gep/ranges.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/params_internal.h"
#include "land/table.h"

// ---- the table

enum { KIND, ID, IMPOSSIBLE_BELOW, UNUSUAL_BELOW, UNUSUAL_ABOVE, IMPOSSIBLE_ABOVE, REASON_ZH, REASON_EN, COLUMNS };

static bool read_limit(const char *text, double fallback, double *out, Err *err)
{
    *out = fallback;
    if (text[0] == '\0' || text_to_double(text, out)) return true;
    return err_set(err, ERR_INPUT, _("'%s' is no number"), text);
}

static bool read_range(const Table *table, size_t row, const int *columns, Range *out, Err *err)
{
    const char *cell[COLUMNS];
    for (int k = 0; k < COLUMNS; k++) cell[k] = table_cell(table, row, columns[k]);
    *out = (Range){.id = cell[ID],
                   .is_parameter = text_equal(cell[KIND], "parameter"),
                   .reason_zh = cell[REASON_ZH],
                   .reason_en = cell[REASON_EN]};
    if (!read_limit(cell[IMPOSSIBLE_BELOW], -INFINITY, &out->impossible_below, err) ||
        !read_limit(cell[UNUSUAL_BELOW], -INFINITY, &out->unusual_below, err) ||
        !read_limit(cell[UNUSUAL_ABOVE], INFINITY, &out->unusual_above, err) ||
        !read_limit(cell[IMPOSSIBLE_ABOVE], INFINITY, &out->impossible_above, err))
        return err_within(err, _("%s row %d"), table->path, table->row_numbers[row]);
    out->low = out->unusual_below > out->impossible_below ? out->unusual_below : out->impossible_below;
    out->high = out->unusual_above < out->impossible_above ? out->unusual_above : out->impossible_above;
    return true;
}

bool ranges_read(Arena *arena, const char *methods_folder, Ranges *out, Err *err)
{
    static const char *const names[COLUMNS] = {
        "kind",      "id",       "impossible_below", "unusual_below", "unusual_above", "impossible_above",
        "reason_zh", "reason_en"};
    Table table;
    int columns[COLUMNS];
    const char *path = file_join(arena, methods_folder, "ranges.csv");
    if (!table_read(arena, path, &(TableOptions){0}, &table, err)) return false;
    for (int k = 0; k < COLUMNS; k++) {
        if (!table_need_column(&table, names[k], &columns[k], err)) return false;
    }
    Range *items = arena_array(arena, table.row_count, sizeof *items);
    for (size_t row = 0; row < table.row_count; row++) {
        if (!read_range(&table, row, columns, &items[row], err)) return false;
    }
    *out = (Ranges){.count = table.row_count, .items = items};
    return true;
}

static const Range *find(const Ranges *ranges, const char *id, bool is_parameter)
{
    for (size_t i = 0; i < ranges->count; i++) {
        const Range *range = &ranges->items[i];
        if (range->is_parameter == is_parameter && text_equal(range->id, id)) return range;
    }
    return NULL;
}

const Range *ranges_input(const Ranges *ranges, const char *id)
{
    return find(ranges, id, false);
}

const Range *ranges_parameter(const Ranges *ranges, const char *id)
{
    return find(ranges, id, true);
}

// ---- values

static void take_value(Outside *outside, double value)
{
    if (outside->count == 0 || value < outside->least) outside->least = value;
    if (outside->count == 0 || value > outside->most) outside->most = value;
    outside->count++;
}

void range_look(const Range *range, const double *values, size_t count, Outside *outside)
{
    double low = range->low, high = range->high;
    int any = 0; // the usual case is a loop without branches
    for (size_t i = 0; i < count; i++) any |= (values[i] < low) | (values[i] > high);
    for (size_t i = 0; any && i < count; i++) {
        if (values[i] < low || values[i] > high) take_value(outside, values[i]);
    }
}

void outside_add(Outside *to, const Outside *from)
{
    if (from->count == 0) return;
    if (to->count == 0 || from->least < to->least) to->least = from->least;
    if (to->count == 0 || from->most > to->most) to->most = from->most;
    to->count += from->count;
}

static const char *limits_text(Arena *arena, double low, double high)
{
    char a[NUMBER_TEXT_SIZE], b[NUMBER_TEXT_SIZE];
    if (isinf(low)) return arena_printf(arena, "≤ %s", number_text(high, b));
    if (isinf(high)) return arena_printf(arena, "≥ %s", number_text(low, a));
    return arena_printf(arena, "%s–%s", number_text(low, a), number_text(high, b));
}

static bool is_impossible(const Range *range, double least, double most)
{
    return least < range->impossible_below || most > range->impossible_above;
}

// The same finding in both languages; `zh` and `en` begin with what and where.
static bool add_finding(Findings *findings, const Range *range, bool impossible, const char *kind, const char *where,
                        const char *zh, const char *en)
{
    const char *limits = limits_text(findings->arena, range->low, range->high);
    const char *code = arena_printf(findings->arena, "%s.%s", kind, impossible ? "impossible" : "unusual");
    return finding_add_texts(findings, impossible ? FINDING_ERROR : FINDING_DOUBT, code, where,
                             arena_printf(findings->arena, "%s，应为 %s（%s）", zh, limits, range->reason_zh),
                             arena_printf(findings->arena, "%s, expected %s (%s)", en, limits, range->reason_en));
}

bool range_finding(const Range *range, const Outside *outside, const char *where, Findings *findings)
{
    if (outside->count == 0) return true;
    Arena *arena = findings->arena;
    const char *zh = arena_printf(arena, "%s：%zu 个格元的值为 %.6g 至 %.6g；请核对单位和无效值标记", range->id,
                                  outside->count, outside->least, outside->most);
    const char *en = arena_printf(arena, "%s: %zu cells hold %.6g to %.6g; check the unit and the no-data tag",
                                  range->id, outside->count, outside->least, outside->most);
    return add_finding(findings, range, is_impossible(range, outside->least, outside->most), "map", where, zh, en);
}

// ---- parameters

static size_t alike(const char *a, const char *b)
{
    size_t head = 0, tail = 0, size_a = strlen(a), size_b = strlen(b), least = size_a < size_b ? size_a : size_b;
    while (head < least && a[head] == b[head]) head++;
    while (tail < least - head && a[size_a - 1 - tail] == b[size_b - 1 - tail]) tail++;
    return head + tail;
}

static const char *most_alike(const Ranges *ranges, const char *id)
{
    const char *best = "";
    size_t most = 0;
    for (size_t i = 0; i < ranges->count; i++) {
        const Range *range = &ranges->items[i];
        size_t letters = range->is_parameter ? alike(range->id, id) : 0;
        if (letters <= most) continue;
        most = letters;
        best = range->id;
    }
    return best;
}

static bool check_param(const Ranges *ranges, const ParamRow *row, Findings *findings)
{
    Arena *arena = findings->arena;
    const Range *range = ranges_parameter(ranges, row->id);
    const char *where = param_where(arena, row);
    if (range == NULL) {
        return finding_add(findings, FINDING_DOUBT, "param.unknown", where,
                           "没有名为 %s 的参数，此行未用；是否指 %s？全部参数见 methods/README.md",
                           "there is no parameter %s, the row is not used; is %s meant? methods/README.md lists all",
                           row->id, most_alike(ranges, row->id));
    }
    if (!(row->value < range->low) && !(row->value > range->high)) return true;
    return add_finding(findings, range, is_impossible(range, row->value, row->value), "param", where,
                       arena_printf(arena, "参数 %s 的值为 %.6g", row->id, row->value),
                       arena_printf(arena, "parameter %s is %.6g", row->id, row->value));
}

bool ranges_check_params(const Ranges *ranges, const Params *params, Findings *findings)
{
    bool ok = true;
    for (size_t i = 0; i < params->count; i++) ok = check_param(ranges, &params->rows[i], findings) && ok;
    return ok;
}
