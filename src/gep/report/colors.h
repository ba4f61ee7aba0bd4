// colors.h - the portal's colours (portal/tokens.css) as 0xRRGGBB, for paper and workbook.
#ifndef QINGSHAN_GEP_REPORT_COLORS_H
#define QINGSHAN_GEP_REPORT_COLORS_H

enum {
    COLOR_INK = 0x1B2A2F,
    COLOR_INK_2 = 0x4A5B61,
    COLOR_INK_3 = 0x5F6F74,
    COLOR_LINE = 0xDCE3E1,
    COLOR_LINE_STRONG = 0x8B979B,
    COLOR_WHITE = 0xFFFFFF,
    COLOR_ZEBRA = 0xF8FAF9,
    COLOR_HEAD = 0x123A33,
    COLOR_PRIMARY = 0x0E6655,
    COLOR_PRIMARY_SOFT = 0xE6F1EE,
    COLOR_RED = 0xB3261E,
    COLOR_AMBER = 0x8A5300,
    COLOR_AMBER_SOFT = 0xFFF5DC,
    COLOR_GREEN = 0x1E7A3E,
    COLOR_GREY = 0x5B676C,
    COLOR_GREY_SOFT = 0xEEF1F2,
    COLOR_ZERO = 0xE1E5E6,   // on maps: a value, and it is 0
    COLOR_VIOLET = 0x5B3A8C, // demonstration data only
    COLOR_VIOLET_SOFT = 0xF1ECF8,
    COLOR_MATERIAL = 0xE0A93B,
    COLOR_REGULATING = 0x1F8275,
    COLOR_CULTURAL = 0x4B3A7E,
};

enum { RAMP_SIZE = 5 };
static const unsigned ramp_quantity[RAMP_SIZE] = {0xEFF6E1, 0xB3DABD, 0x6BB3A6, 0x2C8089, 0x154A69};
static const unsigned ramp_water[RAMP_SIZE] = {0xEEF3FA, 0xBBD3EA, 0x7BAAD4, 0x3B78B0, 0x174A7E};

#endif
