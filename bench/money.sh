#!/usr/bin/env bash
# Money: whether what is on record and booked in budgets is what the provider charges, by its own books, whatever becomes
# of requests and answers.
# money.sh [REQUESTS]: 100000 by default
set -euo pipefail

requests=${1:-${REQUESTS:-100000}}
export BENCH_LIMIT=${BENCH_LIMIT:-3600}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  need mvn
  printf '%s cores shared by everything in the run; each kind in turn, 64 at a time\n' "$(nproc)"
  run_test MoneyTest money -Dserai.money.requests="$requests"
}

main
