#!/usr/bin/env bash
# What the times of routes and steps cost a chat that no policy touches: a gateway that takes them (serai.step-times) and one
# that does not, in pairs, taking turns. steps.sh [LEVEL]: with a level of Camel's own statistics (Default) in place of ours
set -euo pipefail

level=${1:-}
pairs=${PAIRS:-4}
rounds=${ROUNDS:-5}
warmup=${WARMUP:-30}
least=${LEAST:-0.97}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"

targets() { off_and_on; }

# shellcheck disable=SC2034 # read by their names
main() {
  local without=(SERAI_STEP_TIMES=false) with=(SERAI_STEP_TIMES=true)
  if [[ -n $level ]]; then with=("${without[@]}" "CAMEL_MAIN_JMX_MANAGEMENT_STATISTICS_LEVEL=$level"); fi
  set_up
  compare_pairs without with
  report_ratio "${level:-times of routes and steps}" "$least"
}

main
