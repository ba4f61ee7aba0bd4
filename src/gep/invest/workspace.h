// workspace.h - the folder of results: files appear in it only when all are made.
//
// Work goes to a folder .qingshan-PID inside. workspace_commit moves the files to their places, over files of the same
// names (and removes what GIS programs keep beside a raster they know: .aux.xml, .ovr); everything else in the folder
// stays. workspace_close removes the work, and the folder too when it was made here and holds nothing.
#ifndef QINGSHAN_GEP_INVEST_WORKSPACE_H
#define QINGSHAN_GEP_INVEST_WORKSPACE_H

#include "base/arena.h"
#include "base/err.h"

typedef struct Workspace Workspace;
// ERR_REFUSED: `path` is a file. ERR_IO.
MUST_CHECK bool workspace_open(const char *path, Workspace **out, Err *err);
// The place of "output/x.tif" in the work folder; the folders above it are made. ERR_IO.
MUST_CHECK bool workspace_place(Workspace *workspace, const char *name, const char **out, Err *err);
// ERR_REFUSED: a folder has the name of a file.
MUST_CHECK bool workspace_commit(Workspace *workspace, Err *err);
void workspace_close(Workspace *workspace); // NULL is allowed

#endif
