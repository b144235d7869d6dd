/* command.c - see command.h. */
#include "command.h"

#include "ledger_command.h"
#include "lexicon.h"
#include "post_command.h"
#include "roll_up.h"
#include "run.h"
#include "sheet_command.h"
#include "tables_command.h"
#include "why.h"

const struct command command_table[] = {
	{ "run", "the whole pipeline: the one page of what hurts most", run_main },
	{ "plan", "a plan, or the shell pipeline that does the same", plan_main },
	{ "contacts", "each contact with the issues and themes that its mentions were given", contacts_main },
	{ "why", "what a contact or a text states and matched, and how strongly; or why it has no issue", why_main },
	{ "ledger", "what people decided about issues: checked against a run, applied, suggested", ledger_main },
	{ "post", "the article of a fortnight, if it passes its gate", post_main },
	{ "tables", "a run as tables for spreadsheets and programs", tables_main },
	{ "sheet", "a sample of a run for people to read, and what they found", sheet_main },
	{ "lexicon", "what is wrong with word lists, and which rows a corpus would have", lexicon_main },
	{ NULL, NULL, NULL },
};
