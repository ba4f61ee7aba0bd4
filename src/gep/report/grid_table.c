#include "gep/report/grid_table.h"

#include "gep/report/colors.h"

static const double PAD_X = 4, PAD_Y = 2.6;

static Ink ink_of(const GridTable *table, RowKind kind)
{
    bool bold = kind == ROW_SUBTOTAL || kind == ROW_TOTAL;
    unsigned color = kind == ROW_MUTED ? COLOR_INK_3 : kind == ROW_FLAGGED ? COLOR_AMBER : COLOR_INK;
    return (Ink){FACE_SANS, table->size, bold, color, 0.95};
}

static double cell_width(const GridTable *table, size_t i)
{
    return table->x[i + 1] - table->x[i] - 2 * PAD_X;
}

static double row_height(GridTable *table, const Ink *ink, const char *const *cells)
{
    double height = 0;
    for (size_t i = 0; i < table->count; i++) {
        if (!cells[i]) continue;
        double own = pen_text_height(&table->doc->pen, ink, cell_width(table, i), cells[i]);
        if (own > height) height = own;
    }
    return height + 2 * PAD_Y;
}

static void draw_cells(GridTable *table, const Ink *ink, const char *const *cells, double y)
{
    for (size_t i = 0; i < table->count; i++) {
        if (!cells[i]) continue;
        pen_text(&table->doc->pen, ink, table->columns[i].align, table->x[i] + PAD_X, y + PAD_Y, cell_width(table, i),
                 cells[i]);
    }
}

static void draw_head(GridTable *table)
{
    const char *titles[COLUMN_MAX];
    const Ink ink = {FACE_SANS, table->size, true, COLOR_INK_2, 0.95};
    for (size_t i = 0; i < table->count; i++) titles[i] = table->columns[i].title;
    double height = row_height(table, &ink, titles);
    draw_cells(table, &ink, titles, table->doc->y);
    table->doc->y += height;
    pen_line(&table->doc->pen, COLOR_INK, 1.1, PAGE_LEFT, table->doc->y, PAGE_RIGHT, table->doc->y);
}

GridTable table_open(Doc *doc, const GridColumn *columns, size_t count, double size)
{
    GridTable table = {.doc = doc, .columns = columns, .count = count, .size = size};
    double sum = 0, at = 0;
    for (size_t i = 0; i < count; i++) sum += columns[i].share;
    for (size_t i = 0; i <= count; i++) {
        table.x[i] = PAGE_LEFT + doc_width() * at / sum;
        if (i < count) at += columns[i].share;
    }
    doc_need(doc, 70);
    draw_head(&table);
    return table;
}

Box table_row(GridTable *table, RowKind kind, const char *const *cells)
{
    Doc *doc = table->doc;
    Ink ink = ink_of(table, kind);
    double height = row_height(table, &ink, cells);
    if (doc->y + height > PAGE_BOTTOM) {
        doc_new_page(doc);
        draw_head(table);
    }
    Box box = {PAGE_LEFT, doc->y, doc_width(), height};
    Box inside = {box.x, box.y + 0.4, box.width, box.height - 0.4}; // leaves the rule above
    if (kind == ROW_SUBTOTAL) pen_fill(&doc->pen, COLOR_PRIMARY_SOFT, inside);
    if (kind == ROW_TOTAL) pen_fill(&doc->pen, 0xD3E5E0, inside);
    if (kind == ROW_FLAGGED) pen_fill(&doc->pen, COLOR_AMBER_SOFT, inside);
    draw_cells(table, &ink, cells, doc->y);
    doc->y += height;
    pen_line(&doc->pen, kind == ROW_TOTAL ? COLOR_INK : COLOR_LINE, kind == ROW_TOTAL ? 1.1 : 0.5, PAGE_LEFT, doc->y,
             PAGE_RIGHT, doc->y);
    return box;
}

void table_close(GridTable *table)
{
    doc_gap(table->doc, 8);
}
