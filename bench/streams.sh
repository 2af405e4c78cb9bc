#!/usr/bin/env bash
# Streamed answers: how late each event arrives through the gateway, beside a direct run.
# streams.sh [STREAMS [EVENTS_PER_SECOND_OF_EACH [EVENTS]]]
set -euo pipefail

streams=${1:-1000}
rate=${2:-10}
events=${3:-100}
warmup=${WARMUP:-10}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  need curl
  need_jar
  find_jdk
  free_ports
  allow_files
  start_upstream
  start_gateway
  conditions
  echo "$streams streams of $events events at $rate/s each ($((streams * rate)) events/s); times in ms"
  for model in ${MODELS:-$openai_model $anthropic_model}; do
    run "$model"
  done
}

# The gateway holds two sockets for each stream, and some files of its own.
allow_files() {
  local wanted=$((2 * streams + 500))
  ulimit -n "$wanted" 2>/dev/null || ulimit -n "$(ulimit -Hn)"
  local allowed
  allowed=$(ulimit -n)
  [[ $allowed == unlimited ]] || ((allowed >= wanted)) ||
    fail "$streams streams take $wanted open files, $allowed are allowed (ulimit -n)"
}

run() {
  printf '\n%s' "$1"
  "$jdk/bin/java" -XX:+UseSerialGC -Xmx512m "$bench/StreamLoad.java" \
    "$upstream" "$gateway" "$gateway_pid" "$key" "$1" "$streams" "$rate" "$events" "$warmup" ||
    fail "not every stream was complete"
}

main
