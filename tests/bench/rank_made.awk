# rank_made.awk - assigned mentions by the million, as the assigning stage would write them: awk -v n=1000000 -f rank_made.awk
# Zipf themes, 1-3 mentions a contact, weekdays, channels, scores, people who come back, signals. The same lines every time (Lehmer generator).
function rnd() { seed = (seed * 48271) % 2147483647; return seed / 2147483647 }
function zipf(k,    u, i) { u = rnd() * total[k]; i = 1; while (cum[k, i] < u) i++; return i }
BEGIN {
	seed = 20250301; themes = 40
	for (i = 1; i <= themes; i++) { total[themes] += 1 / i; cum[themes, i] = total[themes] }
	split("review social email chat call ticket survey forum", channels, " ")
	split("defect how-to request complaint praise", kinds, " ")
	split("anger worry disappointment confusion joy", emotions, " ")
	split("search order payment delivery return support account", journeys, " ")
	split("free basic plus pro", plans, " ")
	for (i = split("31 28 31 30 31 30", lengths, " "); i > 0; i--) months[i] = lengths[i]
	while (made < n) {
		c++
		m = rnd(); m = m < .6 ? 1 : m < .85 ? 2 : 3
		day = int(rnd() * 180); hour = int(rnd() * 24)
		for (month = 1; day >= months[month]; month++) day -= months[month]
		dom = 1 + day
		score = 1 + int(rnd() * 5)
		head = sprintf("{\"contact\":\"made:%d\"", c)
		tail = sprintf(",\"source\":\"made\",\"channel\":\"%s\",\"time\":\"2025-%02d-%02dT%02d:00:00Z\",\"person\":\"p%d\",\"role\":\"customer\",\"score\":%d,\"scale\":\"stars5\",\"lang\":\"en\",\"attrs\":{\"plan\":\"%s\",\"version\":\"%d.%d\"}", \
			channels[1 + int(rnd() * 8)], month, dom, hour, int(rnd() * n / 2), score, plans[1 + int(rnd() * 4)], 1 + int(rnd() * 3), int(rnd() * 4))
		for (i = 0; i < m && made < n; i++) {
			made++
			t = zipf(themes); k = kinds[1 + int((t * 7 + (rnd() < .3)) % 5)]
			text = sprintf("mention %d of theme %d says that something in it went wrong again", made % 5000, t)
			common = sprintf("%s,\"n\":%d,\"span\":[%d,%d],\"text\":\"%s\",\"signals\":[]%s", head, i, i * 90, i * 90 + length(text), text, tail)
			signals = sprintf("\"signals\":{\"sentiment\":[{\"value\":\"%s\",\"weight\":%s,\"span\":[0,7]}],\"emotion\":[{\"value\":\"%s\",\"span\":[3,9]}],\"journey\":[{\"value\":\"%s\",\"span\":[2,4]}],\"kind\":[{\"value\":\"%s\",\"span\":[4,9]}]}", \
				k == "praise" ? "positive" : "negative", k == "praise" ? "0.5" : "-0.5", emotions[1 + int(rnd() * 5)], journeys[1 + int(rnd() * 7)], k)
			sub(/"signals":\[\]/, signals, common)
			if (rnd() < .04) printf "%s,\"unassigned\":\"no_match\"}\n", common
			else printf "%s,\"theme\":\"t%04d\",\"sub\":\"s%04d%d\",\"fit\":%.3f}\n", common, t, t, int(rnd() * 4), .5 + rnd() / 2
		}
	}
}
