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

main() {
  set_up
  start_with off SERAI_STEP_TIMES=false
  off=$gateway
  gateway=http://127.0.0.1:$((base_port + 3))
  if [[ -n $level ]]; then
    start_with on SERAI_STEP_TIMES=false "CAMEL_MAIN_JMX_MANAGEMENT_STATISTICS_LEVEL=$level"
  else
    start_with on SERAI_STEP_TIMES=true
  fi
  warm_up
  take_turns
  report
}

# start_with NAME ENV…: a gateway with that environment
start_with() {
  local before=("${gateway_env[@]}")
  gateway_env+=("${@:2}")
  start_gateway
  gateway_env=("${before[@]}")
}

# What is measured, in the order of the table
targets() {
  cat <<TARGETS
off $off $openai_model
on $gateway $openai_model
TARGETS
}

report() {
  local ratio
  conditions
  echo "chat of 2 KB, answer of 0.6 KB, $connections connections, medians of $rounds rounds of $seconds s"
  ratio=$(paste "$scratch/many.off" "$scratch/many.on" | awk '{ print $5 / $1 }' | median)
  printf '\n%-40s %9s %9s %7s\n' requests/s off on ratio
  printf '%-40s %9.0f %9.0f %7.3f\n' "${level:-times of routes and steps}" \
    "$(column 1 "$scratch/many.off")" "$(column 1 "$scratch/many.on")" "$ratio"
  [[ $(failed "$scratch"/many.*) == 0 ]] || fail "not every request was answered with 200"
  awk -v ratio="$ratio" -v least="$least" 'BEGIN { exit ratio < least }' || fail "the ratio is below $least"
}

main
