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
	reply_strip(reply, &arena, str_from(mail), str_from(sender), REPLY_QUOTES | REPLY_SIGNATURES | REPLY_FOOTERS, &own, &cut);
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
		"Von: Bob Ray [mailto:bob@example.org]\nGesendet: Freitag, 3. Mai 2024 10:11\nAn: Ann\nBetreff: Drucker",
		"De : Bob Ray <bob@example.org>\nEnvoyé : vendredi 3 mai 2024 10:11\nÀ : Ann\nObjet : Imprimante",
		"De: Bob Ray <bob@example.org>\nEnviado el: viernes, 3 de mayo de 2024 10:11\nPara: Ann\nAsunto: Impresora",
		"Da: Bob Ray <bob@example.org>\nInviato: venerdì 3 maggio 2024 10:11\nA: Ann\nOggetto: Stampante",
		"Van: Bob Ray <bob@example.org>\nVerzonden: vrijdag 3 mei 2024 10:11\nAan: Ann\nOnderwerp: Printer",
		"От: Bob Ray <bob@example.org>\nОтправлено: 3 мая 2024 г. 10:11\nКому: Ann\nТема: Принтер",
		"差出人: Bob Ray <bob@example.org>\n送信日時: 2024年5月3日 10:11\n宛先: Ann\n件名: プリンター",
		"发件人: Bob Ray <bob@example.org>\n发送时间: 2024年5月3日 10:11\n收件人: Ann\n主题: 打印机",
		"________________________________\nFrom: Bob Ray <bob@example.org>\nSent: Friday, May 3, 2024 10:11:12 AM\nTo: Ann\nSubject: Re: Printer",
		"*From:* Bob Ray <bob@example.org>\n*Sent:* Friday, May 3, 2024 10:11 AM\n*To:* Ann\n*Subject:* Printer",
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
	cut = own_is("On 3 May 2024, Bob wrote:\n> Is it new?\nYes, a week old.\n> Which model?\n> We have ten.\n\nThe small one.", "", "Yes, a week old.\nThe small one.");
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
	static const char mail[] = "FYI\n\n---------- Forwarded message ----------\nFrom: bob@example.org\nDate: 3 May 2024\nSubject: Printer\nTo: ann@example.org\n\nIt jams.";
	(void)state;
	own_is(mail, "", mail);
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
	own_is("It jams.\n\n_______________________________________________\nusers mailing list\nusers@lists.example.org\nhttps://lists.example.org/mailman/listinfo/users", "", "It jams.");
}

static void what_only_looks_like_a_signature_stays(void **state)
{
	(void)state;
	own_is("Please call\n\nBob Ray\n555-0100", "Ann Lee <ann@example.org>", "Please call\n\nBob Ray\n555-0100");
	own_is("It jams.\nThanks\nPlease send somebody soon", "", "It jams.\nThanks\nPlease send somebody soon");
	own_is("Bad:\n- Slow", "", "Bad:\n- Slow");
	own_is("I like it.\n- works offline\n- cheap", "", "I like it.\n- works offline\n- cheap");
	own_is("Hello there.\nSent from my desk, because my phone is broken.", "", "Hello there.\nSent from my desk, because my phone is broken.");
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
	reply_strip(reply, &arena, STR("It jams.\n\n-Ann\n\nOn 3 May 2024, Bob wrote:\n> ok"), STR(""), REPLY_QUOTES, &own, &cut);
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
		cmocka_unit_test(signatures_go),
		cmocka_unit_test(what_only_looks_like_a_signature_stays),
		cmocka_unit_test(a_mail_of_quotes_alone_stays_whole),
		cmocka_unit_test(parts_can_be_kept),
	};
	return cmocka_run_group_tests(tests, open_reply, close_reply);
}
