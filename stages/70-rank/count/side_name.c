/* side_name.c - see side_name.h. Enters: a mention with its signals. Leaves: the id that it counts under. */
#include "side_name.h"

/* What pareto.c counts as praise, of one mention: no sign of pain, a sum of sentiment that is not negative, and a sign
 * of praise or a positive sum. */
static bool praises(const struct mention *mention)
{
	double sentiment = 0;
	bool praise = false;
	for (size_t i = 0; i < mention->signal_count; i++) {
		const struct signal *signal = &mention->signals[i];
		if (str_eq(signal->family, STR("kind"))) {
			praise = praise || str_eq(signal->value, STR("praise"));
			if (!str_eq(signal->value, STR("praise")) && !str_eq(signal->value, STR("other"))) {
				return false;
			}
		} else if (str_eq(signal->family, STR("sentiment"))) {
			sentiment += signal->weight;
		}
	}
	return sentiment >= 0 && (praise || sentiment > 0);
}

struct str side_name(struct str theme, bool praise, char *room)
{
	if (!praise || theme.len == 0 || theme.len >= SIDE_ROOM) {
		return theme;
	}
	memcpy(room, theme.at, theme.len);
	room[theme.len] = SIDE_MARK;
	return (struct str){ room, theme.len + 1 };
}

struct str side_theme(const struct mention *mention, char *room)
{
	return side_name(mention->theme, praises(mention), room);
}

struct str side_plain(struct str side)
{
	return side.len > 0 && side.at[side.len - 1] == SIDE_MARK ? str_slice(side, 0, side.len - 1) : side;
}
