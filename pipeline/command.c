/* command.c - see command.h. */
#include "command.h"

#include "ask.h"
#include "forget.h"
#include "history_command.h"
#include "ledger_command.h"
#include "lexicon.h"
#include "post_command.h"
#include "roll_up.h"
#include "run.h"
#include "sheet_command.h"
#include "tables_command.h"
#include "store_questions.h"
#include "themes.h"
#include "why.h"

const struct command command_table[] = {
	{ "run", "the whole pipeline: the one page of what hurts most", run_main },
	{ "plan", "a plan, or the shell pipeline that does the same", plan_main },
	{ "contacts", "each contact with the issues and themes that its mentions were given", contacts_main },
	{ "why", "what a contact or a text states and matched, and how strongly; or why it has no issue", why_main },
	{ "themes", "the issues and themes of a store; those of a run as cards, for who gives names", themes_main },
	{ "ask", "who said a thing: when, where, in which words; and whom to write back to", ask_main },
	{ "forget", "a person out of the store, the vault and run folders; what was counted stays", forget_main },
	{ "ledger", "what people decided about issues: checked against a run, applied, suggested", ledger_main },
	{ "post", "the article of a fortnight, if it passes its gate", post_main },
	{ "tables", "a run as tables for spreadsheets and programs", tables_main },
	{ "theme", "one issue or theme of a store: how it moves, what was done, in customers' words", theme_main },
	{ "trend", "contacts of one issue or theme of a store, by day, week or month", trend_main },
	{ "status", "how a store stands: last night, sizes, model, what is due", status_main },
	{ "sheet", "a sample of a run for people to read, and what they found", sheet_main },
	{ "lexicon", "what is wrong with word lists, and which rows a corpus would have", lexicon_main },
	{ "history", NULL, history_main }, /* the stage of that name says what it does */
	{ NULL, NULL, NULL },
};
