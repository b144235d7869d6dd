"""Line coverage from the counts of a build with --coverage. cover.py BUILD KINDS: a table by room, files below the wanted share with the functions that no test
has called, and status 1 when the whole is below it."""
import collections
import datetime
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

WANTED = 90   # per cent of lines
SHOWN = 85    # files below are named


def counts(build):
    """{source: ({line: runs}, {function: runs})}"""
    lines, functions = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for notes in sorted(pathlib.Path(build, 'obj').rglob('*.gcno')):
        source = notes.relative_to(pathlib.Path(build, 'obj')).with_suffix('.c')
        if source.parts[0] not in ('stages', 'pipeline') or not source.exists():
            continue
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(['gcov', '--json-format', str(notes.resolve())], cwd=folder, capture_output=True, check=False)
            for out in pathlib.Path(folder).glob('*.json.gz'):
                for part in json.load(gzip.open(out))['files']:
                    if part['file'].endswith(str(source)):
                        for line in part['lines']:
                            lines[str(source)][line['line_number']] += line['count']
                        for function in part['functions']:
                            functions[str(source)][function['name']] += function['execution_count']
    return lines, functions


def main():
    build, kinds = sys.argv[1:3]
    lines, functions = counts(build)
    rooms = collections.defaultdict(lambda: [0, 0])
    for source, runs in lines.items():
        for room in (str(pathlib.Path(source).parent), 'all'):
            rooms[room][0] += len(runs)
            rooms[room][1] += sum(n > 0 for n in runs.values())
    print('<!-- made by tests/cover/cover.sh on %s with the tests of the kinds %s; UPDATE=1 make cover renews it -->' % (datetime.date.today(), kinds))
    print('| room | lines | run by a test | share |\n|---|--:|--:|--:|')
    for room in sorted(rooms, key=lambda r: (r == 'all', r)):
        print('| %s | %d | %d | %.1f %% |' % (room, *rooms[room], 100 * rooms[room][1] / rooms[room][0]))
    print('\nFiles below %d %%, and their functions that no test calls:\n' % SHOWN)
    for source in sorted(lines):
        runs = lines[source]
        share = 100 * sum(n > 0 for n in runs.values()) / max(1, len(runs))
        if share < SHOWN:
            never = sorted(f for f, n in functions[source].items() if n == 0)
            print('- %s %.0f %%%s' % (source, share, ': ' + ', '.join(never) if never else ''))
    sys.exit(100 * rooms['all'][1] < WANTED * rooms['all'][0])


main()
