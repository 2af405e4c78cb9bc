#!/usr/bin/env bash
# Balancers in simulated time: shares and times beside what theory says of them.
# balancers.sh [REQUESTS]: of each of 20 runs, 50000 by default
set -euo pipefail

requests=${1:-${REQUESTS:-50000}}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  need mvn
  printf 'shares of requests; mean and p99 at a load of 0.8, in times that a target works on one request\n'
  printf '%-17s%-62s%9s%11s%12s%9s\n' balancer simulated theory simulation difference allowed
  run_test FiguresTest balancers -Dserai.balancers.requests="$requests"
}

main
