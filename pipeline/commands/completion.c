/* completion.c - see completion.h. Enters: the table of commands, stage_table, common_options. Leaves: a script on
 * standard output, the same bytes each time, which `make install` puts where the shells look. One list of words is made
 * first (each command and stage with all options that it takes), then one of three writers prints it: bash as words
 * that compgen filters, zsh as specs of _arguments, fish as a `complete` line an option. A value is a file or folder,
 * one of the option's choices, or a word of which nothing is known. */
#include "completion.h"

#include <stdlib.h>

#include "array.h"
#include "command_frame.h"
#include "outfile.h"
#include "plan.h"
#include "suggestion.h"

struct completed {
	const char *name, *summary;
	const struct option_spec *options; /* all that it takes but the common ones; ends with a zeroed entry */
};

struct completions {
	struct completed *list; /* list[count]: commands in their order, then stages in that of the flow */
	size_t count, cap;
};

static const struct option_spec none[] = { { 0 } };

enum value { VALUE_NONE, VALUE_FILE, VALUE_FOLDER, VALUE_CHOICE, VALUE_WORD };

/* What an option's argument is, by the word that its help has for it. */
static enum value value_of(const struct option_spec *spec)
{
	if (spec->argument == NULL) {
		return VALUE_NONE;
	}
	if (spec->type == OPTION_TYPE_CHOICE) {
		return VALUE_CHOICE;
	}
	if (strcmp(spec->argument, "DIR") == 0) {
		return VALUE_FOLDER;
	}
	return strcmp(spec->argument, "FILE") == 0 ? VALUE_FILE : VALUE_WORD;
}

/* text in single quotes; fish has a backslash within them, bash and zsh close and open them again. */
static void quoted(struct buf *out, const char *text, const char *apostrophe)
{
	buf_byte(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '\'') {
			buf_text(out, apostrophe);
		} else {
			buf_byte(out, *text);
		}
	}
	buf_byte(out, '\'');
}

static void add(struct completions *all, const char *name, const char *summary, const struct option_spec *options)
{
	all->list = array_room(all->list, all->count, &all->cap, sizeof *all->list, STAGE_COUNT);
	all->list[all->count++] = (struct completed){ name, summary, options != NULL ? options : none };
}

/* The options of a stage and those of the command of its name, each name once. */
static const struct option_spec *both(struct arena *arena, const struct option_spec *a, const struct option_spec *b)
{
	size_t count = 0, most = 1;
	struct option_spec *all;
	for (const struct option_spec *spec = a; spec->name != NULL; spec++) {
		most++;
	}
	for (const struct option_spec *spec = b; spec->name != NULL; spec++) {
		most++;
	}
	all = arena_array(arena, most, sizeof *all);
	for (const struct option_spec *spec = a; spec->name != NULL; spec++) {
		all[count++] = *spec;
	}
	for (const struct option_spec *spec = b; spec->name != NULL; spec++) {
		size_t i = 0;
		while (i < count && strcmp(all[i].name, spec->name) != 0) {
			i++;
		}
		if (i == count) {
			all[count++] = *spec;
		}
	}
	return all;
}

static void collect(struct completions *all, struct arena *arena, const struct command *table)
{
	for (const struct command *c = table; c->name != NULL; c++) {
		const struct option_spec *options = c->options != NULL ? c->options : none;
		const struct stage *stage = stage_find(c->name);
		if (c->takes_stages) {
			options = plan_specs(arena, options);
		}
		if (stage != NULL && stage->options != NULL) {
			options = both(arena, stage->options, options);
		}
		add(all, c->name, c->summary != NULL ? c->summary : stage->summary, options);
	}
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		bool is_command = false;
		for (size_t k = 0; k < all->count; k++) {
			is_command = is_command || strcmp(all->list[k].name, stage_table[i]->name) == 0;
		}
		if (!is_command) {
			add(all, stage_table[i]->name, stage_table[i]->summary, stage_table[i]->options);
		}
	}
	add(all, "help", "the help of a command", NULL);
}

static void names(struct buf *out, const struct completions *all)
{
	for (size_t i = 0; i < all->count; i++) {
		buf_printf(out, "%s%s", i > 0 ? " " : "", all->list[i].name);
	}
}

static void choices(struct buf *out, const struct option_spec *spec)
{
	for (size_t i = 0; spec->choices[i] != NULL; i++) {
		buf_printf(out, "%s%s", i > 0 ? " " : "", spec->choices[i]);
	}
}

/* ---- bash ---- */

static void bash_options(struct buf *out, const struct option_spec *specs)
{
	for (const struct option_spec *spec = specs; spec->name != NULL; spec++) {
		buf_printf(out, " --%s", spec->name);
		if (spec->letter != 0) {
			buf_printf(out, " -%c", spec->letter);
		}
	}
}

/* One branch of `case "$command $prev"` an option with a value. command: a pattern. */
static void bash_values(struct buf *out, const char *command, const struct option_spec *specs)
{
	for (const struct option_spec *spec = specs; spec->name != NULL; spec++) {
		enum value value = value_of(spec);
		if (value == VALUE_NONE || value == VALUE_FILE) {
			continue; /* a file is what bash completes where nothing else is said */
		}
		buf_printf(out, "    %s\" --%s\"", command, spec->name);
		if (spec->letter != 0) {
			buf_printf(out, " | %s\" -%c\"", command, spec->letter);
		}
		buf_text(out, ") ");
		if (value == VALUE_FOLDER) {
			buf_text(out, "mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")");
		} else if (value == VALUE_CHOICE) {
			buf_text(out, "mapfile -t COMPREPLY < <(compgen -W \"");
			choices(out, spec);
			buf_text(out, "\" -- \"$cur\")");
		} else {
			buf_text(out, "compopt +o default");
		}
		buf_text(out, "; return ;;\n");
	}
}

static void bash(struct buf *out, const struct completions *all)
{
	buf_text(out, "# bash completion of gripe, as `gripe completion bash` prints it\n"
	              "_gripe() {\n"
	              "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command options\n"
	              "    local names=\"");
	names(out, all);
	buf_text(out, "\"\n"
	              "    COMPREPLY=()\n"
	              "    command=${COMP_WORDS[0]##*/}\n"
	              "    if [[ $command == gripe-* ]]; then\n"
	              "        command=${command#gripe-}\n"
	              "    elif ((COMP_CWORD == 1)) || [[ $COMP_CWORD -eq 2 && $prev == help ]]; then\n"
	              "        mapfile -t COMPREPLY < <(compgen -W \"$names --help --version\" -- \"$cur\")\n"
	              "        return\n"
	              "    else\n"
	              "        command=${COMP_WORDS[1]}\n"
	              "    fi\n"
	              "    case \"$command $prev\" in\n"
	              "    \"completion completion\") mapfile -t COMPREPLY < <(compgen -W \"bash zsh fish\" -- "
	              "\"$cur\"); return ;;\n");
	for (size_t i = 0; i < all->count; i++) {
		bash_values(out, all->list[i].name, all->list[i].options);
	}
	bash_values(out, "*", common_options);
	buf_text(out, "    esac\n"
	              "    [[ $cur == -* ]] || return\n"
	              "    case $command in\n");
	for (size_t i = 0; i < all->count; i++) {
		buf_printf(out, "    %s) options=\"", all->list[i].name);
		bash_options(out, all->list[i].options);
		buf_text(out, "\" ;;\n");
	}
	buf_text(out, "    esac\n    options+=\"");
	bash_options(out, common_options);
	buf_text(out, "\"\n"
	              "    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n"
	              "}\n"
	              "complete -o default -F _gripe gripe");
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		buf_printf(out, " gripe-%s", stage_table[i]->name);
	}
	buf_byte(out, '\n');
}

/* ---- zsh ---- */

/* Brackets and colons end the parts of a spec. */
static void zsh_text(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("[]:\\", *text) != NULL) {
			buf_byte(out, '\\');
		}
		if (*text == '\'') {
			buf_text(out, "'\\''");
		} else {
			buf_byte(out, *text);
		}
	}
}

static void zsh_value(struct buf *out, const struct option_spec *spec)
{
	enum value value = value_of(spec);
	if (value == VALUE_NONE) {
		return;
	}
	buf_byte(out, ':');
	zsh_text(out, spec->argument);
	buf_byte(out, ':');
	if (value == VALUE_CHOICE) {
		buf_byte(out, '(');
		choices(out, spec);
		buf_byte(out, ')');
	} else if (value != VALUE_WORD) {
		buf_text(out, value == VALUE_FOLDER ? "_files -/" : "_files");
	}
}

/* An option may be given several times: hence the star before each. */
static void zsh_options(struct buf *out, const struct option_spec *specs)
{
	for (const struct option_spec *spec = specs; spec->name != NULL; spec++) {
		for (int is_letter = 0; is_letter <= (spec->letter != 0 ? 1 : 0); is_letter++) {
			if (is_letter != 0) {
				buf_printf(out, " '*-%c[", spec->letter);
			} else {
				buf_printf(out, " '*--%s[", spec->name);
			}
			zsh_text(out, spec->help);
			buf_byte(out, ']');
			zsh_value(out, spec);
			buf_byte(out, '\'');
		}
	}
}

static void zsh(struct buf *out, const struct completions *all)
{
	buf_text(out, "#compdef gripe");
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		buf_printf(out, " gripe-%s", stage_table[i]->name);
	}
	buf_text(out, "\n# zsh completion of gripe, as `gripe completion zsh` prints it\n"
	              "_gripe() {\n"
	              "    local -a commands options common\n"
	              "    local command=${words[1]:t}\n"
	              "    commands=(\n");
	for (size_t i = 0; i < all->count; i++) {
		buf_printf(out, "        '%s:", all->list[i].name);
		zsh_text(out, all->list[i].summary);
		buf_text(out, "'\n");
	}
	buf_text(out, "    )\n"
	              "    if [[ $command == gripe-* ]]; then\n"
	              "        command=${command#gripe-}\n"
	              "    elif (( CURRENT == 2 )) || [[ $CURRENT -eq 3 && $words[2] == help ]]; then\n"
	              "        _describe command commands\n"
	              "        return\n"
	              "    else\n"
	              "        command=$words[2]\n"
	              "        shift words\n"
	              "        (( CURRENT-- ))\n"
	              "    fi\n"
	              "    case $command in\n"
	              "    completion) options=('1:shell:(bash zsh fish)') ;;\n");
	for (size_t i = 0; i < all->count; i++) {
		if (all->list[i].options[0].name != NULL) {
			buf_printf(out, "    %s) options=(", all->list[i].name);
			zsh_options(out, all->list[i].options);
			buf_text(out, ") ;;\n");
		}
	}
	buf_text(out, "    esac\n    common=(");
	zsh_options(out, common_options);
	buf_text(out, ")\n"
	              "    _arguments -S $options $common '*:file:_files'\n"
	              "}\n"
	              "if [[ $funcstack[1] == _gripe ]]; then _gripe \"$@\"; else compdef _gripe gripe; fi\n");
}

/* ---- fish ---- */

/* condition: when the options are offered. */
static void fish_options(struct buf *out, const char *condition, const struct option_spec *specs)
{
	for (const struct option_spec *spec = specs; spec->name != NULL; spec++) {
		enum value value = value_of(spec);
		buf_printf(out, "complete -c gripe -n '%s' -l %s", condition, spec->name);
		if (spec->letter != 0) {
			buf_printf(out, " -s %c", spec->letter);
		}
		if (value == VALUE_FOLDER) {
			buf_text(out, " -x -a '(__fish_complete_directories)'");
		} else if (value == VALUE_CHOICE) {
			buf_text(out, " -x -a '");
			choices(out, spec);
			buf_byte(out, '\'');
		} else if (value != VALUE_NONE) {
			buf_text(out, value == VALUE_FILE ? " -r -F" : " -x");
		}
		buf_text(out, " -d ");
		quoted(out, spec->help, "\\'");
		buf_byte(out, '\n');
	}
}

static void fish(struct buf *out, const struct completions *all)
{
	struct buf condition;
	buf_init(&condition, SIZE_MAX);
	buf_text(out, "# fish completion of gripe, as `gripe completion fish` prints it\n");
	for (size_t i = 0; i < all->count; i++) {
		buf_printf(out, "complete -c gripe -n __fish_use_subcommand -f -a %s -d ", all->list[i].name);
		quoted(out, all->list[i].summary, "\\'");
		buf_byte(out, '\n');
		buf_clear(&condition);
		buf_printf(&condition, "__fish_seen_subcommand_from %s", all->list[i].name);
		fish_options(out, condition.at, all->list[i].options);
	}
	buf_text(out, "complete -c gripe -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n"
	              "complete -c gripe -n '__fish_seen_subcommand_from help' -f -a '");
	names(out, all);
	buf_text(out, "'\n");
	fish_options(out, "not __fish_use_subcommand", common_options);
	buf_release(&condition);
}

static const struct {
	const char *name;
	void (*write)(struct buf *out, const struct completions *all);
} shells[] = { { "bash", bash }, { "zsh", zsh }, { "fish", fish } };
enum { SHELLS = sizeof shells / sizeof *shells };

static int no_shell(const char *name, struct err *err)
{
	struct suggestion near = suggestion_for(str_from(name));
	struct buf text;
	int result;
	for (size_t i = 0; i < SHELLS; i++) {
		suggestion_offer(&near, shells[i].name);
	}
	buf_init(&text, SIZE_MAX);
	suggestion_say(&near, &text, "", "it is one of bash, zsh, fish");
	result = err_set(err, GRIPE_USAGE, "no completion for a shell \"%.40s\"%s", name, text.at);
	buf_release(&text);
	return result;
}

static int completion_work(const struct command_call *call, struct err *err)
{
	struct completions all = { .count = 0 };
	struct arena arena = ARENA_INIT;
	struct buf out;
	size_t i = 0;
	int result;
	if (call->path_count != 1) {
		return err_set(err, GRIPE_USAGE, "name the shell: gripe completion bash, zsh or fish");
	}
	while (i < SHELLS && strcmp(shells[i].name, call->paths[0]) != 0) {
		i++;
	}
	if (i == SHELLS) {
		return no_shell(call->paths[0], err);
	}
	buf_init(&out, SIZE_MAX);
	collect(&all, &arena, call->context);
	shells[i].write(&out, &all);
	result = outfile_save(option_text(call->options, "output", NULL), buf_str(&out), err);
	buf_release(&out);
	free(all.list);
	arena_release(&arena);
	return result;
}

int completion_print(const struct command *table, int argc, char **argv, const char *lexicons)
{
	const struct command_frame frame = {
		.name = "completion",
		.usage = "gripe completion - what a shell needs to complete commands and options\n\n"
		         "usage: gripe completion [-o FILE] bash|zsh|fish\n\n"
		         "bash: . <(gripe completion bash)   zsh: . <(gripe completion zsh)   "
		         "fish: gripe completion fish | source\n",
		.work = completion_work,
		.context = table,
	};
	return command_run(&frame, argc, argv, lexicons);
}
