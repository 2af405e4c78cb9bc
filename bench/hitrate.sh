#!/usr/bin/env bash
# How much of a load the answer cache answers, from memory and disk, beside who knows what comes (Belady), with the same bytes.
# hitrate.sh [REQUESTS]: of 20,000 prompts by Zipf's law, by default 300,000
set -euo pipefail

requests=${1:-300000}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

classes=${SERAI_CLASSPATH:-$jar:$root/target/lib/*}

# exponent of Zipf's law, kB of an answer, MB of memory and of the disk
loads=${LOADS:-"1.0 8 256 0
1.0 32 256 1024
1.0 32 256 0"}

main() {
  local exponent kilobytes megabytes disk
  need_jar
  find_jdk
  mkdir "$scratch/classes"
  "$jdk/bin/javac" -d "$scratch/classes" -cp "$classes" "$bench/CacheHitRate.java"
  while read -r exponent kilobytes megabytes disk; do
    echo "exponent $exponent, answers of $kilobytes kB on average, $megabytes MB of memory and $disk MB of disk:"
    "$jdk/bin/java" -Xmx1200m -cp "$scratch/classes:$classes" dev.serai.cache.CacheHitRate "$requests" 20000 \
      "$exponent" "$megabytes" "$kilobytes" "$disk" "$(mktemp -d "$scratch/disk.XXXXXX")" 2>/dev/null | sed 's/^/  /'
  done <<<"$loads"
}

main
