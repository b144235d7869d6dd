"""Made contacts of some nights, for tests of the store: nights_made.py DIR [NIGHTS]. A file a night, DIR/2025-03-NN.ndjson, of about 60 contacts: troubles of a
shop in different words, each night its own people; "late" doubles in the last two nights. The same every time."""
import json
import os
import random
import sys

TROUBLES = {
    "late": ["The parcel came late again.", "My parcel is late, a week by now.", "Delivery was late once more and nobody said why."],
    "broken": ["The kettle is broken after two days.", "My grinder stopped working and does not start.", "The lid of the cup is broken."],
    "charged": ["I was charged twice for one order.", "You charged my card twice.", "Two charges for the same order on my card."],
    "refund": ["Still no refund after three weeks.", "I am waiting for my refund.", "Nobody gives me the refund that was promised."],
    "login": ["I cannot log in to the app.", "Login fails with every password.", "The app logs me out and I cannot log in again."],
    "good": ["Lovely coffee, thank you.", "The beans are great.", "Friendly people and good coffee."],
}


def night(day, folder):
    chance = random.Random(day)
    names = list(TROUBLES)
    with open("%s/2025-03-%02d.ndjson" % (folder, day), "w") as out:
        for i in range(60 + (20 if day >= 20 else 0)):
            name = "late" if day >= 20 and i >= 60 else names[i % len(names)]
            first = chance.choice(["", "Hello, ", "Again: ", "To whom it may concern. "])
            contact = {"id": "n%02d-%d" % (day, i), "channel": chance.choice(["ticket", "email", "review"]), "time": "2025-03-%02dT%02d:%02d:00Z" % (day, i % 24, i % 60),
                       "person": "person %d of %d" % (i, day), "text": first + chance.choice(TROUBLES[name]), "attrs": {"plan": chance.choice(["basic", "plus"])}}
            out.write(json.dumps(contact) + "\n")


os.makedirs(sys.argv[1], exist_ok=True)
for number in range(1, 1 + int(sys.argv[2] if len(sys.argv) > 2 else 6)):
    night(number, sys.argv[1])
