#include "base/err.h"
MUST_CHECK bool demo_write(const char *folder, int cell_m, int jobs, Err *err);
