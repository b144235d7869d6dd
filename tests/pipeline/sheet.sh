#!/usr/bin/env bash
# A sheet: drawn by words alone, ticked in any spreadsheet, and scored as other code scores it.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
"$gripe" run -q --keep-ids --out "$tmp/run" samples/inbox >/dev/null 2>&1
run=$tmp/run
sheet() { "$gripe" sheet -q "$@"; }
check "a sheet is drawn" sheet -o "$tmp/sheet.csv" "$run"
sheet "$run" >"$tmp/again.csv"
same "the same run gives the same sheet" "$tmp/sheet.csv" "$tmp/again.csv"
sheet --seed 1 "$run" >"$tmp/other.csv"
is "another seed gives another" "$(cmp -s "$tmp/sheet.csv" "$tmp/other.csv"; echo $?)" 1
sheet --issues 3 --mentions 2 --contacts 4 "$run" >"$tmp/small.csv"
is "for a spreadsheet it has a mark first" "$(sheet --excel "$run" | head -c 3 | od -An -tx1 | tr -d ' ')" efbbbf
python3 - "$tmp" "$run" <<'PY'
import csv, json, math, random, subprocess, sys
at, run = sys.argv[1:]
def said(name, good, *more): print(("ok " if good else "not ok ") + name, *([] if good else more))
read = lambda name: list(csv.DictReader(open(f"{at}/{name}.csv", newline="", encoding="utf-8")))
rows, small = read("sheet"), read("small")
mentions = {f'{m["contact"]}#{m["n"]}': m for m in map(json.loads, open(run + "/mentions.ndjson", encoding="utf-8"))}
contacts = {c["id"]: c for c in map(json.loads, open(run + "/contacts.ndjson", encoding="utf-8"))}
issues = [i for i in map(json.loads, open(run + "/issues.ndjson", encoding="utf-8")) if i["table"] == "pain"]
pain = {i["issue"] for i in issues}
first = [i["issue"] for i in issues if not i["issue"].endswith(".other")][:10]
summary = json.load(open(run + "/summary.json"))
drawn = [r for r in rows if r["issue"]]
none = [r for r in rows if not r["issue"]]
said("mentions drawn are of the issue of their row, word for word", all(mentions[r["mention"]]["issue"] == r["issue"] and mentions[r["mention"]]["text"] == r["text"] for r in drawn))
said("of the first ten issues, fifteen of each or all that there are", [(i, min(15, len({m["text"] for m in mentions.values() if m.get("issue") == i}))) for i in first] == [(i, sum(r["issue"] == i for r in drawn)) for i in first])
said("contacts in none have a problem and no issue", none and all(r["mention"].endswith("#-") and not set(contacts[r["mention"][:-2]]["issues"]) & pain for r in none))
said("no words come twice in an issue", len({(r["issue"], r["text"]) for r in rows}) == len(rows))
said("nothing is ticked yet", all(r["fits"] == r["other issue"] == "" for r in rows))
said("fewer are drawn when asked", sorted(sum(r["issue"] == i for r in small) for i in {r["issue"] for r in small}) == [2, 2, 2, 4])
kept = [r["mention"] for r in rows if r["issue"] == first[0]]
said("a smaller sheet is part of the larger one", {r["mention"] for r in small if r["issue"] == first[0]} <= set(kept))

# Two readers, in two dialects; one of them leaves a row out and turns the columns round.
random.seed(7)
label = {i["issue"]: i["label"] for i in issues}
ticks = []
for k in range(2):
    out = []
    for n, r in enumerate(rows):
        yes = (n % 5 != 2) if random.random() < 0.9 else (n % 5 == 2)
        other = "" if yes or n % 3 else (label[first[1]] if n % 2 else first[2])
        out.append({**r, "fits": "" if (n == 4 and k == 1) else ("ja" if yes else "nein") if k else ("x" if yes else "no"), "other issue": other})
    ticks.append(out)
    names = list(rows[0])
    random.shuffle(out) if k else None
    with open(f"{at}/ticked{k}.csv", "w", newline="", encoding="utf-8-sig" if k else "utf-8") as f:
        w = csv.DictWriter(f, names[::-1] if k else names, delimiter=";" if k else ",")
        w.writeheader(), w.writerows(out)
def score(*args):
    done = subprocess.run([GRIPE, "sheet", "-q", *args, run], capture_output=True, text=True)
    lines = done.stdout.splitlines()
    return {l.split("\t")[0]: dict(zip(lines[0].split("\t"), l.split("\t"))) for l in lines[1:]}
import os
GRIPE = os.environ["GRIPE_BUILD"] + "/gripe" if os.environ.get("GRIPE_BUILD") else "build/gripe"
def beta_cdf(x, a, b):  # by Simpson's rule: plain, and no code of the program
    f = lambda t: t ** (a - 1) * (1 - t) ** (b - 1) if 0 < t < 1 else 0.0
    simpson = lambda hi, n=4000: sum((1 if i in (0, n) else 4 if i % 2 else 2) * f(hi * i / n) for i in range(n + 1)) * hi / n / 3
    return simpson(x) / simpson(1.0)
def exact(k, n):
    def solve(g):
        lo, hi = 0.0, 1.0
        for _ in range(40):
            mid = (lo + hi) / 2
            lo, hi = (mid, hi) if g(mid) else (lo, mid)
        return lo
    return (0.0 if k == 0 else solve(lambda p: beta_cdf(p, k, n - k + 1) < 0.025)), (1.0 if k == n else solve(lambda p: beta_cdf(p, k + 1, n - k) < 0.975))
by = [{r["mention"]: r for r in t} for t in ticks]
yes = lambda r: r["fits"] in ("ja", "x")
both = [m for m in by[0] if by[0][m]["fits"] and by[1][m]["fits"]]
got = score("--score", at + "/ticked0.csv", "--second", at + "/ticked1.csv")
fit = lambda m: yes(by[0][m]) and yes(by[1][m])
of = lambda i: [m for m in both if by[0][m]["issue"] == i]
for i in first[:3]:
    want = (len(of(i)), sum(map(fit, of(i))))
    said(f"{i}: what both ticked is counted, and fits when both say so", (int(got[i]["read"]), int(got[i]["fit"])) == want, got[i], want)
    lo, hi = exact(want[1], want[0])
    said(f"{i}: its purity has the exact interval", abs(float(got[i]["low"]) - lo) < 0.002 and abs(float(got[i]["high"]) - hi) < 0.002, got[i], lo, hi)
n = len(both)
agree = sum(yes(by[0][m]) == yes(by[1][m]) for m in both) / n
p = [sum(yes(b[m]) for m in both) / n for b in by]
chance = p[0] * p[1] + (1 - p[0]) * (1 - p[1])
said("agreement is Cohen's kappa", abs(float(got["*"]["kappa"]) - (agree - chance) / (1 - chance)) < 0.0006, got["*"], (agree - chance) / (1 - chance))
named = lambda m: next((x for x in (by[0][m]["other issue"], by[1][m]["other issue"]) if x), "")
ident = {v: k for k, v in label.items()}
share = {i["issue"]: i["share"] for i in issues}
share[""] = summary["unplaced"] / summary["counted"]
target = first[1]
mean = share[target] * sum(map(fit, of(target))) / len(of(target))
for i in [x for x in first if x != target] + [""]:
    if of(i):
        mean += share[i] * sum(not fit(m) and ident.get(named(m), named(m)) == target for m in of(i)) / len(of(i))
said("the share by what was read has what readers put into the issue", abs(float(got[target]["share_read"]) - mean) < 0.0006, got[target], mean)
said("its interval lies around it", all(float(g["share_low"]) <= float(g["share_read"]) <= float(g["share_high"]) for k, g in got.items() if k != "*"))
marks = [l.split("\t") for l in open(run + "/read.tsv", encoding="utf-8").read().splitlines() if not l.startswith("#")]
said("read.tsv has the issues that were read, with their contacts", [(m[0], int(m[1]), m[2]) for m in marks] == [(i["issue"], i["contacts"], "2") for i in issues if i["issue"] in got])
one = score("--score", at + "/ticked0.csv")
said("one reader alone has no kappa, and every row counts", one["*"]["kappa"] == "-" and int(one["*"]["read"]) == len(drawn) and one["*"]["readers"] == "1", one["*"])
PY

told() { # NAME STATUS PATTERN ARGUMENTS...
    "$gripe" sheet "${@:4}" >/dev/null 2>"$tmp/told"
    is "$1" "$? $(grep -cE -- "$3" "$tmp/told")" "$2 1"
}
sed '2s/,,$/,perhaps,/' "$tmp/sheet.csv" | sed '3,$d' >"$tmp/bad.csv"
grep -q perhaps "$tmp/bad.csv" || { head -1 "$tmp/sheet.csv"; grep -m1 -E '^[^"]*,,$' "$tmp/sheet.csv" | sed 's/,,$/,perhaps,/'; } >"$tmp/bad.csv"
told "a tick that is neither yes nor no is told with its line" 3 'bad.csv:2: column "fits": "perhaps" is neither yes nor no' --score "$tmp/bad.csv" "$run"
told "a table that is no sheet is told" 3 'no column "mention"' --score samples/customers.csv "$run"
printf 'mention,issue,fits\nzzz#0,late.delivery,yes\n' >"$tmp/else.csv"
told "a sheet of another run is told" 3 'the sheet is of another run' --score "$tmp/else.csv" "$run"
{ head -1 "$tmp/sheet.csv"; echo 'zzz#0,late.delivery,x,x,yes,'; grep -m1 -E '^[^"]*,,$' "$tmp/sheet.csv" | sed 's/,,$/,yes,/'; } >"$tmp/some.csv"
told "rows that the run has not are told, and do not count" 0 '1 rows are not counted' --score "$tmp/some.csv" "$run"
awk 'NR == 1; NR > 1 && !seen && /^[^"]*,,$/ {sub(/,,$/, ",yes,"); print; print; seen = 1}' "$tmp/sheet.csv" >"$tmp/twice.csv"
told "a mention that is ticked twice is told" 3 'is ticked twice' --score "$tmp/twice.csv" "$run"
told "a folder that is no run's" 2 'no run folder' "$tmp"
told "two readers want the first" 2 '--second wants --score' --second "$tmp/some.csv" "$run"

# The page says what was read.
{ head -1 "$tmp/sheet.csv"; python3 -c '
import csv, sys
for n, r in enumerate(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8"))):
    print(",".join([r["mention"], r["issue"], "", "", "no" if r["issue"] == "crash.app" and n % 2 else "yes", ""]))' "$tmp/sheet.csv"; } >"$tmp/all.csv"
sheet --score "$tmp/all.csv" --second "$tmp/all.csv" "$run" >/dev/null
page() { "$gripe" report -q --summary "$run/summary.json" --marks "$run/read.tsv" "$@" "$run/issues.ndjson" "$run/themes.ndjson"; }
like "the page says how many of an issue's mentions fit" "$(page)" '^1\. \*\*Delivery late.*\*\*: .* read by 2 people: ([0-9]+) of \1 fit$'
like "and which issue is mixed" "$(page)" '^2\. \*\*App crashes\*\*: .* read by 2 people: [0-9]+ of [0-9]+ fit · mixed'
like "so does the HTML" "$(page --format html)" 'read by 2 people: [0-9]+ of [0-9]+ fit · mixed'
sed -i 's/^late.delivery\t[0-9]*/late.delivery\t1/' "$run/read.tsv"
is "what was read of another night's issue is not told" "$(page | grep -cE '^1\. .*read by')" 0
rm "$run/read.tsv"
is "nothing is told when nobody read" "$(page | grep -c 'read by')" 0
