// file.h - files and folders: whole reads, writes that happen entirely or not at all.
//
// Errors: ERR_MISSING when a name is not there, ERR_IO for the rest; ERR_REFUSED as said below.
#ifndef QINGSHAN_BASE_FILE_H
#define QINGSHAN_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

MUST_CHECK bool file_read(Arena *arena, const char *path, char **data, size_t *size, Err *err); // NUL-terminated
// Writes beside `path`, syncs, then renames over it.
MUST_CHECK bool file_write(const char *path, const void *data, size_t size, Err *err);
bool file_exists(const char *path); // a file or a folder
bool file_is_folder(const char *path);
bool file_is_special(const char *path);                        // there, but neither a plain file nor a folder
MUST_CHECK bool file_make_folders(const char *path, Err *err); // with parents; present is fine
MUST_CHECK bool file_remove_tree(const char *path, Err *err);  // absent is fine
// Names in a folder, sorted by bytes, without "." and "..".
MUST_CHECK bool file_list(Arena *arena, const char *path, char ***names, size_t *count, Err *err);
// Can a file be made at this path? ERR_REFUSED when it is "", a folder, or one of `inputs`; ERR_MISSING when its folder
// is not there. inputs: names of files, or NULL between them.
MUST_CHECK bool file_check_output(const char *path, const char *const *inputs, size_t count, Err *err);
bool file_is_same(const char *a, const char *b);                     // both there, and one file
char *file_join(Arena *arena, const char *folder, const char *name); // an absolute name stays as it is
char *file_folder(Arena *arena, const char *path);                   // "a/b.c" -> "a", "b" -> "."
const char *file_base(const char *path);                             // "a/b.c" -> "b.c"
// `path` seen from folder `from`; both are made absolute and free of links first.
MUST_CHECK bool file_relative(Arena *arena, const char *from, const char *path, char **out, Err *err);
// The program's own data ("methods", "locale"): $QINGSHAN_DATA/name; else, in the program's folder and then in up to 8
// folders above it, the first of name and share/qingshan/name that is there. So an installed program finds
// ../share/qingshan/methods, build/qingshan finds build/locale and ../methods, and test programs, which lie deeper,
// find both.
MUST_CHECK bool file_program_data(Arena *arena, const char *name, char **out, Err *err);

// Unfinished outputs of dead runs beside `path`: things called path + mark + PROCESS + end whose process is gone and
// that nobody holds by file_hold. Their process numbers, on the arena.
size_t file_find_stale(Arena *arena, const char *path, const char *mark, const char *end, int64_t **processes);
// Marks a file or folder as in use until the result is closed. -1: not there, or somebody else has it.
int file_hold(const char *path);

// An output folder that appears whole or not at all: work goes to "PATH.partial-PID", and
// stage_commit renames it to PATH. A folder already at PATH is replaced only if it is empty, or holds `marker` (a file
// name that this program writes last; stage_commit asserts that the work holds it) and nothing but `ours` (the names
// that it may write at the top of the folder, up to a NULL; the marker among them); otherwise, and for a folder that
// the process stands in or below, stage_open refuses. stage_close without commit removes the work; since a first
// SIGINT, SIGTERM or SIGHUP only sets a flag (see cancel.h), it is reached after them too. What a killed run left is
// removed by the next stage_open of the same PATH. stage_close is needed after stage_commit too; NULL is allowed.
typedef struct Stage Stage;
MUST_CHECK bool stage_open(const char *path, const char *marker, const char *const *ours, Stage **out, Err *err);
const char *stage_path(const Stage *stage);
MUST_CHECK bool stage_commit(Stage *stage, Err *err);
void stage_close(Stage *stage);

#endif
