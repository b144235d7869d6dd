"""read_mail.py MBOX - what `gripe read` does to an mbox, with Python's mailbox and email: decoded subject, sender, date, ids of the thread, body text, a JSON line each."""
import email.header
import email.utils
import json
import mailbox
import sys


def decoded(value):
    try:
        return str(email.header.make_header(email.header.decode_header(value or "")))
    except (LookupError, ValueError):
        return value or ""


def body(message):
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            payload = part.get_payload(decode=True)
            if payload is not None:
                try:
                    return payload.decode(part.get_content_charset() or "utf-8", "replace")
                except LookupError:
                    return payload.decode("latin-1")
    return ""


for message in mailbox.mbox(sys.argv[1], create=False):
    try:
        time = email.utils.parsedate_to_datetime(message["Date"]).isoformat()
    except (TypeError, ValueError, IndexError):
        time = ""
    name, address = email.utils.parseaddr(decoded(message["From"]))
    print(json.dumps({"time": time, "person": f"{name} <{address}>", "title": decoded(message["Subject"]),
                      "thread": (message["References"] or message["In-Reply-To"] or message["Message-ID"] or "").split()[:1], "text": body(message)}, ensure_ascii=False))
