/* model_folder.c - see model_folder.h. */
#include "model_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder_place.h"

static const char *const files[] = { "themes.tsv",       "model.bin",         "issues.tsv",          "issue_pairs.tsv",
	                             "issue_things.tsv", "issue_classes.tsv", "issue_resamples.tsv", "descent.tsv" };

static bool is_model_file(const char *name)
{
	size_t i = 0;
	while (i < sizeof files / sizeof *files && strcmp(files[i], name) != 0) {
		i++;
	}
	return i < sizeof files / sizeof *files;
}

static int refuse(const char *folder, const char *why, struct err *err)
{
	err_set(err, GRIPE_USAGE, "%s: not replaced", why);
	err_at(err, folder, 0, 0);
	return GRIPE_USAGE;
}

int model_folder_check(const char *folder, struct err *err)
{
	struct stat about;
	const struct dirent *entry;
	DIR *list;
	int result = 0;
	if (lstat(folder, &about) != 0) {
		return errno == ENOENT ? 0 : err_errno(err, "cannot look at %s", folder);
	}
	if (S_ISLNK(about.st_mode)) {
		return refuse(folder, "is a link, no model's folder", err);
	}
	list = opendir(folder);
	if (list == NULL) {
		err_errno(err, "cannot be listed");
		err_at(err, folder, 0, 0);
		return GRIPE_IO;
	}
	while (result == 0 && (entry = readdir(list)) != NULL) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
		    !is_model_file(entry->d_name)) {
			result = refuse(folder, "exists and holds more than a model", err);
		}
	}
	closedir(list);
	return result;
}

void model_folder_remove(const char *folder)
{
	char path[8192];
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, files[i]);
		unlink(path);
	}
	rmdir(folder);
}

int model_folder_place(const char *beside, const char *folder, struct err *err)
{
	char former[4400];
	int placed, result = folder_place(beside, folder, former, sizeof former, &placed, err);
	if (placed && former[0] != '\0') {
		model_folder_remove(former);
	}
	return result;
}
