// table_text.h - the beginning of every table that the demonstration writes.
#ifndef QINGSHAN_GEP_DEMO_TABLE_TEXT_H
#define QINGSHAN_GEP_DEMO_TABLE_TEXT_H

#include "base/text.h"

// A CSV text with a byte order mark (for Excel and WPS), the line that says 演示数据, and the header; lines end in
// CRLF.
StrBuf table_text_open(Arena *arena, const char *header);

#endif
