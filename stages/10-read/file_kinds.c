/* file_kinds.c - see file_kinds.h.
 *
 * In: the first bytes of a file. Out: a line that names its kind, and what to do. A table of signatures with their
 * place; files of the old Office are one container (OLE2), whose streams say which program wrote it. */
#include "file_kinds.h"

static const struct kind {
	size_t at;
	struct str bytes;
	const char *says;
} kinds[] = {
	{ 0, { "%PDF-", 5 }, "a PDF document, which is not read; save its text as .txt or .docx" },
	{ 0,
	  { "!BDN", 4 },
	  "an Outlook data file (.pst, .ost), which is not read; export its folders as .eml or mbox" },
	{ 0, { "\x89PNG", 4 }, "a picture (PNG), which is not read" },
	{ 0, { "\xFF\xD8\xFF", 3 }, "a picture (JPEG), which is not read" },
	{ 0, { "GIF8", 4 }, "a picture (GIF), which is not read" },
	{ 0, { "II*\0", 4 }, "a picture (TIFF), which is not read" },
	{ 0, { "MM\0*", 4 }, "a picture (TIFF), which is not read" },
	{ 8, { "WEBP", 4 }, "a picture (WebP), which is not read" },
	{ 4, { "ftypheic", 8 }, "a picture (HEIC), which is not read" },
	{ 4, { "ftypmif1", 8 }, "a picture (HEIC), which is not read" },
	{ 4, { "ftypM4A", 7 }, "a sound recording (M4A), which is not read; transcribe it, and give the transcript" },
	{ 4, { "ftyp", 4 }, "a video (MP4), which is not read; transcribe it, and give the transcript" },
	{ 8, { "WAVE", 4 }, "a sound recording (WAV), which is not read; transcribe it, and give the transcript" },
	{ 8, { "AVI ", 4 }, "a video (AVI), which is not read; transcribe it, and give the transcript" },
	{ 0, { "ID3", 3 }, "a sound recording (MP3), which is not read; transcribe it, and give the transcript" },
	{ 0, { "\xFF\xFB", 2 }, "a sound recording (MP3), which is not read; transcribe it, and give the transcript" },
	{ 0, { "OggS", 4 }, "a sound recording (Ogg), which is not read; transcribe it, and give the transcript" },
	{ 0, { "fLaC", 4 }, "a sound recording (FLAC), which is not read; transcribe it, and give the transcript" },
	{ 0, { "#!AMR", 5 }, "a sound recording (AMR), which is not read; transcribe it, and give the transcript" },
	{ 0,
	  { "\x1A\x45\xDF\xA3", 4 },
	  "a video (Matroska, WebM), which is not read; transcribe it, and give the transcript" },
	{ 0, { "SQLite format 3", 15 }, "a database (SQLite), which is not read; export its table as CSV" },
	{ 0, { "PAR1", 4 }, "a table in Parquet, which is not read; save it as CSV" },
	{ 0, { "Obj\x01", 4 }, "a table in Avro, which is not read; save it as CSV or NDJSON" },
	{ 0, { "Rar!", 4 }, "an archive (RAR), which is not opened; pack it as .zip" },
	{ 0, { "bplist00", 8 }, "a binary property list, which is not read; convert it with plutil -convert json" },
};

/* The first that is found in the container's directory, where names stand in UTF-16. */
static const struct {
	struct str stream;
	const char *says;
} ole_kinds[] = {
	{ { "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e", 31 },
	  "an Office file under a password, which is not read; save it without one" },
	{ { "_\0_\0p\0r\0o\0p\0e\0r\0t\0i\0e\0s\0_\0v\0e\0r\0s\0i\0o\0n", 37 },
	  "an Outlook message (.msg), which is not read; save it as .eml" },
	{ { "W\0o\0r\0k\0b\0o\0o\0k", 15 },
	  "an old Excel workbook (.xls), which is not read; save it as .xlsx or CSV" },
	{ { "B\0o\0o\0k", 7 }, "an old Excel workbook (.xls), which is not read; save it as .xlsx or CSV" },
	{ { "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t", 23 },
	  "an old Word document (.doc), which is not read; save it as .docx" },
	{ { "P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c\0u\0m\0e\0n\0t", 37 },
	  "an old PowerPoint file (.ppt), which is not read; save its text" },
};

static const char *ole_kind(struct str ahead)
{
	for (size_t i = 0; i < sizeof ole_kinds / sizeof *ole_kinds; i++) {
		if (str_find(ahead, ole_kinds[i].stream, 0) < ahead.len) {
			return ole_kinds[i].says;
		}
	}
	return "a file of an old Office program (OLE2), which is not read; save it as .xlsx, .docx or CSV";
}

/* "<!DOCTYPE plist" within the first lines. */
static bool is_property_list(struct str ahead)
{
	enum { HEAD_BYTES = 512 };
	struct str head = str_slice(ahead, 0, ahead.len < HEAD_BYTES ? ahead.len : HEAD_BYTES);
	return str_starts(ahead, STR("<?xml")) &&
	       (str_find(head, STR("<!DOCTYPE plist"), 0) < head.len || str_find(head, STR("<plist "), 0) < head.len);
}

const char *file_kind(struct str ahead)
{
	if (is_property_list(ahead)) {
		return "a property list (settings of a program), which is not read";
	}
	if (str_starts(ahead, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))) {
		return ole_kind(ahead);
	}
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (ahead.len > kinds[i].at && str_starts(str_slice(ahead, kinds[i].at, ahead.len), kinds[i].bytes)) {
			return kinds[i].says;
		}
	}
	return NULL;
}
