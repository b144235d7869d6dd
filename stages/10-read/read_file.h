/* read_file.h - the inputs of read, one after the other: files, folders, archives, office files, standard input. */
#ifndef GRIPE_READ_FILE_H
#define GRIPE_READ_FILE_H

#include "charset_stream.h"
#include "format.h"

struct read_files {
	struct stage_run *run;
	struct read_words *words;
	const struct column_map *map; /* NULL: columns are guessed */
	const struct format *forced;  /* NULL: found out */
	const char *source, *channel; /* of all contacts, or NULL */
	enum date_order date_order;
	int join_seconds;                 /* --join-messages */
	struct slack_names *slack;        /* of the export in hand; the caller's */
	bool explains;                    /* say how files would be read, and read none */
	bool allows_empty;                /* a file or folder with nothing in it is no error */
	uint64_t max_swell, max_unpacked; /* ratio and bytes that a packed file may come to */
	struct charset_judge judge;
	struct buf explain;
	/* while it runs: */
	const struct emit *to;
	struct emit emit;
	bool put_failed;   /* the stage behind it, or the output, has failed: no file's fault */
	bool several;      /* more than one input was named */
	bool no_source;    /* the file in hand is whole, but nothing that read reads */
	int archive_depth; /* archives that the file in hand is within */
	uint64_t visited;  /* files of folders and archives */
	uint64_t contacts; /* so far */
	uint64_t named;    /* files that the summary has named so far */
	struct err first;  /* why the first file was set aside; code 0: none was */
};

/* read_files_init - zeroes it; the caller fills in what was asked. read_files_release frees what it opened, words too.
 */
void read_files_init(struct read_files *files, struct stage_run *run);
void read_files_release(struct read_files *files);

/* read_files - all inputs, in the order given; what was found of each file is said in run->said and noted in the book.
 * A file of a folder or an archive that cannot be read is set aside, with a line in the summary; one that was named is
 * an error, as is an input that gives nothing because all of it was set aside. GRIPE_IO, GRIPE_DATA, or what emit
 * returned. */
GRIPE_MUST_USE int read_files(struct read_files *files, char *const *paths, size_t path_count, const struct emit *emit,
                              struct err *err);

#endif
