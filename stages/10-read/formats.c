/* formats.c - the one table of source formats, in order of preference on ties (format.h).
 *
 * Each line is a format's descriptor in the file of its family: reviews.c, social.c, tickets.c, surveys.c, forums.c
 * (tables and JSON), csv.c and json_any.c (the unknown ones), contact_ndjson.c, and those of mail, XML, calls and plain
 * text. What knows its format by name stands before what guesses: a tie goes to the line above. They are walked with
 * format_nth. */
#include "format.h"

#define FORMAT(symbol) extern const struct format symbol
#define EACH_FORMAT(X)                                                                                                 \
	X(format_contact) /* gripe's own record */                                                                     \
	/* chats */                                                                                                    \
	X(format_telegram_html)                                                                                        \
	X(format_slack_lists)                                                                                          \
	X(format_slack)                                                                                                \
	X(format_teams_graph)                                                                                          \
	X(format_skype)                                                                                                \
	X(format_messenger)                                                                                            \
	X(format_google_chat)                                                                                          \
	X(format_discord)                                                                                              \
	X(format_discord_package)                                                                                      \
	/* mail */                                                                                                     \
	X(format_mbox)                                                                                                 \
	X(format_eml)                                                                                                  \
	X(format_list_markdown)                                                                                        \
	/* XML */                                                                                                      \
	X(format_stackexchange)                                                                                        \
	X(format_appstore_xml)                                                                                         \
	X(format_xml)                                                                                                  \
	/* calls */                                                                                                    \
	X(format_vtt)                                                                                                  \
	X(format_srt)                                                                                                  \
	X(format_sbv)                                                                                                  \
	X(format_zoom)                                                                                                 \
	X(format_switchboard)                                                                                          \
	X(format_whatsapp)                                                                                             \
	X(format_chat_text)                                                                                            \
	X(format_transcript)                                                                                           \
	X(format_dialogue)                                                                                             \
	X(format_gong)                                                                                                 \
	X(format_watson)                                                                                               \
	X(format_speechmatics)                                                                                         \
	X(format_data_automation)                                                                                      \
	X(format_rev)                                                                                                  \
	X(format_paper_edit)                                                                                           \
	X(format_aws_transcribe)                                                                                       \
	X(format_aws_call_analytics)                                                                                   \
	X(format_google_stt)                                                                                           \
	X(format_deepgram)                                                                                             \
	X(format_assemblyai)                                                                                           \
	X(format_kaldi)                                                                                                \
	X(format_autoedit)                                                                                             \
	X(format_podcast)                                                                                              \
	X(format_abcd)                                                                                                 \
	X(format_taskmaster)                                                                                           \
	X(format_harper_valley)                                                                                        \
	X(format_call_json)                                                                                            \
	X(format_chat_json)                                                                                            \
	/* reviews */                                                                                                  \
	X(format_google_business)                                                                                      \
	X(format_google_places)                                                                                        \
	X(format_google_maps)                                                                                          \
	X(format_google_maps_csv)                                                                                      \
	X(format_g2)                                                                                                   \
	X(format_play_console)                                                                                         \
	X(format_play)                                                                                                 \
	X(format_play_json)                                                                                            \
	X(format_appstore_json)                                                                                        \
	X(format_amazon_json)                                                                                          \
	X(format_amazon)                                                                                               \
	X(format_alexa)                                                                                                \
	X(format_yelp_json)                                                                                            \
	X(format_yelp)                                                                                                 \
	X(format_trustpilot)                                                                                           \
	X(format_trustpilot_json)                                                                                      \
	/* social */                                                                                                   \
	X(format_youtube_takeout)                                                                                      \
	X(format_yt_dlp)                                                                                               \
	X(format_youtube_api)                                                                                          \
	X(format_twitter_archive)                                                                                      \
	X(format_twitter)                                                                                              \
	X(format_twitter_v2)                                                                                           \
	X(format_twcs)                                                                                                 \
	X(format_tweets)                                                                                               \
	X(format_mastodon)                                                                                             \
	X(format_telegram)                                                                                             \
	X(format_reddit_json)                                                                                          \
	X(format_reddit)                                                                                               \
	X(format_hackernews_json)                                                                                      \
	X(format_hackernews)                                                                                           \
	/* tickets and chats */                                                                                        \
	X(format_gorgias)                                                                                              \
	X(format_hubspot)                                                                                              \
	X(format_salesforce)                                                                                           \
	X(format_helpscout_csv)                                                                                        \
	X(format_servicenow)                                                                                           \
	X(format_front)                                                                                                \
	X(format_kustomer)                                                                                             \
	X(format_dixa)                                                                                                 \
	X(format_reamaze)                                                                                              \
	X(format_intercom_csv)                                                                                         \
	X(format_discord_csv)                                                                                          \
	X(format_zendesk)                                                                                              \
	X(format_zendesk_comments)                                                                                     \
	X(format_zendesk_chat)                                                                                         \
	X(format_zendesk_csv)                                                                                          \
	X(format_intercom)                                                                                             \
	X(format_freshdesk)                                                                                            \
	X(format_freshdesk_csv)                                                                                        \
	X(format_helpscout)                                                                                            \
	X(format_jira)                                                                                                 \
	X(format_github)                                                                                               \
	X(format_github_csv)                                                                                           \
	X(format_cfpb_json)                                                                                            \
	X(format_cfpb)                                                                                                 \
	X(format_tickets_csv)                                                                                          \
	/* forums */                                                                                                   \
	X(format_discourse)                                                                                            \
	X(format_discourse_csv)                                                                                        \
	X(format_phpbb)                                                                                                \
	/* surveys */                                                                                                  \
	X(format_surveymonkey)                                                                                         \
	X(format_qualtrics)                                                                                            \
	X(format_google_forms)                                                                                         \
	X(format_typeform)                                                                                             \
	X(format_nps)                                                                                                  \
	/* what is not known by name */                                                                                \
	X(format_timed_words)                                                                                          \
	X(format_html)                                                                                                 \
	X(format_markdown)                                                                                             \
	X(format_json)                                                                                                 \
	X(format_csv)                                                                                                  \
	X(format_text)

#define DECLARE(symbol) FORMAT(symbol);
EACH_FORMAT(DECLARE)

#define LIST(symbol) &symbol,
static const struct format *const all_formats[] = { EACH_FORMAT(LIST) };

const struct format *format_nth(size_t nth)
{
	return nth < sizeof all_formats / sizeof *all_formats ? all_formats[nth] : NULL;
}

bool format_has_own_charset(const struct format *format)
{
	static const struct format *const own[] = { &format_mbox,         &format_eml, &format_stackexchange,
		                                    &format_appstore_xml, &format_xml, &format_html };
	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		if (own[i] == format) {
			return true;
		}
	}
	return false;
}
