#!/usr/bin/env bash
# The disk tier of the answer cache: ENTRIES of 200 bytes in a file, each part in a process of its own with a heap of 512 MB.
# How long it takes to open it, against an empty one; what look-ups take; and KILLS times kill -9 while entries are written.
# cache-disk.sh [ENTRIES]: by default 10 million
set -euo pipefail

entries=${1:-10000000}
kills=${KILLS:-20}
lookups=${LOOKUPS:-200000}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

classes=${SERAI_CLASSPATH:-$jar:$root/target/lib/*}
folder=${FOLDER:-$scratch/full}

main() {
  need_jar
  find_jdk
  mkdir -p "$scratch/classes" "$folder"
  "$jdk/bin/javac" -d "$scratch/classes" -cp "$classes" "$bench/CacheDisk.java"
  echo "$(nproc) cores; entries of 200 bytes, on $(df --output=source,fstype "$folder" | tail -n 1)"
  echo "== $entries are kept" && run fill "$folder" "$entries"
  for _ in 1 2 3 4 5; do
    echo "== opened, empty" && run start "$(mktemp -d "$scratch/empty.XXXXXX")" 1
    echo "== opened, full" && run start "$folder" 1
  done
  echo "== $lookups look-ups of what is there, and of what is not" && run look "$folder" "$entries" "$lookups"
  killed
}

run() { "$jdk/bin/java" "${java_opts[@]}" -cp "$scratch/classes:$classes" CacheDisk "$@"; }

# killed: writes, is killed, and goes on where it was; in the end each entry that is there has to be right
killed() {
  local round from=0 at=$scratch/killed
  mkdir "$at"
  for ((round = 1; round <= kills; round++)); do
    start keeper "$jdk/bin/java" "${java_opts[@]}" -cp "$scratch/classes:$classes" CacheDisk keep "$at" "$from"
    sleep "1.$((RANDOM % 10))"
    { kill -9 "$pid" && wait "$pid"; } 2>/dev/null || true
    from=$(tail -n 1 "$scratch/keeper.log" | grep -x '[0-9]*' || echo "$from")
    run check "$at" "$from" >"$scratch/check" || fail "$(tail -n 3 "$scratch/check")"
    echo "== killed, time $round: $(tr '\n' ' ' <"$scratch/check")"
    grep -q '^wrong 0.000' "$scratch/check" || fail "a wrong answer"
  done
}

main
