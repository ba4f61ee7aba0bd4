#include "gep/display.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/text.h"

Display display_open(Arena *arena, const Account *account, bool chinese, const char *gap, const char *minus)
{
    bool large = fabs(money_to_yuan(account->gep.current)) >= 1e9;
    Display out = {.arena = arena, .chinese = chinese, .gap = gap, .minus = minus};
    out.money_yuan = chinese ? (large ? 1e8 : 1e4) : large ? 1e6 : 1e3;
    out.money_unit = chinese ? (large ? "亿元" : "万元") : large ? "million yuan" : "thousand yuan";
    return out;
}

const char *display_pick(const Display *display, const char *zh, const char *en)
{
    return display->chinese ? zh : en;
}

const char *display_printf(const Display *display, const char *zh, const char *en, ...)
{
    va_list args;
    va_start(args, en);
    const char *out = arena_vprintf(display->arena, display->chinese ? zh : en, args);
    va_end(args);
    return out;
}

// ---- numbers

// "4.1×10^22": for what is too large or too small to write out.
static const char *display_power(const Display *display, double value)
{
    const char *text = arena_printf(display->arena, "%.2e", value);
    const char *e = strchr(text, 'e');
    char *digits = arena_text_size(display->arena, text, (size_t)(e - text));
    for (size_t n = strlen(digits); n > 1 && (digits[n - 1] == '0' || digits[n - 1] == '.') && strchr(digits, '.');
         n--) {
        digits[n - 1] = 0;
    }
    int64_t power = 0;
    (void)text_to_int64(e[1] == '+' ? e + 2 : e + 1, &power);
    return arena_printf(display->arena, "%s×10^%d", digits, (int)power);
}

const char *display_number(const Display *display, double value, int places)
{
    char text[64];
    if (!isfinite(value)) return "—";
    if (fabs(value) >= 1e15) return display_power(display, value);
    const char *out = text_replace(display->arena, number_grouped(value, places, text), ",", display->gap);
    return *out == '-' ? arena_printf(display->arena, "%s%s", display->minus, out + 1) : out;
}

const char *display_money(const Display *display, Fen value)
{
    return display_number(display, money_to_yuan(value) / display->money_yuan, 2);
}

const char *display_money_long(const Display *display, Fen value)
{
    double yuan = money_to_yuan(value), size = fabs(yuan);
    double step = display->chinese ? (size >= 1e8   ? 1e8
                                      : size >= 1e4 ? 1e4
                                                    : 1)
                  : size >= 1e9    ? 1e9
                  : size >= 1e6    ? 1e6
                                   : 1;
    const char *unit = display->chinese ? (step == 1e8   ? "亿元"
                                           : step == 1e4 ? "万元"
                                                         : "元")
                       : step == 1e9    ? "billion yuan"
                       : step == 1e6    ? "million yuan"
                                        : "yuan";
    return arena_printf(display->arena, "%s %s", display_number(display, yuan / step, 2), unit);
}

const char *display_percent(const Display *display, double share, int places)
{
    if (!isfinite(share)) return "—";
    return arena_printf(display->arena, "%s%%", display_number(display, share * 100, places));
}

const char *display_change(const Display *display, double share)
{
    if (!isfinite(share)) return "—";
    return arena_printf(display->arena, "%s%s", share >= 0 ? "+" : "", display_percent(display, share, 2));
}

const char *display_area_km2(const Display *display, double area_m2)
{
    return display_number(display, area_m2 / 1e6, 2);
}

const char *display_area_ha(const Display *display, double area_m2)
{
    return display_number(display, area_m2 / 1e4, 2);
}

const char *display_price(const Display *display, double price)
{
    if (!isfinite(price)) return "—";
    double size = fabs(price);
    if (size > 0 && size < 1e-5) return display_power(display, price);
    int places = 2;
    double scale = 100;
    while (places < 6 && fabs(price * scale - round(price * scale)) > 1e-9 * fabs(price * scale)) {
        places++;
        scale *= 10;
    }
    return display_number(display, price, places > 4 && size >= 1 ? 4 : places);
}

const char *display_value(const Display *display, double value)
{
    if (!isfinite(value)) return "—";
    const char *text = arena_printf(display->arena, "%.6g", value);
    return *text == '-' ? arena_printf(display->arena, "%s%s", display->minus, text + 1) : text;
}

// ---- units

static const struct UnitName {
    const char *code, *zh, *en;
} unit_names[] = {
    {"1", "", ""},
    {"t", "吨", "t"},
    {"kg", "千克", "kg"},
    {"g", "克", "g"},
    {"t CO2", "吨CO2", "t CO2"},
    {"t O2", "吨O2", "t O2"},
    {"t C", "吨碳", "t C"},
    {"gC", "克碳", "g C"},
    {"m3", "立方米", "m³"},
    {"m2", "平方米", "m²"},
    {"m", "米", "m"},
    {"mm", "毫米", "mm"},
    {"km", "千米", "km"},
    {"km2", "平方千米", "km²"},
    {"hm2", "公顷", "ha"},
    {"kWh", "千瓦时", "kWh"},
    {"tce", "吨标准煤", "tce"},
    {"dB", "分贝", "dB"},
    {"percent", "%", "%"},
    {"yuan", "元", "yuan"},
    {"a", "年", "a"},
    {"person", "人", "persons"},
    {"person-time", "人次", "visit"},
    {"person-times", "人次", "visits"},
    {"visit", "人次", "visit"},
    {"visits", "人次", "visits"},
    {"head", "头", "head"},
    {"pcs", "件", "pcs"},
    {"species", "种", "species"},
    {"ion", "个", "ion"},
    {"ions", "个", "ions"},
    {"night", "间夜", "room-night"},
    {"nights", "间夜", "room-nights"},
};

static const char *unit_name(const Display *display, const char *code)
{
    for (size_t i = 0; i < sizeof unit_names / sizeof *unit_names; i++) {
        if (text_equal(unit_names[i].code, code)) return display_pick(display, unit_names[i].zh, unit_names[i].en);
    }
    return code;
}

const char *display_unit(const Display *display, const char *unit)
{
    if (!unit) return "";
    const char *slash = strchr(unit, '/');
    if (!slash) return unit_name(display, unit);
    const char *above = unit_name(display, arena_text_size(display->arena, unit, (size_t)(slash - unit)));
    return arena_printf(display->arena, "%s/%s", above, display_unit(display, slash + 1));
}

// A quantity of a year: the unit without "/a".
static const char *year_unit(const Display *display, const char *unit)
{
    size_t size = strlen(unit);
    if (text_ends(unit, "/a")) size -= 2;
    return display_unit(display, arena_text_size(display->arena, unit, size));
}

const char *display_quantity(const Display *display, double quantity, const char *unit)
{
    if (!isfinite(quantity)) return "—";
    const char *name = year_unit(display, unit ? unit : "");
    double size = fabs(quantity), step = 1;
    const char *word = "";
    if (size >= 1e16) {
        return arena_printf(display->arena, "%s %s", display_power(display, quantity), name);
    } else if (display->chinese && size >= 1e4) {
        step = size >= 1e8 ? 1e8 : 1e4;
        word = size >= 1e8 ? "亿" : "万";
    } else if (!display->chinese && size >= 1e6) {
        step = 1e6;
        word = "million ";
    }
    return arena_printf(display->arena, "%s %s%s", display_number(display, quantity / step, 2), word, name);
}

// ---- names

const char *display_service(const Display *display, const AccountService *service)
{
    return display_pick(display, service->name_zh, service->name_en);
}

const char *display_variant(const Display *display, const AccountService *service)
{
    const char *name = display_pick(display, service->variant_name_zh, service->variant_name_en);
    if (!service->variant || !*service->variant) return "—";
    return name && *name ? arena_printf(display->arena, "%s %s", service->variant, name) : service->variant;
}

const char *display_group(const Display *display, Group group)
{
    static const char *const zh[] = {"物质产品", "调节服务", "文化服务"};
    static const char *const en[] = {"Material products", "Regulating services", "Cultural services"};
    return display_pick(display, zh[group], en[group]);
}

const char *display_state(const Display *display, ServiceState state)
{
    static const char *const zh[] = {"已核算", "不适用", "缺资料"};
    static const char *const en[] = {"computed", "not applicable", "not available"};
    return display_pick(display, zh[state], en[state]);
}

const char *display_status(const Display *display, const char *status)
{
    static const struct {
        const char *code, *zh, *en;
    } names[] = {{"verified", "已核实", "verified"},
                 {"unverified", "? 未核实", "? unverified"},
                 {"district", "本区", "district"},
                 {"demo", "演示", "demo"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (text_equal(names[i].code, status)) return display_pick(display, names[i].zh, names[i].en);
    }
    return status ? status : "";
}

const char *display_district(const Display *display, const Account *account)
{
    const char *en = account->district_name_en;
    return display->chinese || !en || !*en ? account->district_name : en;
}

const char *display_profile(const Display *display, const Account *account)
{
    const char *title = display_pick(display, account->profile_title_zh, account->profile_title_en);
    return title && *title ? title : account->profile;
}

const char *display_basis(const Display *display, const Account *account)
{
    if (text_equal(account->price_basis, "capital")) return display_pick(display, "工程造价", "capital cost");
    if (text_equal(account->price_basis, "annualised")) return display_pick(display, "年化成本", "annualised cost");
    if (text_equal(account->price_basis, "none")) return display_pick(display, "只计实物量", "quantities only");
    return account->price_basis ? account->price_basis : "—";
}

const char *display_branch(const Display *display, const char *branch)
{
    if (!display->chinese) return branch;
    const char *emitted = text_replace(display->arena, branch, "emission", "排放量");
    return text_replace(display->arena, emitted, "capacity", "净化能力");
}

const char *display_finding(const Display *display, const Finding *finding)
{
    const char *text = display_pick(display, finding->text_zh, finding->text_en);
    return text ? text : "";
}

const char *display_severity(const Display *display, Severity severity)
{
    static const char *const zh[] = {"说明", "存疑", "错误"};
    static const char *const en[] = {"note", "doubt", "error"};
    return display_pick(display, zh[severity], en[severity]);
}

const char *display_digest(const Display *display, const Account *account, int groups)
{
    StrBuf buf = strbuf_open(display->arena);
    for (int i = 0; i < groups && account->result_sm3[i * 4]; i++) {
        strbuf_printf(&buf, "%s%.4s", i ? " " : "", account->result_sm3 + (ptrdiff_t)i * 4);
    }
    return buf.size ? buf.data : "—";
}

// ---- width

static uint32_t next_character(const unsigned char **at)
{
    const unsigned char *s = *at;
    int more = *s >= 0xF0 ? 3 : *s >= 0xE0 ? 2 : *s >= 0xC0 ? 1 : 0;
    uint32_t c = more == 0 ? *s : *s & (0x3Fu >> more);
    s++;
    for (; more > 0 && (*s & 0xC0) == 0x80; more--) c = c << 6 | (*s++ & 0x3Fu);
    *at = s;
    return c;
}

// Unicode's East Asian Width W and F, and what Chinese terminals draw wide of the rest used here.
static int character_width(uint32_t c)
{
    if ((c >= 0x0300 && c <= 0x036F) || c == 0x200B || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
    bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0xA4CF) ||
                (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
                (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
                (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
}

int display_width(const char *text)
{
    int width = 0;
    for (const unsigned char *at = (const unsigned char *)text; *at;) width += character_width(next_character(&at));
    return width;
}

// ---- order

const size_t *display_order(const Display *display, const Account *account)
{
    size_t *order = arena_array(display->arena, account->service_count + 1, sizeof *order), count = 0;
    for (int group = GROUP_MATERIAL; group <= GROUP_CULTURAL; group++) {
        for (size_t i = 0; i < account->service_count; i++) {
            if ((int)account->services[i].group == group) order[count++] = i;
        }
    }
    return order;
}
