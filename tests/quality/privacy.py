"""Personal data against labelled texts: precision and recall of each kind, beside presidio-analyzer where it is installed.

privacy.py MASKER GRIPE LEXICONS DATASET.json
A labelled span is found when a masked place of its kind overlaps it ("covered": of any kind); a masked place is right when it overlaps a span of its kind.
Kinds that the labels do not have are left out. Then the whole stage: no labelled value of a structured kind may stand in what `gripe clean` writes.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
import time

KINDS = ['email', 'phone', 'card', 'iban', 'id', 'ip', 'address', 'name']
STRUCTURED = KINDS[:6]
ALL = KINDS + ['mac', 'url', 'number', 'handle', 'file', 'date']
OURS = {'EMAIL_ADDRESS': 'email', 'PHONE_NUMBER': 'phone', 'CREDIT_CARD': 'card', 'IBAN_CODE': 'iban', 'US_SSN': 'id', 'US_DRIVER_LICENSE': 'id',
        'IP_ADDRESS': 'ip', 'STREET_ADDRESS': 'address', 'ADDRESS': 'address', 'PERSON': 'name'}
ALSO = {'ZIP_CODE': 'address'}    # right where it is masked, not asked for: "in Springfield 12345" tells of nobody
PEERS = dict(OURS, LOCATION='address', US_PASSPORT='id', US_ITIN='id', UK_NHS='id', US_BANK_NUMBER='number')
PLACE = re.compile(r'\[(%s)\]' % '|'.join(ALL))


def spans_of(text, masked):
    parts = PLACE.split(masked)
    # Only an address goes over the end of a line: "[address]\n[phone]" could be parted elsewhere too.
    groups = ['(.+?)' if kind == 'address' else r'([^\n]+?)' for kind in parts[1::2]] + ['']
    match = re.fullmatch(''.join(re.escape(p) + g for p, g in zip(parts[0::2], groups)), text, re.S)
    assert match, (text, masked)
    return [(match.start(i + 1), match.end(i + 1), kind) for i, kind in enumerate(parts[1::2])]


def score(data, found):
    tally = collections.defaultdict(collections.Counter)
    for item, places in zip(data, found):
        right = set()
        for span in item['spans']:
            kind = OURS.get(span['entity_type'], ALSO.get(span['entity_type']))
            if kind is None:
                continue
            hits = [i for i, p in enumerate(places) if p[0] < span['end_position'] and span['start_position'] < p[1]]
            good = [i for i in hits if places[i][2] == kind]
            right.update(good)
            if span['entity_type'] in ALSO:
                continue
            tally[kind]['all'] += 1
            tally[kind]['found'] += bool(good)
            tally[kind]['covered'] += bool(hits)
        for i, place in enumerate(places):
            tally[place[2]]['masked'] += 1
            tally[place[2]]['right'] += i in right
    return tally


def share(part, whole):
    return '%.3f' % (part / whole) if whole else '-'


def peer(data):
    try:
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
        from presidio_analyzer.nlp_engine import NlpEngineProvider
        import spacy
    except ImportError:
        return None, 'not installed'
    names = [n for n in ('en_core_web_lg', 'en_core_web_sm') if spacy.util.is_package(n)]
    if names:
        model = names[0]
    else:
        model = tempfile.mkdtemp()
        spacy.blank('en').to_disk(model)
    engine = NlpEngineProvider(nlp_configuration={'nlp_engine_name': 'spacy', 'models': [{'lang_code': 'en', 'model_name': model}]}).create_engine()
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(nlp_engine=engine, languages=['en'])
    analyzer = AnalyzerEngine(nlp_engine=engine, registry=registry, supported_languages=['en'])
    start, found = time.process_time(), []
    for item in data:
        results = analyzer.analyze(text=item['full_text'], language='en', score_threshold=0.35)
        found.append([(r.start, r.end, PEERS[r.entity_type]) for r in results if r.entity_type in PEERS])
    spent = time.process_time() - start
    return found, '%s, %.2f MB/s' % (names[0] if names else 'no language model', sum(len(d['full_text'].encode()) for d in data) / spent / 1e6)


def leaks(gripe, data):
    """Values of structured kinds that are still there after `gripe clean`."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'in.ndjson')
        with open(path, 'w') as out:
            for i, item in enumerate(data):
                out.write(json.dumps({'id': 'c%05d' % i, 'text': item['full_text']}) + '\n')
        result = subprocess.run([gripe, 'clean', '-q', '--key', os.path.join(folder, 'key'), path], capture_output=True, check=True)
    texts = {}
    for line in result.stdout.splitlines():
        record = json.loads(line)
        texts[record['id']] = record.get('text', '')
    count, left = 0, []
    for i, item in enumerate(data):
        for span in item['spans']:
            if OURS.get(span['entity_type']) in STRUCTURED:
                count += 1
                if span['entity_value'] in texts.get('c%05d' % i, ''):
                    left.append(span['entity_type'])
    return count, left


def main():
    masker, gripe, lexicons, path = sys.argv[1:5]
    data = json.load(open(path))
    joined = b'\0'.join(d['full_text'].encode() for d in data) + b'\0'
    run = subprocess.run([masker, lexicons, 'time'], input=joined, capture_output=True, check=True)
    seconds, size = run.stderr.split()
    found = [spans_of(d['full_text'], m.decode()) for d, m in zip(data, run.stdout.split(b'\0'))]
    ours = score(data, found)
    theirs, how = peer(data)
    other = score(data, theirs) if theirs else None
    print('| kind | labelled | recall | precision | covered by any kind | presidio recall | presidio precision |\n|---|---|---|---|---|---|---|')
    for kind in KINDS:
        t = ours[kind]
        row = [kind, str(t['all']), share(t['found'], t['all']), share(t['right'], t['masked']), share(t['covered'], t['all'])]
        row += [share(other[kind]['found'], other[kind]['all']), share(other[kind]['right'], other[kind]['masked'])] if other else ['-', '-']
        print('| ' + ' | '.join(row) + ' |')
    print('\n%d texts, %.0f MB/s of processor time (texts dense with personal data); presidio-analyzer: %s.' % (len(data), int(size) / float(seconds) / 1e6, how))
    print('Names: by lists of given and family names and by what stands around them; not found are rare names alone in a sentence and names that are words as well. Addresses: not found are '
          'streets without a number, and names of streets that no word marks as such.')
    count, left = leaks(gripe, data)
    print('Structured values that stand in what `gripe clean` writes: %d of %d%s.' % (len(left), count, ' (%s)' % ', '.join(sorted(left)) if left else ''))
    bad = [k for k in STRUCTURED if ours[k]['all'] and (ours[k]['found'] < .95 * ours[k]['all'] or ours[k]['right'] < .95 * ours[k]['masked'])]
    if bad or left:
        sys.exit('below .95: %s; left: %s' % (bad, left))


main()
