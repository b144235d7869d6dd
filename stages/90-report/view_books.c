/* view_books.c - the books of the stages (view.h), those that have a place in the funnel, in its order. */
#include <stdlib.h>

#include "array.h"
#include "book_fields.h"
#include "book_folder.h"
#include "member.h"

enum { BOOKS_FIRST = 16 };

static int add_book(void *to, struct str text, struct err *err)
{
	struct view *view = to;
	json_object *root = NULL;
	int result = member_parse(&root, text, err);
	if (result < 0) {
		return result;
	}
	if (member_number(root, &book_shape, BOOK_funnel) > 0) {
		struct view_book *book;
		view->books = array_room_arena(&view->arena, view->books, view->book_count, &view->book_cap,
		                               sizeof *view->books, BOOKS_FIRST);
		book = &view->books[view->book_count++];
		*book = (struct view_book){ .stage = member_text(view, root, &book_shape, BOOK_stage),
			                    .funnel = member_number(root, &book_shape, BOOK_funnel),
			                    .in = member_number(root, &book_shape, BOOK_in),
			                    .kept = member_number(root, &book_shape, BOOK_kept) };
		members_counts(view, member_get(root, &book_shape, BOOK_dropped, json_type_object), &book->dropped);
	}
	json_object_put(root);
	return 0;
}

static int by_funnel(const void *a, const void *b)
{
	const struct view_book *x = a, *y = b;
	if (x->funnel != y->funnel) {
		return x->funnel < y->funnel ? -1 : 1;
	}
	return str_cmp(x->stage, y->stage);
}

int view_funnel(struct view *view, const char *folder, struct err *err)
{
	int result = book_folder_read(folder, &(struct book_visit){ add_book, view }, err);
	if (view->book_count > 0) {
		qsort(view->books, view->book_count, sizeof *view->books, by_funnel);
	}
	return result;
}
