#!/usr/bin/env bash
# Reloads: what chats and streams notice while routes and transforms change under them, and what changes leave behind.
set -euo pipefail

parts=" ${PARTS:-swap idle rate streams bad save} "
reloads=${RELOADS:-1000}
routes=${ROUTES:-130}
connections=${CONNECTIONS:-64}
rate=${RATE:-1000}
rounds=${ROUNDS:-5}
seconds=${DURATION:-6}
warmup=${WARMUP:-10}
streams=${STREAMS:-200}
saves=${SAVES:-10}
export BENCH_LIMIT=${BENCH_LIMIT:-2400}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  ready
  "$jdk/bin/javac" -d "$scratch/classes" "$bench"/Reload*.java
  start_upstream
  conditions
  if [[ $parts =~ \ (swap|idle|rate|streams|bad)\  ]]; then
    gateway_env+=(SERAI_WATCH_INTERVAL=0)
    prepare_gateway
    if wanted swap; then swap; fi
    if wanted idle; then idle; fi
    if wanted rate; then throughput; fi
    if wanted streams; then hold_streams; fi
    if wanted bad; then bad; fi
    stop "$gateway_pid"
    unset 'gateway_env[-1]'
  fi
  if wanted save; then
    prepare_gateway
    save
  fi
  [[ ! -e $scratch/failures ]] || fail "$(paste -s -d ';' "$scratch/failures")"
}

wanted() { [[ $parts == *" $1 "* ]]; }

# note WHAT: a failure; what comes after it runs all the same
note() { echo "$1" >>"$scratch/failures"; }

# load CONNECTIONS RATE PART ARG…: see ReloadLoad.java. Each begins with a reload, which brings the marked files.
load() {
  "$jdk/bin/java" -XX:+UseSerialGC -Xmx256m -cp "$scratch/classes" ReloadLoad "$gateway" "$key" "$gateway_home" "$@"
}

# prepare_gateway: a gateway with so many routes, the marked provider and its alias among them
prepare_gateway() {
  local n status
  start_gateway
  serve_files
  for ((n = $(served_routes) + 1; n <= routes; n++)); do provider "bench-$n"; done
  serve_files
  [[ $(served_routes) == "$routes" ]] || fail "$(served_routes) routes are served instead of $routes"
  status=$(chat_status "$gateway" no-such-model) # what the routes refuse is part of what they serve
  [[ $status == 404 ]] || note "a chat with an unknown model gets $status instead of 404"
}

serve_files() {
  load 0 0 swap "" 1 >"$scratch/files.log" 2>&1 || fail "the marked files are not served: $(tail -n 5 "$scratch/files.log")"
}

provider() {
  cat >"$gateway_home/routes/providers/$1.camel.yaml" <<YAML
- templatedRoute:
    routeTemplateRef: http-provider
    routeId: provider-$1
    parameters:
      - { name: provider, value: $1 }
      - { name: baseUrl, value: "{{env:OPENAI_BASE_URL:}}" }
      - { name: apiKey, value: "{{env:OPENAI_API_KEY:}}" }
      - { name: operations, value: chat }
      - { name: models, value: "$1-*" }
YAML
}

# get_manage PATH: what the management API says
get_manage() { curl -sS -m 10 -H "Authorization: Bearer $key" "$gateway/manage/$1"; }

served_routes() { get_manage routes | grep -o '"from":' | wc -l; }

swap_heading() { printf '\n%-26s%12s%9s%14s%9s%9s\n' "swap of $routes routes, ms" "its mean" slowest "asked: p50" p99 slowest; }

# The first fifth warms up what only grows once; what the others add to it is a leak.
swap() {
  local early=$((reloads / 5))
  figures >/dev/null # to look brings classes and MBeans of its own
  swap_heading
  load "$connections" "$rate" swap "reloads 1 to $early" "$early" || note "a chat or a reload failed"
  figures >"$scratch/early"
  load "$connections" "$rate" swap "to $reloads" $((reloads - early)) || note "a chat or a reload failed"
  figures >"$scratch/late"
  no_more_series
  printf '\n%-26s%12s%12s%9s\n' "after a full collection" "after $early" "after $reloads" ratio
  paste -d ' ' "$scratch/early" "$scratch/late" | awk \
    '{ r = $4 / $2; printf "%-26s%12s%12s%9.3f%s\n", $1, $2, $4, r, (r > 1.05 || r < 0.95 ? "  beyond 5 %" : "") }'
}

# no_more_series: what reloads leave behind in /manage/metrics
no_more_series() {
  local before after
  before=$(awk '$1 == "Prometheus-series" { print $2 }' "$scratch/early")
  after=$(awk '$1 == "Prometheus-series" { print $2 }' "$scratch/late")
  ((after <= before)) || note "$after series in /manage/metrics after the reloads, $before before"
}

figures() {
  drained
  "$jdk/bin/java" -cp "$scratch/classes" ReloadFigures "$gateway_pid"
  echo "Prometheus-series $(get_manage metrics | grep -vc '^#')"
}

# drained: waits until no generation but the serving one has requests
drained() {
  local left=
  for _ in {1..300}; do
    left=$(get_manage metrics | awk '$1 ~ /^serai_generations_draining/ { print $2 }')
    [[ $left != 0.0 ]] || return 0
    sleep 0.1
  done
  note "$left generations still drain after 30 s"
}

idle() {
  swap_heading
  load 0 0 swap "without load, $((reloads / 10 + 10))" $((reloads / 10 + 10)) || note "a reload without load failed"
}

throughput() {
  printf '\nthroughput, %s connections, medians of %s rounds of %s s\n' "$connections" "$rounds" "$seconds"
  load "$connections" 0 rate "$rounds" "$seconds" "$warmup" || note "a chat failed beside one reload a second"
}

hold_streams() {
  local model
  for model in ${MODELS:-$openai_model}; do
    printf '\n%s streams of 20 s, a reload each second: %s' "$streams" "$model"
    touch "$scratch/hold"
    start held load 0 0 hold "$scratch/hold" 1
    "$jdk/bin/java" -XX:+UseSerialGC -Xmx512m "$bench/StreamLoad.java" \
      "$upstream" "$gateway" "$gateway_pid" "$key" "$model" "$streams" 10 200 1 || note "not every stream was complete"
    release
    drained
  done
}

# release: ends what `load … hold` does in the background, and says what it has to say
release() {
  rm "$scratch/hold"
  wait "$pid" || note "a chat or a reload failed in the background"
  stop "$pid"
  cat "$scratch/held.log"
}

save() {
  printf '\nfrom a saved file to the first answer that shows it: '
  load 0 0 save "$saves" || note "a saved file was not served"
}

# Files that may not serve, offered under load. A comment stands in the line with the fault.
bad() {
  local before after
  printf '\n%-26s%6s  %s\n' "refused under load" "line" "reported as"
  touch "$scratch/hold"
  start held load "$connections" "$rate" hold "$scratch/hold" 0
  until_marked
  before=$(generation)
  each_bad
  after=$(generation)
  [[ $before == "$after" ]] || note "a refused change moved generation $before to $after"
  release
}

# until_marked: waits for the reload with which the load begins
until_marked() {
  local before
  before=$(generation)
  for _ in {1..100}; do
    [[ $(generation) == "$before" ]] || return 0
    sleep 0.1
  done
  note "the load did not begin"
}

generation() { get_manage metrics | awk '$1 ~ /^serai_generation_number($|{)/ { print $2 }'; }

each_bad() {
  local new=routes/models/bench-bad.camel.yaml transform=transforms/bench-marked/chat/response.jslt
  step 'to: [' | refused "YAML syntax" "$new"
  step 'process: { id: bad, ref: nobody }' | refused "unknown step" "$new"
  step 'frobnicate: { id: bad }' | refused "unknown kind of step" "$new"
  step 'to: { id: bad, uri: "nowhere:x" }' | refused "unknown component" "$new"
  step 'to: { id: bad, uri: "file:x" }' | refused "component not allowed" "$new"
  step 'bean: { id: bad, ref: nobody, method: run }' | refused "unknown bean" "$new"
  step 'to: { id: bad, uri: "bean:nobody" }' | refused "unknown bean: address" "$new"
  step 'to: { id: bad, uri: direct:model-nobody }' | refused "unknown direct target" "$new"
  step 'to: { id: bad, uri: transform:no/such }' | refused "unknown transform" "$new"
  { route model-bench-bad && good_step && route model-bench-bad '# fault' && good_step; } | refused "duplicate id" "$new"
  { route model-other '# fault' && good_step; } | refused "wrong id" "$new"
  echo '{"marks": nothing(.)} // fault' | refused "JSLT: unknown function" "$transform"
  printf '{\n  "marks": // fault\n}\n' | refused "JSLT: syntax" "$transform"
  refused "no inbound route" routes/inbound </dev/null
}

# route ID [COMMENT]: a route but for its steps
route() {
  cat <<YAML
- route:
    id: $1 ${2:-}
    group: models
    description: Never served
    errorHandler: { noErrorHandler: {} }
    from:
      uri: direct:model-bench-bad
      steps:
YAML
}

# step STEP: a route with that step, which is its fault
step() { route model-bench-bad && echo "        - $1 # fault"; }

good_step() { echo '        - to: { id: good, uri: "target:simulator/echo" }'; }

# refused KIND FILE <CONTENT: puts the file there, expects a refusal that names it and a line, and puts back what was there.
# A folder is moved away, and has no lines.
refused() {
  local file=$gateway_home/$2 expected=- found checked problem status
  [[ ! -e $file ]] || mv "$file" "$scratch/kept"
  if [[ ! -d $scratch/kept ]]; then
    cat >"$file"
    expected=$(grep -n fault "$file" | cut -d : -f 1)
  fi
  checked=$(manage check)
  status=$(manage reload)
  problem=$(grep -o '"file":"[^"]*","line":[0-9]*,"reason":"[^"\\]*' "$scratch/manage.json" | head -n 1 || true)
  found=$(sed -n "s|^\"file\":\"$2\",\"line\":\([0-9]*\).*|\1|p" <<<"$problem")
  printf '%-26s%6s  %s\n' "$1" "$expected" "$(sed 's/"file":"//; s/","line":/:/; s/,"reason":"/ /' <<<"$problem" | cut -c -96)"
  [[ $checked == 422 ]] || note "$1: check answers $checked"
  [[ $status == 422 ]] || note "$1: reload answers $status"
  [[ $expected == - ]] || ((${found:-0} > 0)) || note "$1: no line of $2 is named"
  rm -rf "$file"
  [[ ! -e $scratch/kept ]] || mv "$scratch/kept" "$file"
  status=$(manage reload)
  [[ $status == 200 ]] || note "$1: what served before is refused: $status"
}

# manage WHAT: the status of a POST, whose answer is kept
manage() { curl -s -H "Authorization: Bearer $key" -o "$scratch/manage.json" -w '%{http_code}' -m 60 -X POST "$gateway/manage/routes/$1" || true; }

main
