#!/usr/bin/env bash
# Whole answers: requests/s and latency of the gateway beside nginx as a plain proxy and a direct call, in one run.
set -euo pipefail

rounds=${ROUNDS:-3}
warmup=${WARMUP:-20}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"

main() {
  set_up
  start_gateway
  check_answers
  warm_up_gateway
  measure
  report
}

# Targets in the order of the table: name, address, model
targets() {
  cat <<TARGETS
direct $upstream gpt-5.1
nginx-proxy $proxy gpt-5.1
$openai_model $gateway $openai_model
$anthropic_model $gateway $anthropic_model
TARGETS
}

# A fast wrong answer must not count: every target says what the fox did before it is measured.
check_answers() {
  local name url model status
  while read -r name url model; do
    status=$(chat_status "$url" "$model")
    [[ $status == 200 && $(<"$scratch/answer.json") == *'"chat.completion"'*'fox jumped'* ]] ||
      fail "$name answers $status: $(head -c 400 "$scratch/answer.json")"
  done < <(targets)
}

warm_up_gateway() {
  local name url model
  while read -r name url model; do
    [[ $url != "$gateway" ]] || load 2 "$connections" "$warmup" "$url" "$model" >/dev/null
  done < <(targets)
}

# Targets take turns, so that the noise of the machine meets all of them alike.
measure() {
  local round name url model
  for ((round = 1; round <= rounds; round++)); do
    while read -r name url model; do
      load 2 "$connections" "$seconds" "$url" "$model" >>"$scratch/many.${name//\//_}"
      load 1 1 "$seconds" "$url" "$model" >>"$scratch/one.${name//\//_}"
    done < <(targets)
  done
}

report() {
  local many=$scratch/many one=$scratch/one
  conditions
  echo "chat of 2 KB, answer of 0.6 KB, medians of $rounds rounds of $seconds s"
  printf '\n%-32s %11s %9s %9s %9s %7s\n' "$connections connections" requests/s "to nginx" "p50 µs" "p99 µs" failed
  rows "$many" | awk -v nginx="$(column 1 "$many.nginx-proxy")" \
    '{ printf "%-32s %11.0f %9.2f %8.0f %8.0f %7d\n", $1, $2, $2 / nginx, $3, $4, $5 }'
  printf '\n%-32s %8s %8s %10s %10s %7s\n' "1 connection" "p50 µs" "p99 µs" "added p50" "added p99" failed
  rows "$one" | awk -v p50="$(column 2 "$one.direct")" -v p99="$(column 3 "$one.direct")" \
    '{ printf "%-32s %7.0f %7.0f %10.0f %10.0f %7d\n", $1, $3, $4, $3 - p50, $4 - p99, $5 }'
  printf '\ngateway memory: %d MB resident, %d MB at its peak\n' \
    "$(memory "$gateway_pid" VmRSS)" "$(memory "$gateway_pid" VmHWM)"
  [[ $(failed "$many".* "$one".*) == 0 ]] || fail "not every request was answered with 200"
}

# rows PREFIX: name, requests/s, p50, p99 and failed requests of each target
rows() {
  local name file
  while read -r name _; do
    file=$1.${name//\//_}
    echo "$name $(column 1 "$file") $(column 2 "$file") $(column 3 "$file") $(failed "$file")"
  done < <(targets)
}

main
