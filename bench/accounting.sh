#!/usr/bin/env bash
# Accounting: whether each request is on record once and each limit holds, whatever dies meanwhile.
# accounting.sh [kill] [outage] [drift] [replicas] [limit]: all of them by default
set -euo pipefail

parts=" ${*:-kill outage drift replicas limit} "
kills=${KILLS:-20}
outage=${OUTAGE:-60}
rate=${RATE:-200}
rounds=${ROUNDS:-5}
streams=${STREAMS:-200}
export BENCH_LIMIT=${BENCH_LIMIT:-2400}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR source=postgres.sh
. "$bench/postgres.sh"

model=simulator/echo
database_port=$((base_port + 3))
redis_port=$((base_port + 4))
given_env=("${gateway_env[@]}")

main() {
  local port
  ready unzip xz
  for port in "$database_port" "$redis_port"; do
    if listening "$port"; then fail "port $port is in use; set BENCH_PORT"; fi
  done
  many_connections # a thousand connections of `limit`
  classes="$scratch/classes:$(dirname "$jar")/lib/*"
  driver=("$jdk/bin/java" -XX:+UseSerialGC -Xmx512m -cp "$classes" Accounting)
  "$jdk/bin/javac" -d "$scratch/classes" -cp "$classes" "$bench"/Accounting*.java
  conditions
  if wanted kill; then killed false "$kills" 100; fi
  if wanted kill; then killed true "${DURABLE_KILLS:-1}" 0; fi
  if wanted outage; then outlast; fi
  if wanted drift; then drift; fi
  if wanted replicas; then replicas; fi
  if wanted limit; then limit; fi
  [[ ! -e $scratch/failures ]] || fail "$(paste -s -d ';' "$scratch/failures")"
}

wanted() { [[ $parts == *" $1 "* ]]; }

# note WHAT: a failure; what comes after it runs all the same
note() { echo "$1" >>"$scratch/failures"; }

# ask WHAT ARG…: see Accounting.java
ask() { "${driver[@]}" "$@"; }

# serve [NAME=value…]: a gateway with that environment besides
serve() {
  gateway_env=("${given_env[@]}" "$@")
  launch_gateway
  wait_for "$gateway" "$model" "$gateway_pid" gateway
}

# row LABEL FIGURE: as those of Accounting.java
row() { printf '%-72s%18s\n' "$1" "$2"; }

# killed DURABLE TIMES MARGIN: an answer's last byte that was read MARGIN ms before the kill has to be on record
killed() {
  local n data=$scratch/killed-$1 answered=$scratch/answered-$1
  printf '\nkilled %s times among chats and streams, durable: %s\n' "$2" "$1"
  for ((n = 1; n <= $2; n++)); do
    serve SERAI_DATA="$data" SERAI_USAGE_DURABLE="$1" SIMULATOR_TOKENS_PER_SECOND=500
    disown "$gateway_pid" # its end is no news
    ask load "$gateway" "$key" "$answered" "kill-$n" 16 0 $((1500 + RANDOM % 1000)) "$gateway_pid" ||
      note "a request failed before the kill"
    stop "$gateway_pid"
  done
  serve SERAI_DATA="$data"
  ask records "$gateway" "$(cat "$data/admin-token")" "$answered" "$3" || note "records of killed gateways are wrong"
  stop "$gateway_pid"
}

# outlast: the database goes and comes back under load
outlast() {
  local admin load_pid came answered=$scratch/answered
  printf '\nPostgreSQL away for %s s, %s requests/s\n' "$outage" "$rate"
  start_database
  serve SERAI_DB_URL="$(database_url)" SERAI_DATA="$scratch/outage" SIMULATOR_TOKENS_PER_SECOND=0
  admin=$(cat "$scratch/outage/admin-token")
  start load "${driver[@]}" load "$gateway" "$key" "$answered" outage 64 "$rate" $(((outage + 20) * 1000))
  load_pid=$pid
  sleep 5
  stop_database
  row "/manage while it is away: 503 / other" "$(watch_outage "$admin")"
  run_database
  came=$(date +%s%3N)
  ask caught-up "$gateway" "$admin" "$came" || note "the database was not caught up with"
  wait "$load_pid" || note "a request failed while the database was away"
  cat "$scratch/load.log"
  ask records "$gateway" "$admin" "$answered" 0 || note "records of the outage are wrong"
  stop "$gateway_pid"
  stop_database
}

# watch_outage ADMIN: asks /manage each second while the database is away, and counts the answers
watch_outage() {
  local end=$((SECONDS + outage)) away=0 other=0 status
  while ((SECONDS < end)); do
    status=$(curl -s -o /dev/null -w '%{http_code}' -m 20 -H "Authorization: Bearer $1" "$gateway/manage/usage" || true)
    if [[ $status == 503 ]]; then away=$((away + 1)); else other=$((other + 1)); fi
    sleep 1
  done
  echo "$away / $other"
  ((other == 0 && away > 0)) || note "/manage did not answer 503 while the database was away"
}

drift() {
  printf '\n%s rounds of %s streams at once\n' "$rounds" "$streams"
  start upstream "$jdk/bin/java" -cp "$classes" AccountingUpstream "$base_port"
  local upstream_pid=$pid data=$scratch/drift
  serve SERAI_DATA="$data"
  ask streams "$gateway" "$(cat "$data/admin-token")" "$rounds" "$streams" "$scratch/used" || note "costs drift"
  stop "$gateway_pid"
  ask spending "$data" "$scratch/used" || note "spending drifts"
  stop "$upstream_pid"
}

replicas() {
  local here=$gateway admin here_pid
  printf '\ntwo replicas on one PostgreSQL and one Redis\n'
  start_database
  start_redis
  local shared=(SERAI_DB_URL="$(database_url)" SERAI_REDIS_URL="redis://127.0.0.1:$redis_port")
  serve "${shared[@]}" SERAI_DATA="$scratch/here"
  here_pid=$gateway_pid
  admin=$(cat "$scratch/here/admin-token")
  gateway=$proxy
  serve "${shared[@]}" SERAI_DATA="$scratch/there"
  ask replicas "$here" "$gateway" "$admin" || note "replicas differ"
  # a replica that waits 250 ms for Redis counts for itself for a second, from zero
  row "Redis given up by a replica, times" "$(grep -ac 'Redis cannot be asked' "$scratch/gateway.log" || true)"
  stop "$gateway_pid"
  stop "$here_pid"
  gateway=$here
  stop "$redis_pid"
  stop_database
}

limit() {
  printf '\na limit of one gateway\n'
  serve SERAI_DATA="$scratch/limit"
  ask limit "$gateway" "$(cat "$scratch/limit/admin-token")" || note "a limit does not hold"
  stop "$gateway_pid"
}

start_redis() {
  unzip -q "$(from_maven embedded-redis)" 'redis-server-*-linux-amd64' -d "$scratch"
  chmod +x "$scratch"/redis-server-*
  start redis "$scratch"/redis-server-* --port "$redis_port" --bind 127.0.0.1 --save '' --dir "$scratch"
  redis_pid=$pid
  listens "$redis_port" || fail "Redis: $(tail -n 3 "$scratch/redis.log")"
}

main
