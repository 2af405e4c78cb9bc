#!/usr/bin/env bash
# Faults: whether each request is answered whole while a provider fails three in ten, at any point of its answer.
# faults.sh [REQUESTS]: 10000 by default
set -euo pipefail

requests=${1:-${REQUESTS:-10000}}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  local failed=
  need mvn
  printf '%s cores shared by everything in the run; two targets, half of the requests streamed\n' "$(nproc)"
  start maven mvn -B -f "$root/pom.xml" test-compile surefire:test \
    -Dtest=FailingTargetTest -Dserai.wall.requests="$requests"
  wait "$pid" || failed=1
  figures
  [[ -z $failed ]] || fail "$(reason)"
}

# figures: those that FailingTargetTest prints
figures() { sed -n 's/^.*faults: //p' "$scratch/maven.log"; }

# reason: the first errors of the build
reason() { grep -m 3 '^\[ERROR\]' "$scratch/maven.log" | cut -c 1-600 || echo "mvn failed"; }

main
