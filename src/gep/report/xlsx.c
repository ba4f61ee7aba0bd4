// xlsx.c - account.xlsx.
#include "gep/report/report.h"
#include "gep/report/sheets.h"

bool report_xlsx(const Account *account, bool chinese, const char *path, Err *err)
{
    Arena *arena = arena_open();
    Book book;
    book_open(&book, path, account, chinese, arena);
    sheet_guide(&book);
    sheet_summary(&book);
    sheet_towns(&book);
    sheet_ecosystems(&book);
    sheet_parts(&book);
    sheet_params(&book);
    sheet_inputs(&book);
    sheet_warnings(&book);
    sheet_extent(&book);
    sheet_supply(&book);
    bool ok = book_close(&book, path, err);
    arena_close(arena);
    return ok;
}
