#!/usr/bin/env bash
# How much of a load the answer cache answers from memory, beside who knows what comes (Belady), with the same bytes.
# hitrate.sh [REQUESTS]: of 20,000 prompts by Zipf's law, by default a million
set -euo pipefail

requests=${1:-1000000}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

classes=${SERAI_CLASSPATH:-$jar:$root/target/lib/*}

main() {
  local exponent megabytes kilobytes
  need_jar
  find_jdk
  mkdir "$scratch/classes"
  "$jdk/bin/javac" -d "$scratch/classes" -cp "$classes" "$bench/CacheHitRate.java"
  for exponent in 0.9 1.1; do
    for kilobytes in 8 32; do
      for megabytes in 256 64; do
        echo "exponent $exponent, answers of $kilobytes kB on average, $megabytes MB:"
        "$jdk/bin/java" -Xmx1200m -cp "$scratch/classes:$classes" dev.serai.cache.CacheHitRate \
          "$requests" 20000 "$exponent" "$megabytes" "$kilobytes" | sed 's/^/  /'
      done
    done
  done
}

main
