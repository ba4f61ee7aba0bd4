// account_print.c - the account on a terminal: 100 columns, Han characters counted as two, in the user's language.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/account.h"
#include "gep/display.h"

enum { WIDTH = 100 };

typedef struct Print {
    Arena *arena;
    const Account *account;
    Display display;
    StrBuf out;
} Print;

// ---- aligned columns

static void add_spaces(Print *p, int count)
{
    for (int i = 0; i < count; i++) strbuf_add_char(&p->out, ' ');
}

// Cut at a whole character so that it fits, with an ellipsis.
static const char *fitted(Print *p, const char *text, int width)
{
    if (display_width(text) <= width) return text;
    char *cut = arena_text(p->arena, text);
    size_t size = strlen(cut);
    while (size > 0 && display_width(cut) > width - 1) {
        do size--;
        while (size > 0 && ((unsigned char)cut[size] & 0xC0) == 0x80);
        cut[size] = 0;
    }
    return arena_printf(p->arena, "%s…", cut);
}

static void add_cell(Print *p, const char *text, int width, bool right)
{
    text = fitted(p, text, width);
    int rest = width - display_width(text);
    if (right) add_spaces(p, rest);
    strbuf_add(&p->out, text);
    if (!right) add_spaces(p, rest);
}

static void end_line(Print *p)
{
    while (p->out.size > 0 && p->out.data[p->out.size - 1] == ' ') p->out.data[--p->out.size] = 0;
    strbuf_add_char(&p->out, '\n');
}

static void add_rule(Print *p, const char *mark)
{
    for (int i = 0; i < WIDTH; i++) strbuf_add(&p->out, mark);
    end_line(p);
}

static void add_row(Print *p, const char *const cells[7])
{
    static const int widths[] = {5, 24, 22, 20, 13, 7, 9};
    for (int i = 0; i < 7; i++) add_cell(p, cells[i], widths[i], i > 1);
    end_line(p);
}

// How many bytes at the head fit into `width` columns: to the last space, or between any two Han characters.
static size_t line_size(const char *text, int width)
{
    size_t at = 0, space = 0;
    int used = 0;
    while (text[at]) {
        size_t size = 1;
        while (((unsigned char)text[at + size] & 0xC0) == 0x80) size++;
        char one[8];
        snprintf(one, sizeof one, "%.*s", (int)(size < 7 ? size : 7), text + at);
        used += display_width(one);
        if (used > width) return space ? space : at ? at : size;
        at += size;
        if (text[at] == ' ' || display_width(one) == 2) space = at;
    }
    return at;
}

// "name      text", the text wrapped into its column.
static void add_fact(Print *p, const char *name, const char *text)
{
    enum { NAME = 17 };
    do {
        size_t size = line_size(text, WIDTH - NAME);
        add_cell(p, name, NAME, false);
        strbuf_add_size(&p->out, text, size);
        end_line(p);
        text += size;
        while (*text == ' ') text++;
        name = "";
    } while (*text);
}

// ---- head

static const char *marks_of(Print *p)
{
    const Account *a = p->account;
    return arena_printf(p->arena, "%s%s%s", _("draft"), a->demo ? _(" · DEMONSTRATION DATA") : "",
                        a->complete ? "" : _(" · PARTIAL ACCOUNT"));
}

static void add_head(Print *p)
{
    const Account *a = p->account;
    const Display *d = &p->display;
    const char *marks = marks_of(p);
    const char *title =
        arena_printf(p->arena, _("Gross ecosystem product (GEP) of %s, %d"), display_district(d, a), a->year);
    add_cell(p, title, WIDTH - display_width(marks) - 1, false);
    strbuf_printf(&p->out, " %s", marks);
    end_line(p);
    add_rule(p, "═");
    add_fact(
        p, _("method"),
        arena_printf(p->arena, _("%s (%s), price basis: %s"), display_profile(d, a), a->profile, display_basis(d, a)));
    add_fact(p, _("extent"),
             arena_printf(p->arena, _("%s km², %s, cells of %s m, %zu towns"), display_area_km2(d, a->area_m2), a->crs,
                          display_value(d, a->cell_m), a->town_count));
    const char *climate = a->has_normal ? arena_printf(p->arena, _("; mean climate %s beside"), a->normal) : "";
    add_fact(p, _("prices"),
             arena_printf(p->arena, _("of %d; constant prices of %d%s"), a->year, a->constant_price_year, climate));
    end_line(p);
}

// ---- services

static void add_service(Print *p, const AccountService *s)
{
    const Display *d = &p->display;
    const char *price =
        isfinite(s->price) ? arena_printf(p->arena, "%s %s", display_price(d, s->price), display_unit(d, s->price_unit))
                           : "—";
    const char *cells[] = {s->code,
                           display_service(d, s),
                           display_quantity(d, s->quantity, s->unit),
                           price,
                           display_money(d, s->value.current),
                           s->in_total ? display_percent(d, s->share, 1) : _("beside"),
                           s->unverified_value_share > 0
                               ? arena_printf(p->arena, "? %s", display_percent(d, s->unverified_value_share, 0))
                               : ""};
    add_row(p, cells);
}

static void add_sum(Print *p, const char *name, Fen value)
{
    const Display *d = &p->display;
    double gep = money_to_yuan(p->account->gep.current);
    const char *share = gep > 0 ? display_percent(d, money_to_yuan(value) / gep, 1) : "—";
    const char *cells[] = {"", name, "", "", display_money(d, value), share, ""};
    add_row(p, cells);
}

static void add_group(Print *p, Group group, Fen sum)
{
    const Account *a = p->account;
    bool any = false;
    for (size_t i = 0; i < a->service_count; i++) {
        const AccountService *s = &a->services[i];
        if (s->group != group || s->state != SERVICE_COMPUTED) continue;
        add_service(p, s);
        any = true;
    }
    if (!any) return;
    add_sum(p, display_group(&p->display, group), sum);
    add_rule(p, "─");
}

static void add_services(Print *p)
{
    const Account *a = p->account;
    const char *cells[] = {_("code"),  _("service"), _("quantity"), _("price"), p->display.money_unit,
                           _("share"), _("unverif.")};
    add_row(p, cells);
    add_rule(p, "─");
    add_group(p, GROUP_MATERIAL, a->material.current);
    add_group(p, GROUP_REGULATING, a->regulating.current);
    add_group(p, GROUP_CULTURAL, a->cultural.current);
    add_sum(p, a->complete ? _("GEP") : _("GEP (partial account)"), a->gep.current);
    add_rule(p, "═");
    end_line(p);
}

// ---- what follows from the total

static void add_values(Print *p)
{
    const Account *a = p->account;
    const Display *d = &p->display;
    add_fact(
        p, _("constant"),
        arena_printf(p->arena, _("%s at %d prices"), display_money_long(d, a->gep.constant), a->constant_price_year));
    if (a->has_normal) {
        add_fact(p, _("mean climate"),
                 arena_printf(p->arena, _("%s; at %d prices %s"), display_money_long(d, a->gep.normal_current),
                              a->constant_price_year, display_money_long(d, a->gep.normal_constant)));
    }
    if (a->has_net) {
        add_fact(p, _("net"),
                 arena_printf(p->arena, _("%s, without products from outside (%s)"), display_money_long(d, a->gep_net),
                              display_money_long(d, a->outside_products)));
    }
    if (isfinite(a->change_from_before))
        add_fact(p, _("change"),
                 arena_printf(p->arena, _("%s on the year before"), display_change(d, a->change_from_before)));
    const char *head =
        isfinite(a->per_head) ? arena_printf(p->arena, _("; %s yuan per head"), display_number(d, a->per_head, 0)) : "";
    const char *ggi = isfinite(a->ggi) ? arena_printf(p->arena, _("; GEP/GDP %s"), display_number(d, a->ggi, 2)) : "";
    add_fact(p, _("ratios"),
             arena_printf(p->arena, _("%s yuan/m²%s%s"), display_number(d, a->per_km2 / 1e6, 2), head, ggi));
}

// ---- towns

typedef struct Place {
    const AccountTown *town;
    double density;
} Place;

static int compare_places(const void *a, const void *b)
{
    const Place *x = a, *y = b;
    if (x->density != y->density) return x->density < y->density ? 1 : -1;
    return strcmp(x->town->code, y->town->code);
}

static const char *list_places(Print *p, const Place *places, size_t count)
{
    StrBuf buf = strbuf_open(p->arena);
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(&buf, "%s%s %s", i ? _(", ") : "", places[i].town->name,
                      display_number(&p->display, places[i].density, 2));
    }
    return buf.data;
}

static void add_towns(Print *p)
{
    enum { SHOWN = 5 };
    const Account *a = p->account;
    if (a->town_count == 0) return;
    Place *places = arena_array(p->arena, a->town_count, sizeof *places);
    for (size_t i = 0; i < a->town_count; i++) {
        const AccountTown *t = &a->towns[i];
        places[i] = (Place){t, t->area_m2 > 0 ? money_to_yuan(t->gep) / t->area_m2 : 0};
    }
    qsort(places, a->town_count, sizeof *places, compare_places);
    size_t shown = a->town_count < 2 * SHOWN ? a->town_count : SHOWN;
    add_fact(p, _("towns, yuan/m²"), "");
    add_fact(p, _("  highest"), list_places(p, places, shown));
    if (a->town_count >= 2 * SHOWN) add_fact(p, _("  lowest"), list_places(p, places + a->town_count - SHOWN, SHOWN));
    if (a->not_allotted.fen != 0) add_fact(p, _("  not allotted"), display_money_long(&p->display, a->not_allotted));
}

static void add_parcels(Print *p)
{
    const AccountParcels *parcels = p->account->parcels;
    const Display *d = &p->display;
    if (parcels == NULL) return;
    const char *small = parcels->small_count == 0
                            ? ""
                            : arena_printf(p->arena, _("; %s have fewer than 400 cells: too few to be quoted alone"),
                                           display_number(d, (double)parcels->small_count, 0));
    add_fact(p, _("parcels"),
             arena_printf(p->arena, _("%s in parcels.gpkg, together %s; elsewhere and from tables %s%s"),
                          display_number(d, (double)parcels->count, 0), display_money_long(d, parcels->gep),
                          display_money_long(d, parcels->elsewhere), small));
}

// ---- what is missing and doubtful

static void add_not_computed(Print *p)
{
    const Account *a = p->account;
    const Display *d = &p->display;
    bool first = true;
    for (size_t i = 0; i < a->service_count; i++) {
        const AccountService *s = &a->services[i];
        if (s->state == SERVICE_COMPUTED) continue;
        const char *text = arena_printf(p->arena, _("%s %s: %s, %s"), s->code, display_service(d, s),
                                        display_state(d, s->state), s->reason);
        add_fact(p, first ? _("not computed") : "", text);
        first = false;
    }
}

static void add_trust(Print *p)
{
    const Account *a = p->account;
    size_t doubts = 0, count = a->warnings ? a->warnings->count : 0;
    for (size_t i = 0; i < count; i++) doubts += a->warnings->items[i].severity != FINDING_NOTE;
    if (a->unverified_share > 0) {
        add_fact(p, _("unverified"),
                 arena_printf(p->arena, _("%s of GEP rests on parameters not yet verified"),
                              display_percent(&p->display, a->unverified_share, 1)));
    }
    add_fact(p, _("warnings"),
             arena_printf(p->arena, _("%zu, of them %zu doubts: see report.pdf or account.json"), count, doubts));
    add_fact(p, _("digest"), arena_printf(p->arena, "SM3 %s", *a->result_sm3 ? a->result_sm3 : "—"));
}

const char *account_print(Arena *arena, const Account *account)
{
    Print p = {.arena = arena, .account = account, .out = strbuf_open(arena)};
    p.display = display_open(arena, account, message_is_chinese(), ",", "-");
    add_head(&p);
    add_services(&p);
    add_values(&p);
    add_towns(&p);
    add_parcels(&p);
    add_not_computed(&p);
    add_trust(&p);
    return p.out.data;
}
