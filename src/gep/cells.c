#include "gep/cells.h"

#include "base/text.h"
#include "gep/classes.h"
#include "gep/formulas/formula.h"

void cells_by_class(const Cells *cells, int k, double *out)
{
    const double *values = cells->by_class[k];
    for (size_t i = 0; i < cells->count; i++) out[i] = values[cells->class_index[i]];
}

void cells_band(const Cells *cells, int k, const double *x, double *out)
{
    const Bands *bands = cells->bands[k];
    for (size_t i = 0; i < cells->count; i++) out[i] = bands_value(&bands[cells->class_index[i]], x[i]);
}

bool cells_has_band(const Cells *cells, int k, size_t i)
{
    return cells->bands[k][cells->class_index[i]].count > 0;
}

bool cells_within(const Cells *cells, size_t i, const char *pattern)
{
    return class_within(cells->class_code[cells->class_index[i]], pattern);
}

void cells_copy(const Cells *cells, double *const *out)
{
    for (size_t i = 0; i < cells->count; i++) out[0][i] = cells->in[0][0][i];
}

void cells_sum_months(const Cells *cells, double *const *out)
{
    formula_sum12(out[0], cells->in[0], cells->count);
}

void cells_class_value(const Cells *cells, double *const *out)
{
    cells_by_class(cells, 0, out[0]);
}

bool cells_option(const Cells *cells, int k, const char *text)
{
    return text_equal(cells->option_text[k], text);
}
