/* clean_lists.c - see clean_lists.h. */
#include "clean_lists.h"

#include <dirent.h>
#include <unistd.h>

static const struct {
	const char *name, *without;
} lists[] = {
	{ "reply.tsv", "quoted mail and signatures are known by their marks alone" },
	{ "boilerplate.tsv", "lines of forms and programs are not known by words" },
	{ "nonanswer.tsv", "texts that answer nothing are told by their signs alone" },
	{ "role.tsv", "automatic answers are not known by words" },
	{ "personal_words.tsv", "personal data is found by its shape alone" },
	{ "mail.tsv", "answers are not known by their subjects" },
	{ "given_names.tsv", "given names are not known" },
	{ "family_names.tsv", "family names are not known" },
	{ "person_names.tsv", "rarer names are not known" },
};

/* Has any folder the list? */
static bool is_there(const char *lexicons, const char *name)
{
	DIR *folder = opendir(lexicons);
	struct dirent *entry;
	struct buf path;
	bool found = false;
	if (folder == NULL) {
		return false;
	}
	buf_init(&path, SIZE_MAX);
	while (!found && (entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] != '.') {
			buf_clear(&path);
			buf_printf(&path, "%s/%s/%s", lexicons, entry->d_name, name);
			found = access(path.at, F_OK) == 0;
		}
	}
	buf_release(&path);
	closedir(folder);
	return found;
}

/* Several threads of a run may each open a stage: a line that is there is not said again. */
static void say_once(struct buf *said, struct str line)
{
	if (str_find(buf_str(said), line, 0) == said->len) {
		buf_str_add(said, line);
	}
}

void clean_lists_missing(struct stage_run *run)
{
	struct buf line;
	if (run->said == NULL || run->rehearsal) {
		return;
	}
	buf_init(&line, SIZE_MAX);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		if (!is_there(run->lexicons, lists[i].name)) {
			buf_clear(&line);
			buf_printf(&line, "gripe clean: no language in %s has %s: %s\n", run->lexicons, lists[i].name,
			           lists[i].without);
			say_once(run->said, buf_str(&line));
		}
	}
	buf_release(&line);
}
