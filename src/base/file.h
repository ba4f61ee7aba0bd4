// file.h - files and folders: whole reads, writes that happen entirely or not at all.
#ifndef QINGSHAN_BASE_FILE_H
#define QINGSHAN_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

MUST_CHECK bool file_read(Arena *arena, const char *path, char **data, size_t *size, Err *err); // NUL-terminated
// Writes beside `path`, syncs, then renames over it.
MUST_CHECK bool file_write(const char *path, const void *data, size_t size, Err *err);
bool file_exists(const char *path); // a file or a folder
bool file_is_folder(const char *path);
MUST_CHECK bool file_make_folders(const char *path, Err *err); // with parents; present is fine
MUST_CHECK bool file_remove_tree(const char *path, Err *err);  // absent is fine
// Names in a folder, sorted by bytes, without "." and "..".
MUST_CHECK bool file_list(Arena *arena, const char *path, char ***names, size_t *count, Err *err);
char *file_join(Arena *arena, const char *folder, const char *name); // an absolute name stays as it is
char *file_folder(Arena *arena, const char *path);                   // "a/b.c" -> "a", "b" -> "."
const char *file_base(const char *path);                             // "a/b.c" -> "b.c"
// `path` seen from folder `from`; both are made absolute and free of links first.
MUST_CHECK bool file_relative(Arena *arena, const char *from, const char *path, char **out, Err *err);
// The program's own data ("methods", "locale"): $QINGSHAN_DATA/name, else ../name or ../share/qingshan/name beside the
// program.
MUST_CHECK bool file_program_data(Arena *arena, const char *name, char **out, Err *err);

// An output folder that appears whole or not at all: work goes to "PATH.partial-PID", and
// stage_commit renames it to PATH. A folder already at PATH is replaced only if it holds `marker` (a file
// name that this program writes last); otherwise stage_open refuses. stage_close without commit removes the work, also
// on SIGINT and SIGTERM (see cancel.h).
typedef struct Stage Stage;
MUST_CHECK bool stage_open(const char *path, const char *marker, Stage **out, Err *err);
const char *stage_path(const Stage *stage);
MUST_CHECK bool stage_commit(Stage *stage, Err *err);
void stage_close(Stage *stage);

#endif
