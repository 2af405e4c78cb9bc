#!/usr/bin/env bash
# Streamed answers: how late each event arrives through the gateway, beside a direct run.
# streams.sh [STREAMS [EVENTS_PER_SECOND_OF_EACH [EVENTS]]]; with HEAP=true what each takes of the heap, too, for which a
# collection stops them all
set -euo pipefail

streams=${1:-1000}
rate=${2:-10}
events=${3:-100}
warmup=${WARMUP:-10}
simulated=${SIMULATED:-0}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  ready
  allow_files
  start_upstream
  ((simulated == 0)) || gateway_env+=(SIMULATOR_TOKENS_PER_SECOND=0.2)
  start_gateway
  if [[ -n ${HEAP:-} ]]; then heap_at_rest=$(live "$gateway_pid") files_at_rest=$(open_files); fi
  conditions
  echo "$streams streams of $events events at $rate/s each ($((streams * rate)) events/s); times in ms"
  ((simulated == 0)) || hold_simulated
  for model in ${MODELS:-$openai_model $anthropic_model}; do
    run "$model"
  done
  ((simulated == 0)) || check_simulated
}

# The gateway holds two sockets for each stream, one for a simulated one, and some files of its own.
allow_files() {
  local wanted=$((2 * streams + simulated + 500))
  ulimit -n "$wanted" 2>/dev/null || ulimit -n "$(ulimit -Hn)"
  local allowed
  allowed=$(ulimit -n)
  [[ $allowed == unlimited ]] || ((allowed >= wanted)) ||
    fail "$streams streams take $wanted open files, $allowed are allowed (ulimit -n)"
}

run() {
  printf '\n%s' "$1"
  if [[ -n ${HEAP:-} ]]; then
    look_at_heap &
    pids+=("$!")
  fi
  "$jdk/bin/java" -XX:+UseSerialGC -Xmx512m "$bench/StreamLoad.java" \
    "$upstream" "$gateway" "$gateway_pid" "$key" "$1" "$streams" "$rate" "$events" "$warmup" ||
    fail "not every stream was complete"
}

# look_at_heap: while there are nearly all of the streams, each with its two files
look_at_heap() {
  until (($(open_files) >= files_at_rest + 19 * streams / 10)); do sleep 0.5; done
  echo "$(live "$gateway_pid") $heap_at_rest $streams" |
    awk '{ printf "\nlive heap of a stream: %.0f KB\n", ($1 - $2) / 1024 / $3 }'
}

open_files() { find "/proc/$gateway_pid/fd" -mindepth 1 2>/dev/null | wc -l; }

# Streams of the embedded simulator take no socket to a provider: with some of them beside the others, a machine that
# allows 20,000 files serves 10,000 streams. Their 42 tokens, one in 5 s, take longer than all else.
hold_simulated() {
  ((simulated <= 300)) || fail "curl opens at most 300 streams at a time"
  start simulated curl -sSfN --parallel --parallel-immediate --parallel-max "$simulated" -o "$scratch/simulated.#1" \
    "$gateway/v1/chat/completions?stream=[1-$simulated]" -H "Authorization: Bearer $key" \
    -d "{\"model\":\"simulator/echo\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
  simulated_pid=$pid
}

check_simulated() {
  local complete
  kill -0 "$simulated_pid" 2>/dev/null || fail "the simulated streams ended before the others"
  wait "$simulated_pid" || fail "a simulated stream failed: $(tail -n 1 "$scratch/simulated.log")"
  complete=$(grep -lx 'data: \[DONE\]' "$scratch"/simulated.[0-9]* | wc -l)
  echo "simulated streams beside them: $complete of $simulated complete"
  ((complete == simulated)) || fail "not every simulated stream was complete"
}

main
