/* breaks.c - see breaks.h. */
#include "breaks.h"

bool breaks_open(struct breaks *breaks, UBreakIteratorType kind, struct str lang)
{
	UErrorCode status = U_ZERO_ERROR;
	char name[LANGUAGE_NAME];
	language_name(name, lang);
	if (breaks->at == NULL || strcmp(name, breaks->lang) != 0) {
		ubrk_close(breaks->at);
		breaks->at = ubrk_open(kind, name, NULL, 0, &status);
		memcpy(breaks->lang, name, sizeof name);
		if (U_FAILURE(status)) {
			breaks->at = NULL;
		}
	}
	return breaks->at != NULL;
}

void breaks_release(struct breaks *breaks)
{
	ubrk_close(breaks->at);
	breaks->at = NULL;
}
