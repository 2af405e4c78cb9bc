#!/usr/bin/env bash
# What the semantic cache's look-up costs, besides vectors that have to be asked for: the gist of a prompt, a look-up that finds none
# of its gist, and one that finds 16 and compares them, with 1000 and 10000 prompts of one tenant; and what it would cost to compare
# with all of them.
#   bench/semantic.sh
set -euo pipefail

rounds=${ROUNDS:-3}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

classes=${SERAI_CLASSPATH:-$jar:$root/target/lib/*}

main() {
  local prompts name
  [[ -n ${SERAI_CLASSPATH:-} ]] || need_jar
  find_jdk
  mkdir "$scratch/classes"
  "$jdk/bin/javac" -d "$scratch/classes" -cp "$classes" "$bench/SemanticBench.java"
  for _ in $(seq "$rounds"); do
    for prompts in 1000 10000; do
      "$jdk/bin/java" -XX:+UseParallelGC -Xmx2g -cp "$scratch/classes:$classes" dev.serai.semantic.SemanticBench "$prompts" |
        while read -r name value; do echo "$value" >>"$scratch/$name.$prompts"; done
    done
  done
  printf '%-24s %12s %12s\n' "us, prompts of a tenant:" 1000 10000
  for name in gist-short gist-longest look-up-miss look-up-16-near cosines-of-all; do
    printf '%-24s %12.1f %12.1f\n' "$name" "$(median <"$scratch/$name.1000")" "$(median <"$scratch/$name.10000")"
  done
}

main
