#!/bin/sh
# The main job on the samples: samples/demo.sh path/to/gripe. Prints the one page; `make demo` runs it.
set -eu
gripe=$1
cd "$(dirname "$0")/.."
# The samples are made, so their ids may be read; otherwise they are keyed, and so differ by key.
exec "$gripe" run --keep-ids --keep-handle harbourcoffee --customers samples/customers.csv --costs samples/costs.tsv samples/inbox
