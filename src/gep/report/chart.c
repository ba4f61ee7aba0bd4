#include "gep/report/chart.h"

#include <stdlib.h>

#include "gep/account_sums.h"
#include "gep/report/colors.h"

typedef struct Bar {
    const char *name;
    Fen value;
    unsigned color;
    size_t rank; // its place in the account, for equal values
} Bar;

unsigned chart_color(Group group)
{
    static const unsigned colors[] = {COLOR_MATERIAL, COLOR_REGULATING, COLOR_CULTURAL};
    return colors[group];
}

static int compare_bars(const void *a, const void *b)
{
    const Bar *x = a, *y = b;
    if (x->value.fen != y->value.fen) return x->value.fen < y->value.fen ? 1 : -1;
    return x->rank < y->rank ? -1 : 1;
}

static size_t collect_bars(Doc *doc, Bar **out)
{
    const Account *account = doc->account;
    Bar *bars = arena_array(doc->arena, account->service_count + 1, sizeof *bars);
    size_t count = 0;
    for (size_t i = 0; i < account->service_count; i++) {
        const AccountService *s = &account->services[i];
        if (!s->in_total || s->state != SERVICE_COMPUTED) continue;
        bars[count++] = (Bar){display_service(&doc->display, s), s->value.current, chart_color(s->group), i};
    }
    qsort(bars, count, sizeof *bars, compare_bars);
    *out = bars;
    return count;
}

static size_t fold_rest(Doc *doc, Bar *bars, size_t count, size_t most)
{
    if (count <= most || most == 0) return count;
    Fen rest = {0};
    for (size_t i = most - 1; i < count; i++) rest = money_add(rest, bars[i].value);
    const char *name = display_printf(&doc->display, "其余 %zu 项", "%zu others", count - most + 1);
    bars[most - 1] = (Bar){name, rest, COLOR_LINE_STRONG, count};
    return most;
}

// English names run longer.
static double name_share(const Doc *doc)
{
    return doc->display.chinese ? 0.27 : 0.4;
}

static void draw_bar(Doc *doc, const Bar *bar, Box box, double largest)
{
    const Ink figure = {FACE_SANS, 8.5, true, COLOR_INK, 0}, share = {FACE_SANS, 8, false, COLOR_INK_2, 0};
    const Ink label = {FACE_SANS, 8.5, false, COLOR_INK, 0};
    double gep = money_to_yuan(doc->account->gep.current), value = money_to_yuan(bar->value);
    double name_width = box.width * name_share(doc), share_width = 38, figure_width = 54;
    double room = box.width - name_width - share_width - figure_width - 8;
    double length = largest > 0 && value > 0 ? room * value / largest : 0, middle = box.y + box.height / 2;
    double text_y = middle - pen_text_height(&doc->pen, &label, 0, "值") / 2;
    pen_line_of_text(&doc->pen, &label, ALIGN_RIGHT, box.x, text_y, name_width - 6, bar->name);
    pen_fill(&doc->pen, bar->color, (Box){box.x + name_width, middle - box.height * 0.36, length, box.height * 0.72});
    pen_text(&doc->pen, &figure, ALIGN_LEFT, box.x + name_width + length + 5, text_y, 0,
             display_money(&doc->display, bar->value));
    if (gep > 0) {
        pen_text(&doc->pen, &share, ALIGN_RIGHT, box.x + box.width, text_y, 0,
                 display_percent(&doc->display, value / gep, 1));
    }
}

double chart_services(Doc *doc, Box box, size_t most, double row_height)
{
    Bar *bars;
    size_t count = collect_bars(doc, &bars);
    count = fold_rest(doc, bars, count, most);
    double largest = 0;
    for (size_t i = 0; i < count; i++) {
        if (money_to_yuan(bars[i].value) > largest) largest = money_to_yuan(bars[i].value);
    }
    for (size_t i = 0; i < count; i++) {
        draw_bar(doc, &bars[i], (Box){box.x, box.y + (double)i * row_height, box.width, row_height}, largest);
    }
    double axis = box.x + box.width * name_share(doc);
    pen_line(&doc->pen, COLOR_LINE_STRONG, 0.6, axis, box.y, axis, box.y + (double)count * row_height);
    return (double)count * row_height;
}

double chart_key(Doc *doc, double x, double y)
{
    const Account *a = doc->account;
    const Fen values[] = {a->material.current, a->regulating.current, a->cultural.current};
    const Ink ink = {FACE_SANS, 8, false, COLOR_INK, 0};
    for (int group = GROUP_MATERIAL; group <= GROUP_CULTURAL; group++) {
        if (!account_has_group(a, (Group)group)) continue;
        const char *text = arena_printf(doc->arena, "%s %s", display_group(&doc->display, (Group)group),
                                        display_money(&doc->display, values[group]));
        pen_fill(&doc->pen, chart_color((Group)group), (Box){x, y + 2.5, 8, 8});
        pen_text(&doc->pen, &ink, ALIGN_LEFT, x + 11, y, 0, text);
        x += 11 + pen_text_width(&doc->pen, &ink, text) + 9;
    }
    return 16;
}
