/* test_reply.c - whose words a mail's lines are. All mails are made. */
#include "cmocka_all.h"

#include <stdio.h>

#include "reply.h"
#include "reply_rules.h"

static struct reply *reply;

static int open_reply(void **state)
{
	struct err err = ERR_INIT;
	(void)state;
	return reply_open(&reply, "lexicons", &err);
}

static int close_reply(void **state)
{
	(void)state;
	reply_close(reply);
	return 0;
}

static struct reply_cut own_is(const char *mail, const char *sender, const char *wanted)
{
	struct arena arena = ARENA_INIT;
	struct reply_cut cut;
	struct str own;
	reply_strip(
	    reply, &arena,
	    &(struct reply_mail){ str_from(mail), str_from(sender), REPLY_QUOTES | REPLY_SIGNATURES | REPLY_FOOTERS },
	    &own, &cut);
	if (!str_eq(own, str_from(wanted))) {
		fprintf(stderr, "mail:\n%s\ngot:\n%.*s\n", mail, STR_ARGS(own));
	}
	assert_str(own, wanted);
	arena_release(&arena);
	return cut;
}

static void attributions_of_many_languages_and_programs_end_the_reply(void **state)
{
	static const char *const lines[] = {
		"On Mon, 3 May 2024 at 10:11, Bob Ray <bob@example.org> wrote:",
		"On May 3, 2024, at 10:11 AM, Bob Ray <bob@example.org> wrote:",
		"On 03/05/2024 10:11, Bob Ray wrote:",
		"On Friday, May 3, 2024 at 10:11:12 AM GMT+2, Bob Ray <bob@example.org> wrote:",
		"On Fri, May 3, 2024 at 10:11 AM Bob Ray via Help Desk\n<help@example.org> wrote:",
		"At 10:11 03/05/2024 +0200, Bob Ray wrote:",
		"Bob Ray <bob@example.org> wrote:",
		"---- On Fri, 03 May 2024 10:11:12 +0200 Bob Ray <bob@example.org> wrote ----",
		"------- Original Message -------",
		"-----Original Message-----",
		"Le ven. 3 mai 2024 à 10:11, Bob Ray <bob@example.org> a écrit :",
		"Le 03/05/2024 à 10:11, Bob Ray a écrit :",
		"Am 03.05.2024 um 10:11 schrieb Bob Ray:",
		"Am Fr., 3. Mai 2024 um 10:11 Uhr schrieb Bob Ray <bob@example.org>:",
		"Bob Ray <bob@example.org> schrieb am Fr., 3. Mai 2024, 10:11:",
		"-----Ursprüngliche Nachricht-----",
		"El vie, 3 may 2024 a las 10:11, Bob Ray (<bob@example.org>) escribió:",
		"El 03/05/2024 a las 10:11, Bob Ray escribió:",
		"Il giorno ven 3 mag 2024 alle ore 10:11 Bob Ray <bob@example.org> ha scritto:",
		"Il 03/05/2024 10:11, Bob Ray ha scritto:",
		"Em sex., 3 de mai. de 2024 às 10:11, Bob Ray <bob@example.org> escreveu:",
		"Op vr 3 mei 2024 om 10:11 schreef Bob Ray <bob@example.org>:",
		"Op 3 mei 2024 om 10:11 heeft Bob Ray <bob@example.org> het volgende geschreven:",
		"Den fre. 3. maj 2024 kl. 10.11 skrev Bob Ray <bob@example.org>:",
		"fre. 3. mai 2024 kl. 10:11 skrev Bob Ray <bob@example.org>:",
		"Den fre 3 maj 2024 kl 10:11 skrev Bob Ray <bob@example.org>:",
		"pe 3. toukok. 2024 klo 10.11 Bob Ray (bob@example.org) kirjoitti:",
		"pt., 3 maj 2024 o 10:11 Bob Ray <bob@example.org> napisał(a):",
		"W dniu 3.05.2024 o 10:11, Bob Ray pisze:",
		"pá 3. 5. 2024 v 10:11 odesílatel Bob Ray <bob@example.org> napsal:",
		"Dne 3. 5. 2024 v 10:11 Bob Ray napsal(a):",
		"Bob Ray <bob@example.org> ezt írta (időpont: 2024. máj. 3., P, 10:11):",
		"În vin., 3 mai 2024 la 10:11, Bob Ray <bob@example.org> a scris:",
		"Bob Ray <bob@example.org>, 3 May 2024 Cum, 10:11 tarihinde şunu yazdı:",
		"пт, 3 мая 2024 г. в 10:11, Bob Ray <bob@example.org>:",
		"3 мая 2024 г., в 10:11, Боб Рей <bob@example.org> написал(а):",
		"пт, 3 трав. 2024 р. о 10:11 Bob Ray <bob@example.org> пише:",
		"Στις Παρ 3 Μαΐ 2024 στις 10:11 π.μ., ο/η Bob Ray <bob@example.org> έγραψε:",
		"Vào Th 6, 3 thg 5, 2024 vào lúc 10:11 Bob Ray <bob@example.org> đã viết:",
		"Pada tanggal Jum, 3 Mei 2024 pukul 10.11 Bob Ray <bob@example.org> menulis:",
		"2024年5月3日(金) 10:11 Bob Ray <bob@example.org>:",
		"2024/05/03 10:11、Bob Ray <bob@example.org>のメール:",
		"Bob Ray <bob@example.org> 于2024年5月3日周五 10:11写道：",
		"2024년 5월 3일 (금) 오전 10:11, Bob Ray <bob@example.org>님이 작성:",
		"From: Bob Ray <bob@example.org>\nSent: Friday, May 3, 2024 10:11 AM\nTo: Ann\nSubject: Printer",
		"Von: Bob Ray [mailto:bob@example.org]\nGesendet: Freitag, 3. Mai 2024 10:11\nAn: Ann\nBetreff: "
		"Drucker",
		"De : Bob Ray <bob@example.org>\nEnvoyé : vendredi 3 mai 2024 10:11\nÀ : Ann\nObjet : Imprimante",
		"De: Bob Ray <bob@example.org>\nEnviado el: viernes, 3 de mayo de 2024 10:11\nPara: Ann\nAsunto: "
		"Impresora",
		"Da: Bob Ray <bob@example.org>\nInviato: venerdì 3 maggio 2024 10:11\nA: Ann\nOggetto: Stampante",
		"Van: Bob Ray <bob@example.org>\nVerzonden: vrijdag 3 mei 2024 10:11\nAan: Ann\nOnderwerp: Printer",
		"От: Bob Ray <bob@example.org>\nОтправлено: 3 мая 2024 г. 10:11\nКому: Ann\nТема: Принтер",
		"差出人: Bob Ray <bob@example.org>\n送信日時: 2024年5月3日 10:11\n宛先: Ann\n件名: プリンター",
		"发件人: Bob Ray <bob@example.org>\n发送时间: 2024年5月3日 10:11\n收件人: Ann\n主题: 打印机",
		"________________________________\nFrom: Bob Ray <bob@example.org>\nSent: Friday, May 3, 2024 10:11:12 "
		"AM\nTo: Ann\nSubject: Re: Printer",
		"*From:* Bob Ray <bob@example.org>\n*Sent:* Friday, May 3, 2024 10:11 AM\n*To:* Ann\n*Subject:* "
		"Printer",
	};
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		char mail[1000];
		snprintf(mail, sizeof mail, "It still jams.\n\n%s\n\nHave you tried another cable?\nBob", lines[i]);
		own_is(mail, "", "It still jams.");
	}
}

static void answers_between_and_below_quotes_are_kept(void **state)
{
	struct reply_cut cut;
	(void)state;
	cut = own_is("On 3 May 2024, Bob wrote:\n> Is it new?\nYes, a week old.\n> Which model?\n> We have ten.\n\nThe "
	             "small one.",
	             "", "Yes, a week old.\nThe small one.");
	assert_int_equal(cut.quoted, 5);
	own_is("Hi,\nOn 3 May 2024, Bob wrote:\n> Hello\n>\n> Bye\n\nThat is wrong.", "", "Hi,\nThat is wrong.");
	own_is("Done.\nOn 3 May 2024 at 9:00, Bob\n<bob@example.org>\nwrote:\n\n> Do it", "", "Done.");
	own_is("Sure. On Fri, May 3, 2024 at 10:11 AM, bob@example.org wrote:\n> ok?", "", "Sure.");
	own_is("See\n> here: (http://example.org/a\nbc)\n> and there\nmine", "", "See\nmine");
}

static void the_writers_own_text_is_not_taken_for_a_quotation(void **state)
{
	static const char *const mails[] = {
		"On Monday I called.\nOn Tuesday you wrote:\nnothing at all.",
		"The journey was:\nFrom: London\nTo: Paris\nDate: 3 May\nThe train was late.",
		"The screen says:\nerror 404\nand at 10:30 it says:\nerror 500",
		"My boss wrote a mail about it.\nHe said it was fine.",
		"See here\n>>> print(1)\nin the shell",
		"I felt >:(\nwhen it broke",
		"> is a sign that I need\nbut it is missing",
		"Look at this:\n-----\nnothing below makes sense to me when I read it twice.",
	};
	(void)state;
	for (size_t i = 0; i + 2 < sizeof mails / sizeof *mails; i++) {
		own_is(mails[i], "", mails[i]);
	}
	own_is(mails[7], "", mails[7]);
}

static void forwarded_mail_is_what_the_writer_wants_read(void **state)
{
	static const char mail[] = "FYI\n\n---------- Forwarded message ----------\nFrom: bob@example.org\nDate: 3 May "
	                           "2024\nSubject: Printer\nTo: ann@example.org\n\nIt jams.";
	(void)state;
	own_is(mail, "", mail);
}

static void a_head_on_top_goes_and_the_pasted_mail_stays(void **state)
{
	(void)state;
	own_is("On 3 May 2024 at 10:11, Bob Ray <bob@example.org> wrote:\n\nIt jams at page 7.\n\nAnd it smells.", "",
	       "It jams at page 7.\n\nAnd it smells.");
	own_is("From: Ann Lee <ann@example.org>\nSent: 3 May 2024 10:11\nTo: Help <help@example.org>\nSubject: "
	       "Printer\n\nIt jams.\n\nOn 2 May 2024, Bob wrote:\n> ok?",
	       "", "It jams.");
	own_is("---------- Forwarded message ---------\nFrom: Ann Lee <ann@example.org>\nDate: Fri, 3 May 2024 at "
	       "10:11\nSubject: Printer\nTo: <help@example.org>\n\nIt jams.",
	       "", "It jams.");
	own_is("-------- Original Message --------\nSubject: Printer\nFrom: Bob <bob@example.org>\nDate: 3 May 2024\n> "
	       "Is it the tray?\n\nIt is the lower one.",
	       "", "It is the lower one.");
}

static void other_marks_than_an_angle_quote_too_when_a_head_announces_them(void **state)
{
	(void)state;
	own_is("On 3 May 2024 at 10:11, Bob Ray wrote:\n| Is it the tray?\n|\n| Or the drum?\n\nThe tray.", "",
	       "The tray.");
	own_is("Bob <bob@example.org> writes:\n  BR> Is it the tray?\n  BR> Or the drum?\n\nThe tray.", "",
	       "The tray.");
	own_is("My table:\n| page | jams |\n| 1 | 2 |", "", "My table:\n| page | jams |\n| 1 | 2 |");
}

static void the_end_of_a_quoted_line_that_was_broken_off_goes_with_it(void **state)
{
	(void)state;
	own_is("Yes.\n\nOn 3 May 2024, Bob wrote:\n> Is it the lower tray that jams when you print a letter with the "
	       "logo of the\ncompany\n> on it?",
	       "", "Yes.");
	own_is("> Is it the lower tray that jams when you print a letter on thick and old paper?\nyes, always\n> Since "
	       "when?\nMonday",
	       "", "yes, always\nMonday");
	own_is("It jams.\n>---\n> see above", "", "It jams.");
}

static void a_stamp_of_date_and_name_ends_the_reply(void **state)
{
	(void)state;
	own_is("It jams.\n\n2024-05-03 10:11 GMT+02:00 Bob Ray\n\nIs it the tray?", "", "It jams.");
	own_is("It jams.\n\n2024-05-03 10:11 the tray broke", "", "It jams.\n\n2024-05-03 10:11 the tray broke");
}

static void an_attribution_over_several_lines_takes_its_date_and_leaves_a_sentence(void **state)
{
	(void)state;
	own_is("It jams.\n\nOn May 3, 2024,\nat 10:11,\nBob Ray <bob@example.org> wrote:\n> ok?", "", "It jams.");
	own_is("In the app\nOn 3 May 2024 at 10:11, Bob Ray <bob@example.org> wrote:\n> ok?", "", "In the app");
	own_is("It jams.\n\nfr. 3. mai 2024 kl. 10:11 skrev Bob Ray <bob@example.org\n>:\n> ok?", "", "It jams.");
}

static void headers_of_a_form_are_the_customers(void **state)
{
	static const char form[] = "I filled in the form:\nDate: 3 May 2024\nSubject: Printer\nPriority: high\nE-mail: "
	                           "ann@example.org\n\nIt still jams.";
	(void)state;
	own_is(form, "", form);
}

static void legal_notices_go_but_not_a_first_paragraph(void **state)
{
	(void)state;
	own_is("It jams.\n\nAnn Lee\n+44 20 7946 0018\n\nThis message and any attachments are for the addressee "
	       "only.\nIf you are not the intended recipient, delete it.\nAcme Ltd.",
	       "Ann Lee <ann@example.org>", "It jams.");
	own_is("If you have received this complaint before, sorry.\n\nIt jams.", "",
	       "If you have received this complaint before, sorry.\n\nIt jams.");
}

static void signatures_go(void **state)
{
	(void)state;
	own_is("It jams.\n-- \nAnn Lee\nHead of Everything\nAcme", "", "It jams.");
	own_is("It jams.\n\nBest regards,\nAnn", "", "It jams.");
	own_is("Es klemmt.\n\nMit freundlichen Grüßen\nAnn Lee", "", "Es klemmt.");
	own_is("Ça coince.\n\nCordialement,\n\nAnn Lee", "", "Ça coince.");
	own_is("Он застревает.\n\nС уважением,\nАнна Ли", "", "Он застревает.");
	own_is("It jams.\nThanks!\nann", "", "It jams.");
	own_is("It jams.\n\n-Ann", "", "It jams.");
	own_is("It jams.\n\nSent from my iPhone", "", "It jams.");
	own_is("Es klemmt.\n\nVon meinem iPhone gesendet", "", "Es klemmt.");
	own_is("It jams.\n\nGet Outlook for Android", "", "It jams.");
	own_is("It jams.\n\nAnn Lee\n555-0100\nann@example.org", "Ann Lee <ann@example.org>", "It jams.");
	own_is("It jams.\n\n_______________________________________________\nusers mailing "
	       "list\nusers@lists.example.org\nhttps://lists.example.org/mailman/listinfo/users",
	       "", "It jams.");
}

static void what_only_looks_like_a_signature_stays(void **state)
{
	(void)state;
	own_is("Please call\n\nBob Ray\n555-0100", "Ann Lee <ann@example.org>", "Please call\n\nBob Ray\n555-0100");
	own_is("It jams.\nThanks\nPlease send somebody soon", "", "It jams.\nThanks\nPlease send somebody soon");
	own_is("Bad:\n- Slow", "", "Bad:\n- Slow");
	own_is("I like it.\n- works offline\n- cheap", "", "I like it.\n- works offline\n- cheap");
	own_is("Hello there.\nSent from my desk, because my phone is broken.", "",
	       "Hello there.\nSent from my desk, because my phone is broken.");
	own_is("Thanks,\nAnn", "", "Thanks,\nAnn");
}

static void a_mail_of_quotes_alone_stays_whole(void **state)
{
	struct reply_cut cut;
	(void)state;
	cut = own_is("> all of it\n> is quoted", "", "> all of it\n> is quoted");
	assert_true(cut.whole);
	assert_int_equal(cut.quoted, 0);
}

static void parts_can_be_kept(void **state)
{
	struct arena arena = ARENA_INIT;
	struct reply_cut cut;
	struct str own;
	(void)state;
	reply_strip(
	    reply, &arena,
	    &(struct reply_mail){ STR("It jams.\n\n-Ann\n\nOn 3 May 2024, Bob wrote:\n> ok"), STR_EMPTY, REPLY_QUOTES },
	    &own, &cut);
	assert_str(own, "It jams.\n\n-Ann");
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attributions_of_many_languages_and_programs_end_the_reply),
		cmocka_unit_test(answers_between_and_below_quotes_are_kept),
		cmocka_unit_test(the_writers_own_text_is_not_taken_for_a_quotation),
		cmocka_unit_test(forwarded_mail_is_what_the_writer_wants_read),
		cmocka_unit_test(a_head_on_top_goes_and_the_pasted_mail_stays),
		cmocka_unit_test(other_marks_than_an_angle_quote_too_when_a_head_announces_them),
		cmocka_unit_test(the_end_of_a_quoted_line_that_was_broken_off_goes_with_it),
		cmocka_unit_test(a_stamp_of_date_and_name_ends_the_reply),
		cmocka_unit_test(an_attribution_over_several_lines_takes_its_date_and_leaves_a_sentence),
		cmocka_unit_test(headers_of_a_form_are_the_customers),
		cmocka_unit_test(legal_notices_go_but_not_a_first_paragraph),
		cmocka_unit_test(signatures_go),
		cmocka_unit_test(what_only_looks_like_a_signature_stays),
		cmocka_unit_test(a_mail_of_quotes_alone_stays_whole),
		cmocka_unit_test(parts_can_be_kept),
	};
	return cmocka_run_group_tests(tests, open_reply, close_reply);
}
