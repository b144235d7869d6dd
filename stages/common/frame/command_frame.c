/* command_frame.c - see command_frame.h. */
#include "command_frame.h"

#include "outfile.h"
#include "tell.h"

int command_status(const char *name, int result, const struct err *err)
{
	if (result >= 0) {
		return 0;
	}
	if (result != GRIPE_FOUND) { /* no failure, so there is nothing to say */
		char text[ERR_TEXT_BYTES];
		err_text(err, text, sizeof text);
		struct buf line;
		buf_init(&line, SIZE_MAX);
		buf_printf(&line, "gripe%s%s: %s\n", name[0] != '\0' ? " " : "", name, text);
		tell(buf_str(&line));
		buf_release(&line);
	}
	return -result;
}

int command_told(const struct options *options, void (*help)(const void *of, struct buf *out), const void *of,
                 struct err *err)
{
	struct buf out;
	int result = 0;
	buf_init(&out, SIZE_MAX);
	if (option_given(options, "help")) {
		help(of, &out);
	} else if (option_given(options, "version")) {
		buf_text(&out, "gripe " GRIPE_VERSION "\n");
	}
	if (out.len > 0) {
		result = outfile_save(NULL, buf_str(&out), err);
		result = result < 0 ? result : 1;
	}
	buf_release(&out);
	return result;
}

static void help_write(const void *of, struct buf *out)
{
	const struct command_frame *frame = of;
	buf_text(out, frame->usage);
	if (frame->shown != NULL) {
		options_help(out, frame->shown);
		buf_byte(out, '\n');
		options_help(out, common_options);
		buf_byte(out, '\n');
	}
}

int command_run(const struct command_frame *frame, int argc, char **argv, const char *lexicons)
{
	struct command_call call = { .lexicons = lexicons, .context = frame->context };
	struct options *options = NULL;
	struct err err = ERR_INIT;
	int result =
	    options_parse(&options, frame->parsed, common_options, argc, argv, &call.paths, &call.path_count, &err);
	call.options = options;
	if (result == 0) {
		result = command_told(options, help_write, frame, &err);
	}
	if (result == 0) {
		result = frame->work(&call, &err);
	}
	options_free(options);
	return command_status(frame->name, result, &err);
}
