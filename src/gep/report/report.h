// report.h - the documents of an account. Same account, same bytes: dates follow SOURCE_DATE_EPOCH (0 when unset).
#ifndef QINGSHAN_GEP_REPORT_REPORT_H
#define QINGSHAN_GEP_REPORT_REPORT_H

#include "base/err.h"
#include "gep/account.h"

// account.xlsx for Excel and WPS: 说明, 汇总, 镇街, 生态系统, 参数, 输入, 提示, SEEA EA extent and service tables.
MUST_CHECK bool report_xlsx(const Account *account, bool chinese, const char *path, Err *err);
// report.pdf: A4, tables, charts, maps of the main services. *other_font (may be NULL) says that Noto CJK
// (fonts-noto-cjk) is not installed or lacks a character: the bytes then depend on the machine; the caller warns.
MUST_CHECK bool report_pdf(const Account *account, bool chinese, const char *path, bool *other_font, Err *err);
// A PNG of one overview (for --diagnose and the README).
MUST_CHECK bool report_map_png(const Account *account, size_t overview, bool chinese, const char *path, Err *err);

#endif
