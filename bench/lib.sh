# shellcheck shell=bash
# shellcheck disable=SC2034 # what is unused here is used by the scripts
# What the benchmarks share. Sourced by them, never run by itself.

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$bench")
jar=${SERAI_JAR:-$root/target/serai.jar}
# as the image has it; an older JDK leaves out what it does not know
shipped="-XX:+UseParallelGC -XX:+IgnoreUnrecognizedVMOptions -XX:+UseCompactObjectHeaders -XX:+UseTransparentHugePages -Djdk.pollerMode=1"
read -ra java_opts <<<"${JAVA_OPTS:-$shipped -XX:+ExitOnOutOfMemoryError -Xmx512m}"
read -ra gateway_env <<<"${GATEWAY_ENV:-}"

key=sk-bench
openai_model=${OPENAI_MODEL:-openai/gpt-5.1}
anthropic_model=${ANTHROPIC_MODEL:-anthropic/claude-sonnet-4-5}

base_port=${BENCH_PORT:-18800}
upstream=http://127.0.0.1:$base_port
proxy=http://127.0.0.1:$((base_port + 1))
gateway=http://127.0.0.1:$((base_port + 2))

# Whatever happens, a run ends: the script runs itself again under a time limit.
if [[ -z ${BENCH_BOUNDED:-} ]]; then
  BENCH_BOUNDED=1 exec timeout -k 20 "${BENCH_LIMIT:-1200}" bash "$0" "$@"
fi

scratch=$(mktemp -d)
pids=()
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

clean_up() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do stop "$pid"; done
  rm -rf "$scratch"
}

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# need COMMAND…: names the packages of what is missing
need() {
  local command missing=()
  PATH=$PATH:/usr/sbin
  for command in "$@"; do command -v "$command" >/dev/null || missing+=("$command"); done
  ((${#missing[@]} == 0)) || fail "missing; on Debian or Ubuntu: apt-get install ${missing[*]}"
}

need_jar() {
  [[ -f $jar ]] || fail "no ${jar#"$root"/}; run mvn package first"
}

# find_jdk: sets jdk to JAVA_HOME, or to the newest JDK that is installed beside the one on the PATH
find_jdk() {
  jdk=${JAVA_HOME:-}
  if [[ -z $jdk ]]; then
    need java
    local home version newest=0
    for home in "$(dirname "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")")"/*/; do
      [[ -x $home/bin/javac && -f $home/release ]] || continue
      version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
      if ((version > newest)); then newest=$version jdk=${home%/}; fi
    done
  fi
  [[ -x $jdk/bin/java ]] || fail "no JDK; set JAVA_HOME"
}

# start NAME COMMAND…: in the background, output to a log; sets pid
start() {
  local log=$scratch/$1.log
  "${@:2}" >"$log" 2>&1 &
  pid=$!
  pids+=("$pid")
}

# stop PID: asks, waits, insists
stop() {
  local each left=()
  kill "$1" 2>/dev/null || true
  for _ in {1..100}; do
    kill -0 "$1" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
  for each in "${pids[@]}"; do [[ $each == "$1" ]] || left+=("$each"); done
  pids=("${left[@]}")
}

# free_ports: a stranger's server on one of our ports would be measured in place of ours
free_ports() {
  local port
  for port in "$base_port" $((base_port + 1)) $((base_port + 2)); do
    if (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then fail "port $port is in use; set BENCH_PORT"; fi
  done
}

# ready COMMAND…: all that a run needs, those commands among it
ready() {
  need curl "$@"
  need_jar
  find_jdk
  free_ports
}

# many_connections: as many files as this user may open
many_connections() { ulimit -n "$(ulimit -Hn)" 2>/dev/null || true; }

# start_upstream: the paced and counting upstream
start_upstream() {
  start upstream "$jdk/bin/java" -XX:+UseSerialGC -Xmx512m "$bench/StreamUpstream.java" "$base_port"
  wait_for "$upstream" "$openai_model" "$pid" upstream
}

# start_delayed_upstream CLASSES MILLISECONDS: one whose answers take that long
start_delayed_upstream() {
  start upstream "$jdk/bin/java" -XX:+UseSerialGC -Xmx256m -cp "$1" FloodUpstream "$base_port" "$2"
  wait_for "$upstream" "$openai_model" "$pid" upstream
}

start_gateway() {
  launch_gateway
  wait_for "$gateway" "$openai_model" "$gateway_pid" gateway
}

# launch_gateway: sets gateway_pid and gateway_home. The gateway gets a home and an environment of its own, so that neither
# the data of this checkout nor the settings of this shell take part.
launch_gateway() {
  make_home
  launch_gateway_at_home
}

# make_home: sets gateway_home, a folder with this checkout's files and no data
make_home() {
  local piece
  gateway_home=$(mktemp -d "$scratch/home.XXXXXX")
  for piece in routes transforms application.yaml prices.yaml; do
    [[ ! -e $root/$piece ]] || cp -R "$root/$piece" "$gateway_home"
  done
}

# make_cache: sets aot_cache, an AOT cache for the gateway as it is started here
make_cache() {
  aot_cache=$scratch/serai.aot
  make_home
  (cd "$gateway_home" && PATH=$jdk/bin:$PATH SERVER_PORT=${gateway##*:} "$root/deploy/aot.sh" "$aot_cache" \
    "${java_opts[@]}" -jar "$jar") || fail "no AOT cache"
}

# add_plain_provider: one of OpenAI's format that knows chats alone, for the gateway at home
add_plain_provider() {
  cat >"$gateway_home/routes/providers/plain.camel.yaml" <<YAML
- templatedRoute:
    routeTemplateRef: http-provider
    routeId: provider-plain
    parameters:
      - { name: provider, value: plain }
      - { name: baseUrl, value: "$upstream/v1" }
      - { name: keyRequired, value: "false" }
      - { name: dialect, value: openai }
      - { name: operations, value: chat models }
YAML
}

launch_gateway_at_home() {
  start gateway env -C "$gateway_home" -i PATH="$PATH" HOME="$gateway_home" LANG=C.UTF-8 \
    SERAI_KEYS="$key" SERAI_ADMIN_KEY="$key" SERVER_PORT="${gateway##*:}" \
    OPENAI_BASE_URL="$upstream/v1" OPENAI_API_KEY=sk-upstream \
    ANTHROPIC_BASE_URL="$upstream" ANTHROPIC_API_KEY=sk-upstream \
    "${gateway_env[@]}" "$jdk/bin/java" "${java_opts[@]}" -jar "$jar"
  gateway_pid=$pid
}

# chat_status URL MODEL: the HTTP status of a small chat, 000 without an answer
chat_status() {
  curl -s -o "$scratch/answer.json" -w '%{http_code}' -m 10 "$1/v1/chat/completions" \
    -H "Authorization: Bearer $key" -H 'Content-Type: application/json' \
    -d "{\"model\":\"$2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}" || true
}

# answers URL MODEL PID: waits until a chat is answered; false when the process ends or takes a minute
answers() {
  local deadline=$((SECONDS + 60))
  while ((SECONDS < deadline)) && kill -0 "$3" 2>/dev/null; do
    status=$(chat_status "$1" "$2")
    [[ $status != 200 ]] || return 0
    sleep 0.05
  done
  return 1
}

# wait_for URL MODEL PID NAME: the same, or the end of the run and the reason
wait_for() {
  local status=000
  if ! answers "$@"; then
    tail -n 20 "$scratch/$4.log" >&2
    fail "$4 does not answer a chat with $2: status $status $(head -c 600 "$scratch/answer.json" 2>/dev/null)"
  fi
}

# run_test CLASS PREFIX SETTING…: one of the project's own tests with other settings, and the lines that it prints with the
# prefix
run_test() {
  local failed=
  start maven mvn -B -f "$root/pom.xml" test-compile surefire:test -Dtest="$1" "${@:3}"
  wait "$pid" || failed=1
  sed -n "s/^.*$2: //p" "$scratch/maven.log"
  [[ -z $failed ]] || fail "$(grep -m 3 '^\[ERROR\]' "$scratch/maven.log" | cut -c 1-600 || echo "mvn failed")"
}

# memory PID FIELD: VmRSS or VmHWM in MB
memory() { awk -v field="$2:" '$1 == field { printf "%d", $2 / 1024 }' "/proc/$1/status"; }

# live PID: bytes of the objects that are reachable, without what fills the gaps between them
live() { "$jdk/bin/jcmd" "$1" GC.class_histogram | awk '/Filler/ { n -= $3 } $1 == "Total" { n += $3 } END { print n }'; }

# ticks PID…: of CPU that they have had
ticks() {
  local each
  for each in "$@"; do sed 's/.*) //' "/proc/$each/stat"; done | awk '{ n += $12 + $13 } END { print n }'
}

# median: of the numbers on stdin
median() { sort -n | awk '{ n[NR] = $1 } END { print NR % 2 ? n[(NR + 1) / 2] : (n[NR / 2] + n[NR / 2 + 1]) / 2 }'; }

# conditions: what the figures depend on
conditions() {
  local version
  version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$jdk/release")
  echo "$(nproc) cores shared by everything in the run; gateway: JDK $version ${java_opts[*]} ${gateway_env[*]}"
}
