#!/usr/bin/env bash
# Gateways beside each other in one run, one at a time under load: requests/s, percentiles, CPU, memory and streams.
# compare.sh [NAME=ADDRESS[,MODEL[,KEY]]]…: nginx and this checkout always; others run already on this machine, and have
# http://127.0.0.1:18800/v1 (BENCH_PORT) as their provider of OpenAI's format. None is downloaded.
set -euo pipefail

rounds=${ROUNDS:-3}
warmup=${WARMUP:-20}
streams=${STREAMS:-500}
export BENCH_LIMIT=${BENCH_LIMIT:-7200}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"

others=("$@")

main() {
  need ss
  set_up
  start_gateway
  find_processes
  sleep "${IDLE:-10}"
  remember idle
  warm_up
  for ((round = 1; round <= rounds; round++)); do measure_each; done
  remember loaded
  report_chats
  change_upstream
  report_streams
}

# Targets in the order of the tables: name, address, model, key
targets() {
  local other name rest
  cat <<TARGETS
direct $upstream gpt-5.1
nginx $proxy gpt-5.1
serai $gateway $openai_model
TARGETS
  for other in "${others[@]}"; do
    name=${other%%=*} rest=${other#*=}
    [[ $other == *=http* ]] || fail "'$other' is not NAME=ADDRESS[,MODEL[,KEY]]"
    IFS=, read -r address model as <<<"$rest"
    echo "$name ${address%/} ${model:-gpt-5.1} ${as:-}"
  done
}

# find_processes: who listens at each address, with its children
find_processes() {
  local name url pid port
  while read -r name url _; do
    port=${url##*:}
    pid=$(ss -Hltnp "sport = :$port" | sed -n 's/.*pid=\([0-9]*\).*/\1/p' | sort -n | head -1)
    [[ -n $pid ]] || fail "nobody on this machine listens at $url ($name)"
    family "$pid" >"$scratch/processes.$name"
  done < <(targets)
}

family() {
  local child
  echo "$1"
  for child in $(ps -o pid= --ppid "$1"); do family "$child"; done
}

# remember WHEN: the memory of each
remember() {
  local name
  while read -r name _; do
    resident "$name" >"$scratch/$1.$name"
  done < <(targets)
}

resident() {
  local pid sum=0
  while read -r pid; do sum=$((sum + $(memory "$pid" VmRSS))); done <"$scratch/processes.$1"
  echo "$sum"
}

# used NAME: ticks of CPU
used() {
  local processes
  mapfile -t processes <"$scratch/processes.$1"
  ticks "${processes[@]}"
}

measure_each() {
  local name url model as before
  while read -r name url model as; do
    before=$(used "$name")
    key=${as:-$key} load 2 "$connections" "$seconds" "$url" "$model" >"$scratch/this"
    awk -v ticks=$(($(used "$name") - before)) -v hertz="$(getconf CLK_TCK)" -v seconds="$seconds" \
      '{ print $0, ticks / hertz * 1e6 / ($1 * seconds + 1) }' "$scratch/this" >>"$scratch/many.$name"
    key=${as:-$key} load 1 1 "$seconds" "$url" "$model" >>"$scratch/one.$name"
  done < <(targets)
}

report_chats() {
  local name
  conditions
  echo "chat of 2 KB, answer of 0.6 KB, medians of $rounds rounds of $seconds s; memory in MB, the first before any request"
  printf '\n%-16s %9s %9s %8s %8s %7s %8s %8s %7s %7s %7s\n' "" "req/s $connections" "to nginx" "p50 µs" "p99 µs" "CPU µs" \
    "p50 1" "p99 1" "before" "after" failed
  while read -r name _; do
    printf '%-16s %9.0f %9.2f %8.0f %8.0f %7.0f %8.0f %8.0f %7d %7d %7d\n' "$name" "$(column 1 "$scratch/many.$name")" \
      "$(paste "$scratch/many.nginx" "$scratch/many.$name" | awk '{ print $6 / $1 }' | median)" \
      "$(column 2 "$scratch/many.$name")" "$(column 3 "$scratch/many.$name")" "$(column 5 "$scratch/many.$name")" \
      "$(column 2 "$scratch/one.$name")" "$(column 3 "$scratch/one.$name")" \
      "$(<"$scratch/idle.$name")" "$(<"$scratch/loaded.$name")" "$(failed "$scratch/many.$name" "$scratch/one.$name")"
  done < <(targets)
}

# change_upstream: the one that sends events at their times, at the same address
change_upstream() {
  stop "$nginx_pid"
  start_upstream
}

# report_streams: of each gateway, with the upstream itself beside it
report_streams() {
  local name url model as
  echo
  echo "$streams streams of 100 events at 10/s each; times in ms"
  while read -r name url model as; do
    [[ $name != direct && $name != nginx ]] || continue
    printf '\n%s' "$name"
    "$jdk/bin/java" -XX:+UseSerialGC -Xmx512m "$bench/StreamLoad.java" "$upstream" "$url" \
      "$(head -1 "$scratch/processes.$name")" "${as:-$key}" "$model" "$streams" 10 100 5 ||
      echo "FAILED: not every stream of $name was complete"
  done < <(targets)
}

main
