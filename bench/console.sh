#!/usr/bin/env bash
# What it costs the data plane that people look on: chats while nobody has the console open, and while ten have the dashboard
# and the live log open, on one gateway, in turns.
set -euo pipefail

rounds=${ROUNDS:-9}
warmup=${WARMUP:-30}
consoles=${CONSOLES:-10}
least=${LEAST:-0.97}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"

every=10 # as the dashboard fetches its figures

targets() { echo "off $gateway $openai_model"; }

main() {
  local round
  set_up
  start_gateway
  warm_up
  log_in
  for ((round = 1; round <= rounds; round++)); do
    if ((round % 2)); then
      load 2 "$connections" "$seconds" "$gateway" "$openai_model" >>"$scratch/many.off"
      looked_at
    else
      looked_at
      load 2 "$connections" "$seconds" "$gateway" "$openai_model" >>"$scratch/many.off"
    fi
  done
  echo "$(cat "$scratch"/live.* | grep -c '^event: *requests') events of the live log, $(wc -l <"$scratch/pages") dashboards"
  report_ratio "$consoles consoles, dashboard and live log" "$least"
}

# log_in: a session for each console
log_in() {
  local i
  for ((i = 1; i <= consoles; i++)); do
    curl -sf -o /dev/null -c "$scratch/session.$i" -H "Origin: $gateway" --data-urlencode "token=$key" -d next= \
      "$gateway/admin/login" || fail "nobody can log in"
    curl -sf -o /dev/null -b "$scratch/session.$i" "$gateway/admin" || fail "a session shows no dashboard"
  done
}

# looked_at: the same load while consoles are open
looked_at() {
  local i open=()
  for ((i = 1; i <= consoles; i++)); do
    start console look_on "$i"
    open+=("$pid")
  done
  sleep 1
  load 2 "$connections" "$seconds" "$gateway" "$openai_model" >>"$scratch/many.on"
  for pid in "${open[@]}"; do stop "$pid"; done
}

# look_on CONSOLE: has both pages open until it is stopped
look_on() {
  local live
  curl -sN -b "$scratch/session.$1" "$gateway/manage/requests/live" >>"$scratch/live.$1" &
  live=$!
  trap 'kill $live; exit' TERM
  sleep "0.$1"
  while curl -sf -o /dev/null -b "$scratch/session.$1" "$gateway/admin"; do
    echo "$1" >>"$scratch/pages"
    sleep "$every" &
    wait $!
  done
}

main
