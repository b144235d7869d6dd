/* turns_text.h - "Agent: …" lines inside of other formats. */
#ifndef GRIPE_TURNS_TEXT_H
#define GRIPE_TURNS_TEXT_H

#include "calls.h"

/* turns_dialogue - adds the turns of text, lines of "Name: words"; what names nobody goes on with the speaker before.
 */
void turns_dialogue(struct call *call, struct str text);

#endif
