/* mail_labels.c - see mail_labels.h. In: the value of the header. Out: the one label that says what the mail is; the
 * labels of all languages are known at once, because the mailbox's own is not said. */
#include "mail_labels.h"

/* The next label from *rest on, without its quotes; false at the end. */
static bool next_label(struct str *rest, struct str *label)
{
	size_t end;
	*rest = str_trim(*rest);
	if (rest->at == NULL || rest->len == 0) {
		return false;
	}
	if (rest->at[0] == '"') {
		end = str_find(*rest, STR("\""), 1);
		*label = str_slice(*rest, 1, end);
		*rest = str_slice(*rest, end, rest->len);
		(void)str_cut(*rest, ',', rest);
		return true;
	}
	*label = str_trim(str_cut(*rest, ',', rest));
	return true;
}

static bool is_kind(const struct language_rows *exports, const char *kind, struct str label)
{
	return label.len > 0 && language_rows_starts(exports, kind, label) == label.len;
}

enum mail_label mail_label_of(const struct language_rows *exports, struct str labels)
{
	static const struct {
		const char *kind;
		enum mail_label label;
	} kinds[] = { { "label_spam", MAIL_LABEL_SPAM },
		      { "label_draft", MAIL_LABEL_DRAFT },
		      { "label_sent", MAIL_LABEL_SENT } };
	enum mail_label found = MAIL_LABEL_NONE;
	struct str label;
	while (next_label(&labels, &label)) {
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
			if (is_kind(exports, kinds[i].kind, label) &&
			    (found == MAIL_LABEL_NONE || kinds[i].label < found)) {
				found = kinds[i].label;
			}
		}
	}
	return found;
}
