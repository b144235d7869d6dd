/* model_folder.h - a model's folder: which files are a model's, and how it takes the place of an earlier one. */
#ifndef GRIPE_MODEL_FOLDER_H
#define GRIPE_MODEL_FOLDER_H

#include "err.h"

/* model_folder_check - may a model be written to folder? It is not there, is empty, or holds files of a model and
 * nothing else; a link is not followed. GRIPE_USAGE: no. Asked before any work is done, and again before it is put
 * there. */
GRIPE_MUST_USE int model_folder_check(const char *folder, struct err *err);
/* model_folder_place - `beside` becomes `folder`, durably; the earlier model is removed. */
GRIPE_MUST_USE int model_folder_place(const char *beside, const char *folder, struct err *err);
/* model_folder_remove - a model's files, and the folder when nothing else is in it. */
void model_folder_remove(const char *folder);

#endif
