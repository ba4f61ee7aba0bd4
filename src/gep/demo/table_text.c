#include "gep/demo/table_text.h"

StrBuf table_text_open(Arena *arena, const char *header)
{
    StrBuf text = strbuf_open(arena);
    strbuf_printf(&text,
                  "\xEF\xBB\xBF# 演示数据，虚构，不得引用 / demonstration data: invented, not to be cited\r\n%s\r\n",
                  header);
    return text;
}
