#!/bin/sh
# The main job on the samples: samples/demo.sh path/to/gripe. Prints the one page; `make demo` runs it.
set -eu
gripe=$1
cd "$(dirname "$0")/.."
exec "$gripe" run --customers samples/customers.csv --costs samples/costs.tsv samples/inbox
