/* office.c - see office.h.
 *
 * In: a file that is a zip of XML parts, RTF, or tables in tags. Out: its sheets and its text as files that the other
 * formats read, so a survey is a survey whether it came as .csv or as .xlsx. Which program's file it is, the names of
 * its parts say, not its own name. Memory: a row or a paragraph, and what the kinds hold. */
#include "office.h"

#include "office_kinds.h"

/* Names of members that office programs write first, and nobody else. */
static bool is_office_name(struct str name)
{
	return str_starts(name, STR("[Content_Types].xml")) || str_starts(name, STR("mimetype")) ||
	       str_starts(name, STR("_rels/.rels")) || str_starts(name, STR("xl/")) || str_starts(name, STR("word/")) ||
	       str_starts(name, STR("ppt/")) || str_starts(name, STR("docProps/"));
}

static size_t number_at(struct str bytes, size_t at, size_t len)
{
	size_t number = 0;
	for (size_t i = len; i > 0; i--) {
		number = number << 8 | (unsigned char)bytes.at[at + i - 1];
	}
	return number;
}

/* The local headers of a zip, one behind the other as long as each says how long it is. */
static bool is_office_zip(struct str ahead)
{
	enum { HEADER = 30, FLAGS = 6, SIZE = 18, NAME = 26, EXTRA = 28, NO_SIZE = 8 /* a flag */ };
	size_t at = 0;
	while (at + HEADER < ahead.len && str_starts(str_slice(ahead, at, ahead.len), STR("PK\x03\x04"))) {
		size_t name = number_at(ahead, at + NAME, 2), extra = number_at(ahead, at + EXTRA, 2);
		if (at + HEADER + name <= ahead.len &&
		    is_office_name(str_slice(ahead, at + HEADER, at + HEADER + name))) {
			return true;
		}
		if ((number_at(ahead, at + FLAGS, 2) & NO_SIZE) != 0) {
			return false;
		}
		at += HEADER + name + extra + number_at(ahead, at + SIZE, 4);
	}
	return false;
}

static bool is_rtf(struct str ahead)
{
	return str_starts(ahead, STR("{\\rtf"));
}

bool office_is(struct str ahead, const char *path)
{
	return is_rtf(ahead) || is_office_zip(ahead) || workbook_tags_is(ahead, path);
}

static const struct office_kind {
	const char *member; /* that such a file has */
	int (*walk)(struct office_file *office, struct err *err);
	const char *says; /* when it is not read */
} kinds[] = {
	{ "xl/workbook.xml", workbook_xlsx_walk, NULL },
	{ "word/document.xml", document_docx_walk, NULL },
	{ "content.xml", opendocument_walk, NULL },
	{ "xl/workbook.bin", NULL, "a binary Excel workbook (.xlsb), which is not read; save it as .xlsx or CSV" },
	{ "ppt/presentation.xml", NULL, "a presentation (.pptx), which is not read; save its text" },
	{ "META-INF/container.xml", NULL, "a book (EPUB), which is not read; save its text" },
};

int office_walk(struct office_source *source, const struct walk_visit *visit, struct err *err)
{
	struct office_file office = { .path = source->path, .temporary = source->temporary, .visit = visit };
	struct str ahead;
	int status = infile_peek(source->file, &ahead, err), found = 0;
	if (status < 0) {
		return status;
	}
	if (is_rtf(ahead)) {
		return rtf_walk(&office, source->file, err);
	}
	if (workbook_tags_is(ahead, source->path)) {
		return workbook_tags_walk(&office, source->file, err);
	}
	status = zip_file_open(&office.zip, source->file, source->again, source->temporary, err);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds && status >= 0 && found == 0; i++) {
		found = zip_file_has(&office.zip, kinds[i].member, err);
		source->is_other = found > 0 && kinds[i].walk == NULL;
		if (source->is_other) {
			status = err_set(err, GRIPE_DATA, "%s", kinds[i].says);
		} else if (found > 0) {
			status = kinds[i].walk(&office, err);
		}
	}
	zip_file_close(&office.zip);
	if (status >= 0 && found == 0) {
		source->is_other = true;
		return err_set(err, GRIPE_DATA, "an office file without a sheet or a text; save it as CSV or .docx");
	}
	return found < 0 ? found : status;
}
