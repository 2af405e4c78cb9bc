#!/usr/bin/env bash
# What got slower since the last release: this checkout against it, in one run, taking turns, with confidence intervals. Run
# before each release. gate.sh [REVISION]: by default the newest tag
set -euo pipefail

rounds=${ROUNDS:-12}
warmup=${WARMUP:-30}
tolerance=${TOLERANCE:-2}
export BENCH_LIMIT=${BENCH_LIMIT:-3600}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"
# shellcheck source-path=SCRIPTDIR source=before.sh
. "$bench/before.sh"

streaming=http://127.0.0.1:$((base_port + 4))
stream_model=${STREAM_MODEL:-mistral/mistral-large-latest}

main() {
  revision=${1:-$(git -C "$root" describe --tags --abbrev=0 2>/dev/null)} || fail "there is no tag; name a revision: gate.sh REVISION"
  set_up
  build_before "$revision"
  start streaming "$jdk/bin/java" -XX:+UseSerialGC -Xmx512m "$bench/StreamUpstream.java" "${streaming##*:}"
  gateway_env+=("MISTRAL_BASE_URL=$streaming" MISTRAL_API_KEY=sk-upstream)
  start_before start_gateway
  start_gateway
  warm_up
  for ((round = 1; round <= rounds; round++)); do measure_both; done
  report
}

targets() {
  cat <<TARGETS
before $before $openai_model
now $gateway $openai_model
before $before $anthropic_model
now $gateway $anthropic_model
TARGETS
}

# measure_both: each first in every other round, since whoever comes second meets a warmer machine
measure_both() {
  if ((round % 2)); then
    measure before "$before" "$before_pid"
    measure now "$gateway" "$gateway_pid"
  else
    measure now "$gateway" "$gateway_pid"
    measure before "$before" "$before_pid"
  fi
}

# measure NAME URL PID: a round's figures, a file for each of them
measure() {
  chats passed "$@" "$openai_model"
  chats translated "$@" "$anthropic_model"
  load 1 1 "$seconds" "$2" "$openai_model" >"$scratch/one"
  note one-p50 "$1" 2 "$scratch/one"
  note one-p99 "$1" 3 "$scratch/one"
  streams "$@"
}

# chats WHAT NAME URL PID MODEL: requests/s, p99 and CPU of many connections
chats() {
  local before_ticks
  before_ticks=$(ticks "$4")
  load 2 "$connections" "$seconds" "$3" "$5" >"$scratch/many"
  [[ $(failed "$scratch/many") == 0 ]] || fail "not every request to $2 was answered with 200"
  note "$1-rate" "$2" 1 "$scratch/many"
  note "$1-p99" "$2" 3 "$scratch/many"
  awk -v ticks=$(($(ticks "$4") - before_ticks)) -v hertz="$(getconf CLK_TCK)" -v seconds="$seconds" \
    '{ print ticks / hertz * 1e6 / ($1 * seconds) }' "$scratch/many" >>"$scratch/$1-cpu.$2"
}

# streams NAME URL PID: CPU of 200 streams of events
streams() {
  local before_ticks
  before_ticks=$(ticks "$3")
  "$jdk/bin/java" -XX:+UseSerialGC -Xmx512m "$bench/StreamLoad.java" \
    "$streaming" "$2" "$3" "$key" "$stream_model" 200 40 100 1 >"$scratch/streams" || fail "not every stream of $1 was complete"
  echo $(($(ticks "$3") - before_ticks)) >>"$scratch/streams-cpu.$1"
}

note() { awk -v n="$3" '{ print $n }' "$4" >>"$scratch/$1.$2"; }

report() {
  local worse=0
  conditions
  echo "before: $revision; $rounds rounds of $seconds s, $connections connections; change with 95 % confidence"
  printf '\n%-44s %10s %10s %8s %18s\n' "" before now "change %" "between"
  row passed-rate 1 "chats that pass, requests/s" || worse=1
  row passed-cpu -1 "  CPU of a request, µs" || worse=1
  row passed-p99 -1 "  p99, µs" || worse=1
  row translated-rate 1 "chats that are translated, requests/s" || worse=1
  row translated-cpu -1 "  CPU of a request, µs" || worse=1
  row translated-p99 -1 "  p99, µs" || worse=1
  row one-p50 -1 "one connection, p50, µs" || worse=1
  row one-p99 -1 "  p99, µs" || worse=1
  row streams-cpu -1 "200 streams of 100 events, CPU ticks" || worse=1
  printf '%-44s %10d %10d\n' "memory after it, MB" "$(memory "$before_pid" VmRSS)" "$(memory "$gateway_pid" VmRSS)"
  ((worse == 0)) || fail "this checkout is surely more than $tolerance % worse than $revision"
}

# row FILE BETTER TEXT: the change as the mean of the rounds' ratios, whose logarithms have Student's distribution; false where
# it is surely worse. BETTER is 1 where more is better, else -1
row() {
  paste "$scratch/$1.before" "$scratch/$1.now" | awk -v text="$3" -v better="$2" -v tolerance="$tolerance" \
    -v before="$(median <"$scratch/$1.before")" -v now="$(median <"$scratch/$1.now")" '
    { d = log($2 / $1); sum += d; squares += d * d }
    # the 97.5 % quantile: its expansion by degrees of freedom, good to 2 % from 4 on
    function student(f, z) { z = 1.96; return z + (z ^ 3 + z) / (4 * f) + (5 * z ^ 5 + 16 * z ^ 3 + 3 * z) / (96 * f ^ 2) }
    END {
      mean = sum / NR
      spread = NR > 1 ? sqrt((squares - NR * mean * mean) / (NR - 1)) : 0
      half = student(NR > 1 ? NR - 1 : 1) * spread / sqrt(NR)
      low = 100 * (exp(mean - half) - 1); high = 100 * (exp(mean + half) - 1)
      best = better > 0 ? high : -low
      verdict = best < -tolerance ? "worse" : (better > 0 ? low > 0 : high < 0) ? "better" : ""
      printf "%-44s %10.0f %10.0f %+8.1f %+8.1f to %+6.1f %s\n", text, before, now, 100 * (exp(mean) - 1), low, high, verdict
      exit verdict == "worse"
    }'
}

main "$@"
