#!/usr/bin/env bash
# Balancers in simulated time: shares and times beside what theory says of them.
# balancers.sh [REQUESTS]: of each of 20 runs, 50000 by default
set -euo pipefail

requests=${1:-${REQUESTS:-50000}}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  local failed=
  need mvn
  printf 'shares of requests; mean and p99 at a load of 0.8, in times that a target works on one request\n'
  printf '%-17s%-62s%9s%11s%12s%9s\n' balancer simulated theory simulation difference allowed
  start maven mvn -B -f "$root/pom.xml" test-compile surefire:test \
    -Dtest=FiguresTest -Dserai.balancers.requests="$requests"
  wait "$pid" || failed=1
  figures
  [[ -z $failed ]] || fail "$(reason)"
}

# figures: those that FiguresTest prints
figures() { sed -n 's/^.*balancers: //p' "$scratch/maven.log"; }

# reason: the first errors of the build
reason() { grep -m 3 '^\[ERROR\]' "$scratch/maven.log" | cut -c 1-600 || echo "mvn failed"; }

main
