/* pseudonym.c - see pseudonym.h.
 *
 * In: a person as a source wrote it. Out: "p" + the first 64 bits of HMAC-SHA-256 (RFC 2104, GLib's GHmac) over the
 * person's normal form, in hexadecimal. A bare hash would not do: names and addresses are few enough to be tried out.
 * 64 bits keep 10 million people apart with a chance of 3 in a million that any two meet. The key never leaves its file
 * and this state; it is made by open(O_EXCL) beside its place, synced, and put in place by link(), which fails when
 * another process was faster: then that one's key is read. */
#include "pseudonym.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hash.h"
#include "normalise.h"

enum {
	KEY_BYTES = 32,           /* the block of security that SHA-256 gives */
	PSEUDONYM_BYTES = 8,      /* of the 32 that the HMAC has */
	PERSON_LIMIT = 64 * 1024, /* bytes of a person's normal form: no name is longer, a stranger's field may be */
	PATH_LIMIT = 4096,
	SIGN_BYTES = 40, /* longest " (at) " that is looked for */
	PSEUDONYM_TEXT = 1 + 2 * PSEUDONYM_BYTES,
	RECENT = 1024,    /* persons whose pseudonyms are remembered: few people write much */
	RECENT_BYTES = 79 /* longest person that is */
};

struct recent {
	unsigned char len; /* 0: none */
	char person[RECENT_BYTES], text[PSEUDONYM_TEXT];
};

struct pseudonym {
	GHmac *keyed; /* the key is in; copied for each person */
	struct buf normal;
	struct arena arena; /* of mail */
	struct language_rows mail;
	struct recent recent[RECENT]; /* by the hash of the person as it was written */
};

static int read_all(int fd, unsigned char *to, size_t want, size_t *got)
{
	*got = 0;
	while (*got < want) {
		ssize_t n = read(fd, to + *got, want - *got);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0) {
			return -1;
		}
		if (n == 0) {
			break;
		}
		*got += (size_t)n;
	}
	return 0;
}

static int write_all(int fd, const unsigned char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0) {
			return -1;
		}
		bytes += n;
		len -= (size_t)n;
	}
	return 0;
}

static GRIPE_MUST_USE int random_key(unsigned char key[KEY_BYTES], struct err *err)
{
	size_t got = 0;
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		return err_errno(err, "cannot open /dev/urandom");
	}
	if (read_all(fd, key, KEY_BYTES, &got) != 0 || got != KEY_BYTES) {
		close(fd);
		return err_set(err, GRIPE_IO, "cannot read %d bytes from /dev/urandom", KEY_BYTES);
	}
	close(fd);
	return 0;
}

/* The folders above path, each 0700 when it has to be made. */
static GRIPE_MUST_USE int make_folders(const char *path, struct err *err)
{
	char part[PATH_LIMIT];
	size_t len = strlen(path);
	if (len >= sizeof part) {
		return err_set(err, GRIPE_USAGE, "the key file's path is longer than %d bytes", PATH_LIMIT - 1);
	}
	memcpy(part, path, len + 1);
	for (size_t i = 1; i < len; i++) {
		if (part[i] != '/') {
			continue;
		}
		part[i] = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST) {
			return err_errno(err, "cannot make the folder %s for the key", part);
		}
		part[i] = '/';
	}
	return 0;
}

/* Closes fd as well. */
static int write_key(int fd, const unsigned char *key, const char *path, struct err *err)
{
	int code = 0;
	if (write_all(fd, key, KEY_BYTES) != 0 || fsync(fd) != 0) {
		code = err_errno(err, "cannot write the key file %s", path);
	}
	if (close(fd) != 0 && code == 0) {
		code = err_errno(err, "cannot write the key file %s", path);
	}
	return code;
}

static GRIPE_MUST_USE int make_key(const char *path, struct err *err)
{
	unsigned char key[KEY_BYTES];
	char beside[PATH_LIMIT];
	int fd, code = make_folders(path, err);
	if (code < 0 || (code = random_key(key, err)) < 0) {
		return code;
	}
	if (snprintf(beside, sizeof beside, "%s.XXXXXX", path) >= (int)sizeof beside) {
		return err_set(err, GRIPE_USAGE, "the key file's path is longer than %d bytes", PATH_LIMIT - 8);
	}
	fd = mkstemp(beside); /* mode 0600, O_EXCL */
	if (fd < 0) {
		return err_errno(err, "cannot make the key file %s", path);
	}
	code = write_key(fd, key, path, err);
	if (code == 0 && link(beside, path) != 0 && errno != EEXIST) {
		code = err_errno(err, "cannot make the key file %s", path);
	}
	unlink(beside);
	memset(key, 0, sizeof key);
	return code;
}

static GRIPE_MUST_USE int read_key(int fd, const char *path, unsigned char key[KEY_BYTES], struct err *err)
{
	struct stat info;
	unsigned char bytes[KEY_BYTES + 1];
	size_t got = 0;
	if (fstat(fd, &info) != 0) {
		return err_errno(err, "cannot read the key file %s", path);
	}
	if (!S_ISREG(info.st_mode)) {
		return err_set(err, GRIPE_DATA, "the key file %s is no regular file", path);
	}
	if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
		return err_set(
		    err, GRIPE_USAGE,
		    "the key file %s is open to others (mode %04o): chmod 600 it, or give another with --key", path,
		    (unsigned)(info.st_mode & 07777));
	}
	if (read_all(fd, bytes, sizeof bytes, &got) != 0) {
		return err_errno(err, "cannot read the key file %s", path);
	}
	if (got != KEY_BYTES) {
		return err_set(err, GRIPE_DATA, "the key file %s does not hold exactly %d bytes", path, KEY_BYTES);
	}
	memcpy(key, bytes, KEY_BYTES);
	memset(bytes, 0, sizeof bytes);
	return 0;
}

int pseudonym_open(struct pseudonym **pseudonym, const char *key_file, const char *lexicons, struct err *err)
{
	unsigned char key[KEY_BYTES];
	int fd, code;
	*pseudonym = NULL;
	if (key_file == NULL || *key_file == '\0') {
		return err_set(err, GRIPE_USAGE, "no key file for the persons' pseudonyms: give --key FILE");
	}
	fd = open(key_file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 && errno == ENOENT) {
		if ((code = make_key(key_file, err)) < 0) {
			return code;
		}
		fd = open(key_file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	}
	if (fd < 0) {
		return err_errno(err, "cannot open the key file %s", key_file);
	}
	code = read_key(fd, key_file, key, err);
	close(fd);
	if (code == 0) {
		struct pseudonym *made = memory_alloc(sizeof *made);
		made->keyed = g_hmac_new(G_CHECKSUM_SHA256, key, KEY_BYTES);
		buf_init(&made->normal, PERSON_LIMIT);
		memset(key, 0, sizeof key);
		code = language_rows_open(&made->mail, &made->arena, lexicons, "mail.tsv", 2, err);
		if (code < 0) {
			pseudonym_close(made);
			return code;
		}
		*pseudonym = made;
	}
	return code;
}

void pseudonym_close(struct pseudonym *pseudonym)
{
	if (pseudonym != NULL) {
		g_hmac_unref(pseudonym->keyed);
		buf_release(&pseudonym->normal);
		arena_release(&pseudonym->arena);
		free(pseudonym);
	}
}

static bool is_hex(char c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f');
}

static bool has_shape_of(struct str text, char letter)
{
	if (text.len != PSEUDONYM_TEXT || text.at[0] != letter) {
		return false;
	}
	for (size_t i = 1; i < text.len; i++) {
		if (!is_hex(text.at[i])) {
			return false;
		}
	}
	return true;
}

/* text[PSEUDONYM_TEXT] of the normal form in state->normal. */
static void keyed_text(struct pseudonym *state, char *text)
{
	static const char digits[] = "0123456789abcdef";
	guint8 digest[32];
	gsize len = sizeof digest;
	GHmac *hmac = g_hmac_copy(state->keyed);
	g_hmac_update(hmac, (const guchar *)state->normal.at, (gssize)state->normal.len);
	g_hmac_get_digest(hmac, digest, &len);
	g_hmac_unref(hmac);
	text[0] = 'p';
	for (size_t i = 0; i < PSEUDONYM_BYTES; i++) {
		text[1 + 2 * i] = digits[digest[i] >> 4];
		text[2 + 2 * i] = digits[digest[i] & 15];
	}
}

struct str pseudonym(struct pseudonym *state, struct arena *arena, struct str person)
{
	struct recent *slot = &state->recent[hash64(person, 0) % RECENT], other;
	if (has_shape_of(person, 'p')) {
		return person;
	}
	if (slot->len == 0 || !str_eq((struct str){ slot->person, slot->len }, person)) {
		buf_clear(&state->normal);
		person_normalise(&state->normal, person, &state->mail);
		if (state->normal.len == 0) {
			return STR_EMPTY;
		}
		slot = person.len <= RECENT_BYTES ? slot : &other;
		slot->len = (unsigned char)(person.len <= RECENT_BYTES ? person.len : 0);
		memcpy(slot->person, person.at, slot->len);
		keyed_text(state, slot->text);
	}
	return arena_dup(arena, (struct str){ slot->text, PSEUDONYM_TEXT });
}

struct str pseudonym_normal(struct pseudonym *state, struct arena *arena, struct str person)
{
	if (has_shape_of(person, 'p')) {
		return STR_EMPTY;
	}
	buf_clear(&state->normal);
	person_normalise(&state->normal, person, &state->mail);
	return arena_dup(arena, buf_str(&state->normal));
}

void pseudonym_secret(struct pseudonym *state, struct str text, struct buf *out)
{
	char secret[PSEUDONYM_TEXT];
	buf_clear(&state->normal);
	buf_text(&state->normal, "text\n"); /* no normalised person has a line's end */
	buf_str_add(&state->normal, text);
	keyed_text(state, secret);
	buf_add(out, secret, sizeof secret);
}

struct str pseudonym_id(struct pseudonym *state, struct arena *arena, struct str id, char letter)
{
	char secret[PSEUDONYM_TEXT];
	if (id.len == 0 || has_shape_of(id, letter)) {
		return id;
	}
	buf_clear(&state->normal);
	buf_text(&state->normal, "id\n"); /* no normalised person has a line's end */
	buf_str_add(&state->normal, id);
	keyed_text(state, secret);
	secret[0] = letter;
	return arena_dup(arena, (struct str){ secret, sizeof secret });
}

/* What may stand in an address around its '@'. Bytes beyond ASCII may: addresses of the world have them. */
static bool in_address(char c)
{
	return (unsigned char)c >= 0x80 || ascii_is_alpha(c) || ascii_is_digit(c) ||
	       (c != '\0' && strchr("!#$%&'*+/=?^_`{|}~.-", c) != NULL);
}

/* The address in s: "local@domain" with a letter or digit on both sides; empty when there is none. */
static struct str find_address(struct str s)
{
	for (size_t at = str_find(s, STR("@"), 0); at < s.len; at = str_find(s, STR("@"), at + 1)) {
		size_t start = at, end = at + 1;
		while (start > 0 && in_address(s.at[start - 1]) && !(s.at[start - 1] == '\'' && start - 1 == 0)) {
			start--;
		}
		while (end < s.len && in_address(s.at[end])) {
			end++;
		}
		while (end > at + 1 && (s.at[end - 1] == '.' || s.at[end - 1] == '\'')) {
			end--;
		}
		if (start < at && end > at + 1) {
			return str_slice(s, start, end);
		}
	}
	return STR_EMPTY;
}

/* The words of s around the first `sign`, when the one before it is all that stands there and the other has a dot. */
static bool around(struct str s, struct str sign, struct str *local, struct str *domain)
{
	size_t at = str_find(s, sign, 0), start, end;
	if (at >= s.len || at == 0) {
		return false;
	}
	for (start = at; start > 0 && in_address(s.at[start - 1]); start--) {
	}
	for (end = at + sign.len; end < s.len && in_address(s.at[end]); end++) {
	}
	*local = str_slice(s, start, at);
	*domain = str_slice(s, at + sign.len, end);
	return local->len > 0 && start == 0 + (s.at[0] == '<') && str_find(*domain, STR("."), 0) < domain->len;
}

/* Mailing list archives write "ann at example.org (Ann Lee)", people "ann (at) example.org". */
static bool archive_address(struct str s, const struct language_rows *mail, struct str *local, struct str *domain)
{
	static const struct way {
		const char *before, *after;
		bool capitals;
	} ways[] = { { " ", " ", false }, { " (", ") ", false }, { " [", "] ", false }, { " ", " ", true } };
	for (const struct way *way = ways; way < ways + sizeof ways / sizeof *ways; way++) {
		for (size_t i = 0; i < mail->count; i++) {
			const struct str *cells = mail->at[i].row->cells;
			char sign[SIGN_BYTES];
			int len;
			if (!str_eq(cells[0], STR("at_sign"))) {
				continue;
			}
			len = snprintf(sign, sizeof sign, "%s%.*s%s", way->before, STR_ARGS(cells[1]), way->after);
			for (int k = 0; way->capitals && k < len && k < SIGN_BYTES; k++) {
				sign[k] = ascii_upper(sign[k]);
			}
			if (len < SIGN_BYTES && around(s, (struct str){ sign, (size_t)len }, local, domain)) {
				return true;
			}
		}
	}
	return false;
}

static void add_folded(struct buf *out, struct str s)
{
	char *compat, *folded, *again;
	if (normalise_ascii(s) && (s.len == 0 || memchr(s.at, '\0', s.len) ==
	                                             NULL)) { /* what the rest comes to then; GLib would end at a NUL */
		for (size_t i = 0; i < s.len; i++) {
			buf_byte(out, ascii_lower(s.at[i]));
		}
		return;
	}
	compat = g_utf8_normalize(s.at, (gssize)s.len, G_NORMALIZE_ALL_COMPOSE);
	if (compat == NULL) { /* not UTF-8: as it stands, so that it is still countable */
		buf_str_add(out, s);
		return;
	}
	folded = g_utf8_casefold(compat, -1);
	again = g_utf8_normalize(folded, -1, G_NORMALIZE_ALL_COMPOSE); /* folding may leave combining marks apart */
	buf_text(out, again != NULL ? again : folded);
	g_free(again);
	g_free(folded);
	g_free(compat);
}

static void add_name(struct buf *out, struct str name)
{
	struct str last, first;
	bool space = false;
	last = str_cut(name, ',', &first);
	if (first.at != NULL && str_trim(last).len > 0 && str_trim(first).len > 0 &&
	    str_find(first, STR(","), 0) == first.len) {
		add_name(out, first);
		buf_byte(out, ' ');
		add_name(out, last);
		return;
	}
	name = str_trim(name);
	for (size_t i = 0, start; i < name.len;) {
		for (; i < name.len && (ascii_is_space(name.at[i]) || name.at[i] == '"'); i++) {
		}
		for (start = i; i < name.len && !ascii_is_space(name.at[i]) && name.at[i] != '"'; i++) {
		}
		if (i > start) {
			if (space) {
				buf_byte(out, ' ');
			}
			add_folded(out, str_slice(name, start, i));
			space = true;
		}
	}
}

void person_normalise(struct buf *out, struct str person, const struct language_rows *mail)
{
	struct str address, local, domain;
	person = str_trim(person);
	address = find_address(person);
	if (address.len > 0) {
		add_folded(out, address);
	} else if (archive_address(person, mail, &local, &domain)) {
		add_folded(out, local);
		buf_byte(out, '@');
		add_folded(out, domain);
	} else {
		if (person.len > 1 && person.at[0] == '@') {
			person = str_slice(person, 1, person.len);
		}
		add_name(out, person);
	}
}
