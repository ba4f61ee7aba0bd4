// report_explain.h - the workbook of a change's causes. Same explanation, same bytes.
#ifndef QINGSHAN_GEP_REPORT_REPORT_EXPLAIN_H
#define QINGSHAN_GEP_REPORT_REPORT_EXPLAIN_H

#include "gep/explain/explain.h"

// explain.xlsx for Excel and WPS: 原因, 服务, 镇街, 镇街服务, 输入, 地类转移. Causes sum to changes, rows to totals.
MUST_CHECK bool report_explain_xlsx(const Explain *explain, bool chinese, const char *path, Err *err);

#endif
