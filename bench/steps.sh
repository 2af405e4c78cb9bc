#!/usr/bin/env bash
# What the times of routes and steps cost a chat that no policy touches: a gateway that takes them (serai.step-times) and one
# that does not, in one run, taking turns. steps.sh [LEVEL]: with a level of Camel's own statistics (Default) in place of ours
set -euo pipefail

level=${1:-}
rounds=${ROUNDS:-9}
warmup=${WARMUP:-30}
least=${LEAST:-0.97}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"

targets() { off_and_on; }

main() {
  set_up
  start_off SERAI_STEP_TIMES=false
  if [[ -n $level ]]; then
    start_with SERAI_STEP_TIMES=false "CAMEL_MAIN_JMX_MANAGEMENT_STATISTICS_LEVEL=$level"
  else
    start_with SERAI_STEP_TIMES=true
  fi
  warm_up
  take_turns
  report_ratio "${level:-times of routes and steps}" "$least"
}

main
