#!/usr/bin/env python3
"""Who includes and who calls whom: prints a line for each include that rooms.tsv does not allow, each file whose folder it does not
know, each circle of files (a header and its .c count as one) by includes or by calls (`nm` over the objects of BUILD), and each file
with the name of another.

  rooms.py [BUILD]      without BUILD no circles are looked for
"""
import pathlib
import re
import subprocess
import sys

INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)


def read_rooms(path):
    rooms = {}
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            room, _, sees = line.rstrip("\n").partition("\t")
            rooms[room] = {room, *sees.split()}
    return rooms


def allowed(sees, room):
    return (room in sees or ("common" in sees and room.startswith("stages/common/"))
            or ("stages" in sees and room.startswith("stages/")))


def circles(edges):
    """Tarjan's strongly connected components of more than one file."""
    index, low, stack, out = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(edges[node]):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            part = [stack.pop()]
            while part[-1] != node:
                part.append(stack.pop())
            if len(part) > 1:
                out.append(sorted(part))

    for node in sorted(edges):
        if node not in index:
            visit(node)
    return sorted(out)


def calls(build):
    """{file: files whose functions or data it uses}, by the names that its object defines and wants."""
    defined, wanted = {}, {}
    top = pathlib.Path(build) / "obj"
    for path in sorted(top.rglob("*.o")):
        source = path.relative_to(top).with_suffix(".c")
        if source.parts[0] not in ("stages", "pipeline") or not source.exists():
            continue  # tests, and what is left of a file that was moved
        wanted[path.stem] = set()
        for line in subprocess.run(["nm", "-g", path], capture_output=True, text=True, check=True).stdout.splitlines():
            kind, name = line.split()[-2:]
            if name in ("malloc", "calloc", "realloc"):
                continue  # the C library's, though the program puts its own before them
            if kind == "U":
                wanted[path.stem].add(name)
            else:
                defined[name] = path.stem
    return {f: {defined[n] for n in names if n in defined} - {f} for f, names in wanted.items()}


def main():
    sys.setrecursionlimit(10000)
    rooms = read_rooms(pathlib.Path(__file__).with_name("rooms.tsv"))
    files = sorted(f for top in ("stages", "pipeline") for f in pathlib.Path(top).rglob("*.[ch]"))
    place, edges = {}, {f.stem: set() for f in files}
    for f in files:
        if f.name in place:
            print(f"{f}: the name of {place[f.name]}")
        place[f.name] = f
    for f in files:
        room = str(f.parent)
        if room not in rooms:
            print(f"{f}: rooms.tsv has no room {room}")
            continue
        for name in INCLUDE.findall(f.read_text(encoding="utf-8")):
            if name not in place:
                print(f"{f}: includes {name}, which is not there")
                continue
            if not allowed(rooms[room], str(place[name].parent)):
                print(f"{f}: {room} may not include {place[name]}")
            if place[name].stem != f.stem:
                edges[f.stem].add(place[name].stem)
    if len(sys.argv) < 2:
        return
    for part in circles(edges):
        print("circle of includes: " + " ".join(part))
    for part in circles(calls(sys.argv[1])):
        print("circle of calls: " + " ".join(part))


if __name__ == "__main__":
    main()
