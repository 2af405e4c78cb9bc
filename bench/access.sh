#!/usr/bin/env bash
# What it costs to know who calls: a token of the database with limits, budgets and usage on record, against a static key
# and routes that neither account nor ask what is allowed, in one run. Then many tokens: look-up and start.
set -euo pipefail

rounds=${ROUNDS:-5}
warmup=${WARMUP:-40}
projects=${PROJECTS:-10000}
tokens=${TOKENS:-100000}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"

main() {
  set_up
  start_plain
  start_accounting
  warm_up
  take_turns
  report
  stop "$plain_pid"
  stop "$gateway_pid"
  many_tokens
}

# The gateway to compare with: who calls is one of a few static keys, and nothing is kept of it.
start_plain() {
  plain=http://127.0.0.1:$((base_port + 3))
  make_home
  sed -i '/ref: account }/d' "$gateway_home"/routes/inbound/*.yaml
  sed -i '/ref: \(permit\|limit\|spend\) }/d' "$gateway_home/routes/policies/admit.camel.yaml" # what sheds load stays
  local accounting=$gateway
  gateway=$plain
  launch_gateway_at_home
  wait_for "$plain" "$openai_model" "$gateway_pid" gateway
  gateway=$accounting plain_pid=$gateway_pid
}

start_accounting() {
  start_gateway
  token=$(<"$gateway_home/data/project-token")
  local limits='"limits":{"requests":{"minute":60000000,"day":1000000000},"tokens":{"minute":60000000000},"concurrent":1000}'
  local budget='"budget":{"soft":{"month":900000},"hard":{"month":1000000,"total":9000000}}'
  change projects "$(first_id projects prj_)" "{\"rules\":{$limits,$budget}}"
  change tokens "$(first_id tokens tok_ "?project=$(first_id projects prj_)")" "{\"rules\":{\"models\":[\"openai/*\"],$limits,$budget}}"
}

# first_id KIND PREFIX [QUERY]: the id of the first of a list
first_id() {
  curl -sS -m 10 -H "Authorization: Bearer $key" "$gateway/manage/$1${3:-}" | grep -o "\"id\":\"$2[^\"]*" | head -n 1 | cut -d'"' -f4
}

change() {
  local status
  status=$(curl -s -m 10 -o "$scratch/answer.json" -w '%{http_code}' -X PATCH -H "Authorization: Bearer $key" \
    -H 'Content-Type: application/merge-patch+json' -d "$3" "$gateway/manage/$1/$2")
  [[ $status == 200 ]] || fail "$1/$2 could not be changed: $status $(head -c 400 "$scratch/answer.json")"
}

# Targets in the order of the table
targets() {
  cat <<TARGETS
static-key $plain $openai_model
recorded $gateway $openai_model
token $gateway $openai_model $token
TARGETS
}

report() {
  local static=$scratch/many.static-key recorded=$scratch/many.recorded token=$scratch/many.token
  conditions
  echo "chat of 2 KB, answer of 0.6 KB, $connections connections, medians of $rounds rounds of $seconds s"
  printf '\n%-70s %11s %9s %7s\n' "" requests/s ratio failed
  printf '%-70s %11.0f %9s %7d\n' "static key, nothing accounted" "$(column 1 "$static")" "" "$(failed "$static")"
  row "static key, usage on record" "$recorded"
  row "token and project with limits, budgets and model rules; usage on record" "$token"
  [[ $(failed "$static" "$recorded" "$token") == 0 ]] || fail "not every request was answered with 200"
}

# row TEXT FILE: the ratio is that to the static key
row() {
  printf '%-70s %11.0f %9.2f %7d\n' "$1" "$(column 1 "$2")" \
    "$(awk "BEGIN { print $(column 1 "$2") / $(column 1 "$static") }")" "$(failed "$2")"
}

# Tokens are put into the database while no gateway has it; then one is started as always.
many_tokens() {
  local began classes
  classes="$scratch/classes:$jar:$(dirname "$jar")/lib/*"
  "$jdk/bin/javac" -d "$scratch/classes" -cp "$classes" "$bench/AccessTokens.java"
  make_home
  launch_gateway_at_home
  wait_for "$gateway" "$openai_model" "$gateway_pid" gateway
  stop "$gateway_pid"
  "$jdk/bin/java" -cp "$classes" dev.serai.access.AccessTokens fill \
    "$gateway_home/data" "$projects" "$tokens" "$scratch/tokens" >"$scratch/fill.log" 2>&1
  key=$(head -n 1 "$scratch/tokens")
  began=$(date +%s%N)
  launch_gateway_at_home
  wait_for "$gateway" "$openai_model" "$gateway_pid" gateway
  printf '\n%d tokens of %d projects: from java -jar to the first answer of one of them %.1f s, %d MB resident\n' \
    "$tokens" "$projects" "$(awk "BEGIN { print ($(date +%s%N) - $began) / 1e9 }")" "$(memory "$gateway_pid" VmRSS)"
  stop "$gateway_pid"
  "$jdk/bin/java" "${java_opts[@]}" -cp "$classes" dev.serai.access.AccessTokens look \
    "$gateway_home/data" "$scratch/tokens" 2>/dev/null | grep look-up
}

main
