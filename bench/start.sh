#!/usr/bin/env bash
# Start: from `java -jar` to the first answered chat, without and with an AOT cache (deploy/aot.sh, JDK 25), taking turns.
set -euo pipefail

runs=${RUNS:-5}
model=${MODEL:-simulator/hello}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  local run
  ready
  conditions
  make_cache
  for ((run = 1; run <= runs; run++)); do
    once plain
    once cached "-XX:AOTCache=$aot_cache"
  done
  report plain "without a cache"
  report cached "with an AOT cache"
  echo "ratio: $(awk -v a="$(median <"$scratch/cached")" -v b="$(median <"$scratch/plain")" 'BEGIN { printf "%.2f", a / b }')"
}

# once NAME OPTION…: adds the milliseconds of one start to the list of that name
once() {
  local begin=${EPOCHREALTIME/[.,]/} java_opts=("${java_opts[@]}" "${@:2}")
  launch_gateway
  wait_for "$gateway" "$model" "$gateway_pid" gateway
  echo $(((${EPOCHREALTIME/[.,]/} - begin) / 1000)) >>"$scratch/$1"
  stop "$gateway_pid"
}

report() {
  echo "to the first answered chat, $2: median $(median <"$scratch/$1") ms" \
    "($(sort -n "$scratch/$1" | head -n 1) to $(sort -n "$scratch/$1" | tail -n 1)) of $runs starts, each with an empty data folder"
}

main
