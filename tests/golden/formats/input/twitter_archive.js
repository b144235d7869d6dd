window.YTD.tweets.part0 = [
  {"tweet": {"id_str": "1", "created_at": "Mon May 06 07:08:09 +0000 2024", "full_text": "@shop still no refund", "lang": "en"}}
]
