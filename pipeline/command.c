/* command.c - see command.h. */
#include "command.h"

#include "ask.h"
#include "completion.h"
#include "forget.h"
#include "history_command.h"
#include "ledger_command.h"
#include "lexicon.h"
#include "post_command.h"
#include "roll_up.h"
#include "run.h"
#include "sheet_command.h"
#include "store_questions.h"
#include "tables_command.h"
#include "themes.h"
#include "why.h"

static int completion_main(int argc, char **argv, const char *lexicons)
{
	return completion_print(command_table, argc, argv, lexicons);
}

const struct command command_table[] = {
	{ "run", "the whole pipeline: the one page of what hurts most", run_main, run_options, true },
	{ "plan", "a plan, or the shell pipeline that does the same", plan_main, plan_options, true },
	{ "contacts", "each contact with the issues and themes that its mentions were given", contacts_main, NULL,
	  false },
	{ "why", "what a contact or a text states and matched, and how strongly; or why it has no issue", why_main,
	  why_options, false },
	{ "themes", "the issues and themes of a store; those of a run as cards, for who gives names", themes_main,
	  themes_options, false },
	{ "ask", "who said a thing: when, where, in which words; and whom to write back to", ask_main, ask_options,
	  false },
	{ "forget", "a person out of the store, the vault and run folders; what was counted stays", forget_main,
	  forget_options, false },
	{ "ledger", "what people decided about issues: checked against a run, applied, suggested", ledger_main,
	  ledger_options, false },
	{ "post", "the article of a fortnight, if it passes its gate", post_main, post_options, false },
	{ "tables", "a run as tables for spreadsheets and programs", tables_main, tables_options, false },
	{ "theme", "one issue or theme of a store: how it moves, what was done, in customers' words", theme_main,
	  theme_options, false },
	{ "trend", "contacts of one issue or theme of a store, by day, week or month", trend_main, trend_options,
	  false },
	{ "status", "how a store stands: last night, sizes, model, what is due", status_main, status_options, false },
	{ "sheet", "a sample of a run for people to read, and what they found", sheet_main, sheet_options, false },
	{ "lexicon", "what is wrong with word lists, and which rows a corpus would have", lexicon_main, lexicon_options,
	  false },
	{ "completion", "what a shell needs to complete commands and options", completion_main, NULL, false },
	{ "history", NULL, history_main, history_options, false }, /* the stage of that name says what it does */
	{ NULL, NULL, NULL, NULL, false },
};
