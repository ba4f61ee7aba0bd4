// sheets.h - the sheets of the workbook, in order.
#ifndef QINGSHAN_GEP_REPORT_SHEETS_H
#define QINGSHAN_GEP_REPORT_SHEETS_H

#include "gep/report/book.h"

void sheet_guide(Book *book);      // 说明
void sheet_summary(Book *book);    // 汇总
void sheet_towns(Book *book);      // 镇街
void sheet_ecosystems(Book *book); // 生态系统
void sheet_parts(Book *book);      // 分项
void sheet_params(Book *book);     // 参数
void sheet_inputs(Book *book);     // 输入
void sheet_warnings(Book *book);   // 提示
void sheet_extent(Book *book);     // SEEA EA 范围账户
void sheet_supply(Book *book);     // SEEA EA 服务

#endif
