#include "land/unit.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "land/table.h"

typedef enum Dimension {
    LENGTH,
    MASS,
    CARBON, // mass of carbon
    CO2,    // mass of carbon dioxide
    ENERGY,
    MONEY,
    SECOND,
    MONTH,
    YEAR,
    KELVIN, // differences of temperature, and degrees Celsius as such
    PRESSURE,
    ANGLE,
    PERSON,
    VISIT,
    COUNT, // things told apart by their word: head of cattle, birds, trees
    DIMENSION_COUNT
} Dimension;

typedef struct Word {
    const char *names; // separated by '|'
    Dimension dimension;
    int power;       // 0: a pure number
    double num, den; // one of it is num/den of the base unit, both exact
} Word;

// Base units: m, kg, J, yuan, s, month, year, K, Pa, degree, person, visit.
static const Word words[] = {
    {"m|米", LENGTH, 1, 1, 1},
    {"mm|毫米", LENGTH, 1, 1, 1000},
    {"cm|厘米", LENGTH, 1, 1, 100},
    {"km|公里|千米", LENGTH, 1, 1000, 1},
    {"m2|平方米|平米|sqm", LENGTH, 2, 1, 1},
    {"cm2|平方厘米", LENGTH, 2, 1, 10000},
    {"km2|平方公里|平方千米", LENGTH, 2, 1e6, 1},
    {"hm2|公顷|ha|hectare", LENGTH, 2, 1e4, 1},
    {"亩|mu|市亩", LENGTH, 2, 10000, 15},
    {"m3|立方米|立方|方", LENGTH, 3, 1, 1},
    {"km3|立方公里", LENGTH, 3, 1e9, 1},
    {"L|升|公升|litre|liter", LENGTH, 3, 1, 1000},
    {"kg|千克|公斤", MASS, 1, 1, 1},
    {"g|克", MASS, 1, 1, 1000},
    {"mg|毫克", MASS, 1, 1, 1e6},
    {"ug|微克", MASS, 1, 1, 1e9},
    {"t|吨|公吨|ton|tonne|Mg", MASS, 1, 1000, 1},
    {"Gg", MASS, 1, 1e6, 1},
    {"Mt", MASS, 1, 1e9, 1},
    {"斤|市斤", MASS, 1, 1, 2},
    {"担|市担", MASS, 1, 50, 1},
    {"kgC|千克碳", CARBON, 1, 1, 1},
    {"gC|克碳", CARBON, 1, 1, 1000},
    {"tC|吨碳", CARBON, 1, 1000, 1},
    {"kgCO2|千克二氧化碳", CO2, 1, 1, 1},
    {"gCO2|克二氧化碳", CO2, 1, 1, 1000},
    {"tCO2|吨二氧化碳|tCO2e|吨二氧化碳当量", CO2, 1, 1000, 1},
    {"J|焦|焦耳", ENERGY, 1, 1, 1},
    {"kJ|千焦", ENERGY, 1, 1000, 1},
    {"MJ|兆焦", ENERGY, 1, 1e6, 1},
    {"GJ|吉焦", ENERGY, 1, 1e9, 1},
    {"TJ|太焦", ENERGY, 1, 1e12, 1},
    {"Wh|瓦时", ENERGY, 1, 3600, 1},
    {"kWh|千瓦时|千瓦小时|度电", ENERGY, 1, 3.6e6, 1},
    {"MWh|兆瓦时", ENERGY, 1, 3.6e9, 1},
    {"GWh|吉瓦时", ENERGY, 1, 3.6e12, 1},
    {"yuan|元|人民币元|CNY|RMB|¥|￥", MONEY, 1, 1, 1},
    {"s|秒|sec", SECOND, 1, 1, 1},
    {"min|分钟", SECOND, 1, 60, 1},
    {"h|小时|时|hr|hour", SECOND, 1, 3600, 1},
    {"d|日|天|day", SECOND, 1, 86400, 1},
    {"month|月|个月|mon", MONTH, 1, 1, 1},
    {"a|年|yr|year", YEAR, 1, 1, 1},
    {"degC|摄氏度|celsius|K", KELVIN, 1, 1, 1},
    {"Pa|帕", PRESSURE, 1, 1, 1},
    {"hPa|百帕|mbar", PRESSURE, 1, 100, 1},
    {"kPa|千帕", PRESSURE, 1, 1000, 1},
    {"deg|度|degree|degrees", ANGLE, 1, 1, 1},
    {"person|人|people", PERSON, 1, 1, 1},
    {"visit|人次|visits", VISIT, 1, 1, 1},
    {"percent|%|百分比|pct", COUNT, 0, 1, 100},
    {"permille|‰|千分比", COUNT, 0, 1, 1000},
    {"fraction|比例|ratio|share", COUNT, 0, 1, 1},
    {"头|head", COUNT, 1, 1, 1},
    {"只", COUNT, 1, 1, 1},
    {"羽", COUNT, 1, 1, 1},
    {"株", COUNT, 1, 1, 1},
    {"尾", COUNT, 1, 1, 1},
    {"个", COUNT, 1, 1, 1},
    {"件", COUNT, 1, 1, 1},
    {"支|枝", COUNT, 1, 1, 1},
    {"盆", COUNT, 1, 1, 1},
    {"户|household", COUNT, 1, 1, 1},
    {"辆", COUNT, 1, 1, 1},
};

typedef struct Prefix {
    const char *name;
    double factor;
} Prefix;

static const Prefix prefixes[] = {{"十", 10}, {"百", 100}, {"千", 1000}, {"万", 1e4}, {"亿", 1e8}};

// What a text measures.
typedef struct Measure {
    double num, den;
    int powers[DIMENSION_COUNT];
    const Word *counted; // the one thing counted, if any
} Measure;

typedef struct Fold {
    const char *from, *to;
} Fold;

static const Fold folds[] = {
    {"㎡", "m2"},  {"㎥", "m3"},   {"㎢", "km2"},  {"㎜", "mm"}, {"㎝", "cm"}, {"㎞", "km"}, {"㎏", "kg"},
    {"㏊", "hm2"}, {"℃", "degC"},  {"°", "deg"},   {"μ", "u"},   {"µ", "u"},   {"²", "^2"},  {"³", "^3"},
    {"⁴", "^4"},   {"⁵", "^5"},    {"⁶", "^6"},    {"⁷", "^7"},  {"⁸", "^8"},  {"⁹", "^9"},  {"⁻¹", "-1"},
    {"⁻²", "-2"},  {"⁻³", "-3"},   {"¹", "1"},     {"•", "*"},   {"·", "*"},   {"×", "*"},   {"⋅", "*"},
    {"／", "/"},   {"\u3000", ""}, {"\u00A0", ""}, {" ", ""},
};

enum { FOLDED_SIZE = 128 };

// The width of one character at the head; its folded form in *to (NULL: as it is; buffer holds one character).
static size_t fold_one(const char *at, const char **to, char buffer[2])
{
    const unsigned char *u = (const unsigned char *)at;
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
        size_t size = strlen(folds[i].from);
        if (strncmp(at, folds[i].from, size) == 0) return *to = folds[i].to, size;
    }
    *to = buffer;
    buffer[0] = *at;
    if (u[0] != 0xEF || u[1] < 0xBC || u[1] > 0xBD || u[2] < 0x80 || u[2] > 0xBF) return 1;
    unsigned code = 0xF000u | (unsigned)(u[1] & 0x3F) << 6 | (u[2] & 0x3Fu); // U+FF01.. is ASCII at full width
    if (code < 0xFF01 || code > 0xFF5E) return 1;
    buffer[0] = (char)(code - 0xFF01 + '!');
    return 3;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// One wording for all: half width, ^2 for a raised 2, * for a product, which is also a space between Latin letters; no
// other spaces. false when longer than any unit.
static bool fold(const char *text, char out[FOLDED_SIZE])
{
    size_t size = 0;
    while (*text) {
        char buffer[2] = {0};
        const char *to;
        text += fold_one(text, &to, buffer);
        if (!*to && size > 0 && is_letter(out[size - 1]) && is_letter(*text)) to = "*";
        size_t more = strlen(to);
        if (size + more >= FOLDED_SIZE) return false;
        memcpy(out + size, to, more);
        size += more;
    }
    out[size] = '\0';
    return true;
}

static bool has_name(const Word *word, const char *name, size_t size,
                     int (*compare)(const char *, const char *, size_t))
{
    for (const char *at = word->names; at; at = strchr(at, '|')) {
        at += *at == '|';
        if (strcspn(at, "|") == size && compare(at, name, size) == 0) return true;
    }
    return false;
}

static const Word *find_word(const char *name, size_t size)
{
    size_t count = sizeof words / sizeof *words;
    for (size_t i = 0; i < count; i++) {
        if (has_name(&words[i], name, size, strncmp)) return &words[i];
    }
    for (size_t i = 0; i < count; i++) { // KM2, Kwh, T
        if (has_name(&words[i], name, size, strncasecmp)) return &words[i];
    }
    return NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static double to_power(double base, long power)
{
    double out = 1;
    for (; power > 0; power--) out *= base;
    return out;
}

// A number before a word: "0.1", "10^4", "1e4", "100". Moves on; false when it cannot be exact.
static bool take_multiplier(const char **at, double *num, double *den)
{
    const char *p = *at;
    double value = 0;
    if (!is_digit(*p)) return true;
    for (; is_digit(*p); p++) value = 10 * value + (*p - '0');
    if (*p == '.') p++;
    for (; is_digit(*p); p++) {
        value = 10 * value + (*p - '0');
        *den *= 10;
    }
    if ((*p == '^' || *p == 'e') && is_digit(p[1])) {
        char *end;
        long power = strtol(p + 1, &end, 10);
        if (power > 12) return false;
        value = *p == '^' ? to_power(value, power) : value * to_power(10, power);
        p = end;
    }
    *num *= value;
    *at = p;
    return *num > 0 && *num < 1e15 && *den < 1e15;
}

static void multiply(Measure *measure, const Word *word, int power)
{
    for (int i = 0; i < abs(power); i++) {
        measure->num *= power > 0 ? word->num : word->den;
        measure->den *= power > 0 ? word->den : word->num;
    }
    measure->powers[word->dimension] += power * word->power;
}

// Drops '^' and takes a power at the end: "m^2" is the word m2, "m-2" is m to the power -2.
static const Word *word_with_power(const char *name, size_t size, int *power)
{
    char plain[FOLDED_SIZE];
    size_t kept = 0;
    for (size_t i = 0; i < size; i++) {
        if (name[i] != '^') plain[kept++] = name[i];
    }
    *power = 1;
    const Word *word = find_word(plain, kept);
    if (word || kept < 3 || plain[kept - 2] != '-' || plain[kept - 1] < '1' || plain[kept - 1] > '3') return word;
    *power = '0' - plain[kept - 1];
    return find_word(plain, kept - 2);
}

static const Prefix *prefix_at(const char *at)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (strncmp(at, prefixes[i].name, strlen(prefixes[i].name)) == 0) return &prefixes[i];
    }
    return NULL;
}

// One word with its multiplier, to the power of `sign`: "万m3", "0.1mm", "亩".
static bool take_word(const char *at, size_t size, int sign, Measure *measure)
{
    const char *end = at + size;
    double num = 1, den = 1;
    int power = 1;
    const Word *word = NULL;
    if (!take_multiplier(&at, &num, &den)) return false;
    while (at < end && !(word = word_with_power(at, (size_t)(end - at), &power))) {
        const Prefix *prefix = prefix_at(at);
        if (!prefix) return false;
        num *= prefix->factor;
        at += strlen(prefix->name);
    }
    if (!word || (word->dimension == COUNT && word->power > 0 && measure->counted)) return false;
    if (word->dimension == COUNT && word->power > 0) measure->counted = word;
    measure->num *= sign > 0 ? num : den;
    measure->den *= sign > 0 ? den : num;
    multiply(measure, word, sign * power);
    return true;
}

// Words between '*'; parentheses around all of them may stand.
static bool take_product(const char *at, size_t size, int sign, Measure *measure)
{
    if (size >= 2 && at[0] == '(' && at[size - 1] == ')') {
        at++;
        size -= 2;
    }
    for (const char *end = at + size; at <= end;) {
        const char *star = memchr(at, '*', (size_t)(end - at));
        size_t part = (size_t)((star ? star : end) - at);
        if (!take_word(at, part, sign, measure)) return false;
        at += part + 1;
    }
    return true;
}

static bool measure_text(const char *text, Measure *out)
{
    char folded[FOLDED_SIZE];
    *out = (Measure){.num = 1, .den = 1};
    if (!fold(text, folded) || !*folded) return false;
    int sign = 1;
    for (const char *at = folded; at; sign = -1) {
        size_t size = strcspn(at, "/");
        if (!take_product(at, size, sign, out)) return false;
        at = at[size] ? at + size + 1 : NULL;
    }
    return true;
}

bool unit_is_known(const char *text)
{
    Measure measure;
    return measure_text(text, &measure);
}

bool unit_factor(const char *from, const char *to, double *factor)
{
    Measure a, b;
    if (strcmp(from, to) == 0) return *factor = 1, true;
    if (!measure_text(from, &a) || !measure_text(to, &b)) return false;
    if (memcmp(a.powers, b.powers, sizeof a.powers) != 0 || a.counted != b.counted) return false;
    *factor = (a.num * b.den) / (a.den * b.num);
    return true;
}
