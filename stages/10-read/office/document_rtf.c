/* document_rtf.c - a document in Rich Text Format, as a file of text that is visited: rtf_text.h makes it. */
#include "office_kinds.h"
#include "rtf_text.h"

enum { PIECE = 16 * 1024 };

struct document {
	struct infile *file;
	struct rtf_text *rtf;
};

static int more_text(void *state, struct buf *out, struct err *err)
{
	struct document *document = state;
	char piece[PIECE];
	int64_t n = infile_read(document->file, piece, sizeof piece, err);
	int status;
	if (n < 0) {
		return (int)n;
	}
	if (n == 0) {
		rtf_text_end(document->rtf, out);
		return 0;
	}
	status = rtf_text_add(document->rtf, out, (struct str){ piece, (size_t)n }, err);
	return status < 0 ? status : 1;
}

int rtf_walk(const struct office_file *office, struct infile *file, struct err *err)
{
	struct document document = { .file = file, .rtf = rtf_text_open() };
	struct office_part part = { .more = more_text, .state = &document };
	int status = office_part_visit(office, "text.txt", &part, err);
	rtf_text_close(document.rtf);
	return status;
}
