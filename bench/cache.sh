#!/usr/bin/env bash
# What the answer cache costs and gives: chats that are answered from memory beside nginx, which has the same bytes in memory;
# chats that are looked for and not found; and chats for which nobody has it switched on, against a gateway whose routes have no
# such step. Then a crowd that asks the same at once.
#   bench/cache.sh [CALLERS]
set -euo pipefail

callers=${1:-1000}
rounds=${ROUNDS:-5}
warmup=${WARMUP:-20}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"

main() {
  local case
  set_up
  gateway_env+=(SERAI_CACHE_MEMORY=128MB)
  start_without
  start_gateway
  for case in "${cases[@]}"; do seconds=$warmup drive "$case" "$connections" warm; done
  for _ in $(seq "$rounds"); do
    for case in "${cases[@]}"; do
      drive "$case" "$connections" many
      drive "$case" 1 one
    done
  done
  report
  crowd
}

cases=(nginx none off miss hit)

# start_without: a gateway whose chats go to the router at once
start_without() {
  local with=$gateway
  gateway=http://127.0.0.1:$((base_port + 3))
  without=$gateway
  make_home
  sed -i 's/direct:policy-cache/direct:router/' "$gateway_home"/routes/inbound/*.yaml
  launch_gateway_at_home
  wait_for "$gateway" "$openai_model" "$gateway_pid" gateway
  gateway=$with
}

# drive CASE CONNECTIONS NAME: some seconds of chats; adds requests/s, p50, p99 and failures to the figures of that name
drive() {
  local url=$gateway word='' threads=2 unique=
  (($2 > 1)) || threads=1
  case $1 in
    nginx) url=$upstream ;;
    none) url=$without unique=1 ;;
    off) unique=1 ;;
    miss) word=on unique=1 ;;
    hit) word=on ;;
  esac
  BENCH_KEY=$key BENCH_MODEL=$openai_model BENCH_CACHE=$word BENCH_UNIQUE=$unique wrk -t "$threads" -c "$2" -d "${seconds}s" \
    --timeout 5s --latency -s "$bench/chat.lua" "$url/v1/chat/completions" </dev/null |
    sed -n 's/^RESULT //p' >>"$scratch/$3.$1"
}

report() {
  local case
  conditions
  echo "chat of 2 KB, answer of 0.6 KB, medians of $rounds rounds of $seconds s in turn"
  printf '\n%-36s %11s %9s %9s %12s\n' "" "$connections conn." p50 p99 "1 conn. p50"
  for case in "${cases[@]}"; do
    printf '%-36s %9.0f/s %6.0f µs %6.0f µs %9.0f µs\n' "$(title "$case")" "$(column 1 "$scratch/many.$case")" \
      "$(column 2 "$scratch/many.$case")" "$(column 3 "$scratch/many.$case")" "$(column 2 "$scratch/one.$case")"
  done
  printf '\nhit to nginx %s, off to none %s, miss to off %s; a hit adds %s µs to nginx at one connection\n' \
    "$(ratio hit nginx)" "$(ratio off none)" "$(ratio miss off)" \
    "$(($(column 2 "$scratch/one.hit" | cut -d. -f1) - $(column 2 "$scratch/one.nginx" | cut -d. -f1)))"
  [[ $(failed "$scratch"/many.* "$scratch"/one.*) == 0 ]] || fail "not every request was answered with 200"
}

title() {
  case $1 in
    nginx) echo "nginx, the same bytes" ;;
    none) echo "no such step" ;;
    off) echo "not switched on" ;;
    miss) echo "looked for, asked, kept" ;;
    hit) echo "from memory" ;;
  esac
}

# ratio A B: the median of the ratios of both in each round
ratio() { paste "$scratch/many.$1" "$scratch/many.$2" | awk '{ printf "%.3f\n", $1 / $5 }' | median; }

# A gateway whose provider is the crowd's own.
crowd() {
  local crowd_port=$((base_port + 5))
  gateway=http://127.0.0.1:$((base_port + 4))
  gateway_env+=(OPENAI_BASE_URL="http://127.0.0.1:$crowd_port/v1" SERAI_MAX_IN_FLIGHT=$((2 * callers)))
  launch_gateway
  wait_for "$gateway" simulator/echo "$gateway_pid" gateway
  echo
  "$jdk/bin/java" "$bench/CrowdLoad.java" "$crowd_port" "$gateway" "$key" "$openai_model" "$callers" ||
    fail "the provider was asked more than once, or not every caller got all of it"
}

main
