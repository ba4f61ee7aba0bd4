// xlsx.c - account.xlsx.
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "gep/report/report.h"
#include "gep/report/sheets.h"

// libxlsxwriter finds out late and prints to stderr; so the path is tried first.
static bool can_write(const char *path, Err *err)
{
    FILE *file = fopen(path, "wb");
    if (!file) return err_set(err, ERR_IO, _("%s: cannot write the workbook: %s"), path, strerror(errno));
    fclose(file);
    return true;
}

bool report_xlsx(const Account *account, bool chinese, const char *path, Err *err)
{
    if (!can_write(path, err)) return false;
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
