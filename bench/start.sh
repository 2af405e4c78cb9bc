#!/usr/bin/env bash
# Start: from `java -jar` to the first answered chat.
set -euo pipefail

runs=${RUNS:-5}
model=${MODEL:-simulator/hello}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  local run fastest slowest
  ready
  conditions
  for ((run = 1; run <= runs; run++)); do
    once
  done
  fastest=$(sort -n "$scratch/times" | head -n 1)
  slowest=$(sort -n "$scratch/times" | tail -n 1)
  echo "to the first answered chat: median $(median <"$scratch/times") ms ($fastest to $slowest) of $runs starts," \
    "each with an empty data folder"
}

# once: adds the milliseconds of one start to the list
once() {
  local begin=${EPOCHREALTIME/[.,]/}
  launch_gateway
  wait_for "$gateway" "$model" "$gateway_pid" gateway
  echo $(((${EPOCHREALTIME/[.,]/} - begin) / 1000)) >>"$scratch/times"
  stop "$gateway_pid"
}

main
