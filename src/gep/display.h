// display.h - an account's numbers, units and names as people read them, in Chinese or English.
//
// One Display serves one document: money has one unit throughout (亿元 or 万元; million or thousand yuan), chosen by
// the size of the account. What is not known shows as a dash, never as 0.
#ifndef QINGSHAN_GEP_DISPLAY_H
#define QINGSHAN_GEP_DISPLAY_H

#include "gep/account.h"

typedef struct Display {
    Arena *arena;
    bool chinese;
    const char *gap;        // between groups of three digits
    const char *minus;      // "-" or U+2212
    const char *money_unit; // "亿元"
    double money_yuan;      // 1e8
} Display;

Display display_open(Arena *arena, const Account *account, bool chinese, const char *gap, const char *minus);
const char *display_pick(const Display *display, const char *zh, const char *en);
// zh and en take the same arguments in the same order.
const char *display_printf(const Display *display, const char *zh, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

const char *display_number(const Display *display, double value, int places); // "1 286.44", "—" for NaN
const char *display_money(const Display *display, Fen value);                 // in the document's unit, 2 places
const char *display_money_long(const Display *display, Fen value); // with a unit of its own: "9 820.15 万元"
const char *display_percent(const Display *display, double share, int places);
const char *display_change(const Display *display, double share); // "+1.84%", "−0.20%"
const char *display_area_km2(const Display *display, double area_m2);
const char *display_area_ha(const Display *display, double area_m2);
// A year's quantity with its unit: "39.70 亿立方米", "3 970.00 million m³".
const char *display_quantity(const Display *display, double quantity, const char *unit);
const char *display_unit(const Display *display, const char *unit); // "yuan/m3" -> "元/立方米"
const char *display_price(const Display *display, double price);    // 2 to 6 places, as many as it has
const char *display_value(const Display *display, double value);    // a parameter: up to 6 significant digits

const char *display_service(const Display *display, const AccountService *service);
const char *display_variant(const Display *display, const AccountService *service);
const char *display_group(const Display *display, Group group);
const char *display_state(const Display *display, ServiceState state);
const char *display_status(const Display *display, const char *status); // of a parameter: 已核实, 未核实 ...
const char *display_district(const Display *display, const Account *account);
const char *display_profile(const Display *display, const Account *account);
const char *display_basis(const Display *display, const Account *account); // price basis in words
const char *display_branch(const Display *display, const char *branch); // AccountService.branch, which is English data
const char *display_finding(const Display *display, const Finding *finding);
const char *display_severity(const Display *display, Severity severity);
const char *display_digest(const Display *display, const Account *account, int groups); // "a41c 90d7 7be2"

// Columns on a terminal: East Asian wide characters count 2, combining marks 0.
int display_width(const char *text);

// Indices of the services in the order people read them: material, regulating, cultural; within a group by code.
const size_t *display_order(const Display *display, const Account *account);

#endif
