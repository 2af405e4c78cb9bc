#!/usr/bin/env bash
# Faults: whether each request is answered whole while a provider fails three in ten, at any point of its answer.
# faults.sh [REQUESTS]: 10000 by default
set -euo pipefail

requests=${1:-${REQUESTS:-10000}}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  need mvn
  printf '%s cores shared by everything in the run; two targets, half of the requests streamed\n' "$(nproc)"
  run_test FailingTargetTest faults -Dserai.wall.requests="$requests"
}

main
