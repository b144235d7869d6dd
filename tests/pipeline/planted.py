"""Makes input files of many formats with 60 values of 12 kinds of personal data planted in every field that a format has: planted.py FOLDER. The values are
made up; they are written to FOLDER.values, one a line: kind, tab, value as it may be looked for (a part that nothing else says)."""
import csv
import json
import os
import sys

folder = sys.argv[1]
KINDS = {
    "name": ["Zebulon Quackenbush", "Ottoline Vandermolen", "Isambard Throckmorton", "Wilhelmina Featherstonehaugh", "Bartholomew Quillfeather"],
    "email": ["zeb.quack77@planted.example", "ottoline_v@planted.example", "isam-thr@mail.planted.example", "minna+f@planted.example", "b.quill@planted.example"],
    "phone": ["+49 171 5557342", "0171 555 8819", "(415) 555-0132", "+44 20 7946 0958", "+33 6 12 34 56 78"],
    "card": ["4111 1111 1111 1111", "5500 0000 0000 0004", "3400 000000 00009", "6011000000000004", "4012-8888-8888-1881"],
    "iban": ["DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19", "FR14 2004 1010 0505 0001 3M02 606", "NL91 ABNA 0417 1643 00", "ES91 2100 0418 4502 0005 1332"],
    "id": ["078-05-1120", "219-09-9999", "457-55-5462", "123-45-6789", "536-90-4399"],
    "ip": ["203.0.113.77", "198.51.100.23", "192.0.2.146", "203.0.113.201", "2001:db8:85a3::8a2e:370:7334"],
    "mac": ["00:1B:44:11:3A:B7", "3C:22:FB:4A:9D:10", "A4:83:E7:2F:55:01", "F0:18:98:6C:21:EE", "08:00:27:B1:7D:33"],
    "url": ["https://portal.example/account/zebquack?token=SEKRET9931", "https://shop.example/u/ottoline77", "http://isam:pw88@host.example/x",
            "https://forms.example/r/4711?mail=minna-f", "https://social.example/@bquill"],
    "address": ["1742 Wisteria Lane, Fairview, CA 90210", "88 Gloucester Road, London SW7 4QT", "2202 Elm Street, Springfield, IL 62704", "17 Harley Avenue, Austin, TX 78701",
                "4025 Maple Drive, Denver, CO 80205"],
    "handle": ["@zebquack_xyz", "@otto_vander9", "@isambard77", "@minna_feather", "@bquill_writes"],
    "birth": ["14.03.1971", "1968-11-02", "07/22/1985", "March 9, 1979", "2 February 1990"],
}
FIND = {"https://portal.example/account/zebquack?token=SEKRET9931": ["zebquack", "SEKRET9931"], "https://shop.example/u/ottoline77": ["ottoline77"],
        "http://isam:pw88@host.example/x": ["pw88"], "https://forms.example/r/4711?mail=minna-f": ["minna-f"], "https://social.example/@bquill": ["bquill"]}
SAID = {"name": "My name is %s.", "email": "Write to %s please.", "phone": "Call me at %s.", "card": "My card is %s.", "iban": "My IBAN is %s.", "id": "My social security number is %s.",
        "ip": "It came from %s again.", "mac": "The device is %s here.", "url": "See %s for it.", "address": "I live at %s.", "handle": "I am %s there.", "birth": "I was born on %s."}
TROUBLES = ["The app crashes when I open the camera.", "I was charged twice for the same parcel.", "Nobody answers my mails.", "The parcel came late again.", "The refund never came."]

values = [(kind, value) for kind, list_ in KINDS.items() for value in list_]
assert len(values) == 60 and len(KINDS) == 12
people = KINDS["name"]
os.makedirs(folder)


def said(i):
    kind, value = values[i % 60]
    other = values[(i * 7 + 13) % 60]
    return TROUBLES[i % 5] + " " + SAID[kind] % value + " " + SAID[other[0]] % other[1]


def person(i):
    return people[i % 5] if i % 2 else "%s <%s>" % (people[i % 5], KINDS["email"][i % 5])


def planted(i, step=0):
    """The value alone; of birth its sentence, because a date by itself is when something happened."""
    kind, value = values[(i + step) % 60]
    return SAID[kind] % value if kind == "birth" else value


def path(name):
    return os.path.join(folder, name)


with open(path("own.ndjson"), "w") as f:
    for i in range(120):
        f.write(json.dumps({"id": planted(i, 3), "channel": "ticket", "time": "2025-03-%02dT10:00:00Z" % (i % 28 + 1), "person": person(i), "thread": planted(i, 9), "title": "About " + planted(i, 1),
                            "text": said(i), "url": KINDS["url"][i % 5], "attrs": {"agent_name": people[(i + 2) % 5], "note": said(i + 5), "last_reply": "Dear %s, sorry." % people[i % 5]},
                            "custom": {"remark": said(i + 11), "who": people[i % 5]}}) + "\n")
    f.write('{"id":"bad","text":"%s %s" oops}\n' % (said(0), said(17)))
for name, mark in (("table.csv", ","), ("%s.tsv" % people[0].replace(" ", "_"), "\t")):
    with open(path(name), "w", newline="") as f:
        out = csv.writer(f, delimiter=mark)
        out.writerow(["id", "date", "customer name", "email", "phone", "subject", "comment", "assignee", "link"])
        for i in range(60):
            out.writerow(["C-%d-%s" % (i, values[i % 60][1]), "2025-04-%02d" % (i % 28 + 1), people[i % 5], KINDS["email"][i % 5], KINDS["phone"][i % 5], "Re " + planted(i, 4), said(i + 3), people[(i + 1) % 5],
                          KINDS["url"][i % 5]])
with open(path("export.json"), "w") as f:
    json.dump([{"id": "J%d" % i, "created_at": "2025-05-%02dT09:00:00Z" % (i % 28 + 1), "author": {"name": people[i % 5], "email": KINDS["email"][i % 5]}, "subject": "On " + planted(i),
                "body": said(i + 1), "status": "open"} for i in range(60)], f)
with open(path("box.mbox"), "w") as f:
    for i in range(60):
        f.write("From x@planted.example Thu Jan  1 00:00:00 2025\nFrom: %s <%s>\nTo: help@firm.example\nSubject: Trouble with %s\nDate: Thu, %d Jan 2025 10:00:00 +0000\n"
                "Message-ID: <m%d.%s@planted.example>\nX-Originating-IP: %s\n\nDear %s,\n%s\n\nKind regards,\n%s\n%s\n\n"
                % (people[i % 5], KINDS["email"][i % 5], planted(i), i % 28 + 1, i, people[i % 5].split()[0], KINDS["ip"][i % 4], people[(i + 1) % 5].split()[0], said(i + 2), people[i % 5],
                   KINDS["phone"][i % 5]))
for i in range(10):
    with open(path("%s-%d.eml" % (people[i % 5].split()[1], i)), "w") as f:
        f.write("From: %s\nSubject: %s\nDate: Thu, %d Feb 2025 10:00:00 +0000\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello %s,\n%s\nThe file is %s_cv.pdf.\n"
                "--b\nContent-Type: application/pdf; name=\"%s.pdf\"\nContent-Disposition: attachment; filename=\"%s.pdf\"\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n"
                % (person(i), planted(i), i % 28 + 1, people[i % 5].split()[0], said(i), people[i % 5].replace(" ", "_"), people[i % 5], people[i % 5]))
with open(path("call.vtt"), "w") as f:
    f.write("WEBVTT\n\n")
    for i in range(30):
        f.write("00:%02d:00.000 --> 00:%02d:05.000\n<v %s>%s\n\n" % (i, i, people[i % 2], said(i)))
with open(path("reviews.xml"), "w") as f:
    f.write("<reviews>")
    for i in range(30):
        f.write("<review><id>%s</id><author>%s</author><date>2025-06-%02d</date><title>%s</title><text>%s</text></review>" % (i, people[i % 5], i % 28 + 1, planted(i).replace("&", ""), said(i).replace("&", "")))
    f.write("</reviews>")
with open(folder + ".values", "w") as f:
    for kind, value in values:
        for part in FIND.get(value, value.split() if kind == "name" else [value]):
            f.write(kind + "\t" + part + "\n")
