#include "gep/account.h"
const char *account_print(Arena *arena, const Account *account){(void)account; return arena_text(arena,"");}
