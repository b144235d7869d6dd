/* captions.h - cues of WebVTT, SubRip and SBV files: times, speaker and plain text. */
#ifndef GRIPE_CAPTIONS_H
#define GRIPE_CAPTIONS_H

#include "arena.h"
#include "buf.h"
#include "str.h"

struct cue {
	double start, end; /* seconds */
	struct str text;   /* raw, lines by '\n', as the file has it */
};
struct cues {
	struct cue *cues;
	size_t count, cap;
	struct arena arena;
	uint64_t damaged; /* blocks that are no cues though they look like some */
};
void cues_release(struct cues *cues);

/* captions_vtt - WebVTT by the W3C's parsing algorithm, bytes of valid UTF-8; false when it does not start with its
 * signature. */
bool captions_vtt(struct cues *cues, struct str bytes);
/* captions_srt, captions_sbv - as leniently as players read them: no indexes, dots for commas, coordinates behind the
 * times. */
void captions_srt(struct cues *cues, struct str bytes);
void captions_sbv(struct cues *cues, struct str bytes);

/* caption_times - a line with the two times of SubRip or SBV. */
bool caption_times(struct str line, double *start, double *end);

/* caption_text - a cue's text without tags and with its references undone, appended to out; voice (may be NULL) gets
 * the name in its first <v …>, in arena, or empty. */
void caption_text(struct buf *out, struct str raw, struct arena *arena, struct str *voice);

#endif
