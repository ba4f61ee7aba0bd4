#include "gep/demo/demo.h"
bool demo_write(const char *folder, int cell_m, int jobs, Err *err){(void)folder;(void)cell_m;(void)jobs;return err_set(err,ERR_IO,"no");}
