/* post_books.c - see post_books.h. What a stage reads is what the nearest stage before it that writes such records
 * wrote; so contacts, mentions and themes are followed by themselves. */
#include "post_books.h"

#include <unistd.h>

#include "stage_table.h"

enum { SHAPES = SHAPE_TEXT + 1 };
#define NOT_YET (-1.0) /* nothing wrote such records */

struct following {
	const struct post *post;
	const struct book_looks *looks;
	double last[SHAPES]; /* records that were written last, by shape */
};

static void told(const struct following *following, bool good, struct str what)
{
	following->looks->told(following->looks->to, good, STR("manifest.json"), what);
}

static void book_follow(struct following *following, json_object *book)
{
	struct arena *arena = following->post->doc.arena;
	struct str name = arena_dup(arena, json_text_of(book, "stage"));
	const struct stage *stage = name.len > 0 ? stage_find(name.at) : NULL;
	json_object *dropped = json_member(book, "dropped", json_type_object);
	double in = json_number_of(book, "in", NOT_YET), kept = json_number_of(book, "kept", NOT_YET),
	       out = json_number_of(book, "out", NOT_YET), gone = 0;
	if (dropped != NULL) {
		json_object_object_foreach(dropped, key, value)
		{
			(void)key;
			gone += json_object_get_double(value);
		}
	}
	told(following, stage != NULL && in >= 0 && in == kept + gone,
	     arena_printf(arena, "%.*s read %.0f, but kept %.0f and set %.0f aside", STR_ARGS(name), in, kept, gone));
	if (stage == NULL) {
		return;
	}
	double before = following->last[stage->reads];
	told(following, before == NOT_YET || before == in,
	     arena_printf(arena, "%.*s read %.0f, but the stage before it wrote %.0f", STR_ARGS(name), in, before));
	following->last[stage->writes] = out;
}

static void records_look(const struct following *following)
{
	const struct post *post = following->post;
	struct arena *arena = post->doc.arena;
	const struct {
		const char *file;
		enum shape shape;
		double lines;
	} files[] = { { "contacts.ndjson", SHAPE_CONTACTS, (double)post->lines },
		      { "mentions.ndjson", SHAPE_MENTIONS, (double)post->mention_lines } };
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		following->looks->told(following->looks->to, following->last[files[i].shape] == files[i].lines,
		                       arena_printf(arena, "%s", files[i].file),
		                       arena_printf(arena, "it has %.0f records, the books say %.0f", files[i].lines,
		                                    following->last[files[i].shape]));
	}
	double counted = json_number_of(post->run.summary, "contacts", 0);
	following->looks->told(
	    following->looks->to, counted == post->contacts, STR("summary.json"),
	    arena_printf(arena, "it counts %.0f contacts, the records are %.0f", counted, post->contacts));
}

int post_books(const struct post *post, const struct book_looks *looks, struct err *err)
{
	struct following following = { .post = post, .looks = looks };
	const char *path = arena_printf(post->doc.arena, "%s/manifest.json", post->run.folder).at;
	json_object *root = NULL, *books;
	if (access(path, F_OK) != 0) {
		told(&following, false, STR("it is not there, so nobody can say whether the books balance"));
		return 0;
	}
	int result = json_load(&root, path, err);
	if (result < 0) {
		return result;
	}
	for (size_t i = 0; i < SHAPES; i++) {
		following.last[i] = NOT_YET;
	}
	books = json_member(root, "books", json_type_array);
	told(&following, json_list(books) > 0, STR("it has no books"));
	for (size_t i = 0; i < json_list(books); i++) {
		book_follow(&following, json_object_array_get_idx(books, i));
	}
	records_look(&following);
	json_object_put(root);
	return 0;
}
