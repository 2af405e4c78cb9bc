#!/usr/bin/env bash
# Warm-up: how long after its first answer a gateway answers nine tenths of the requests/s that it answers once warm, without and
# with an AOT cache (deploy/aot.sh, JDK 25). warm-up.sh [SECONDS]: of load, all of it in slices of a second
set -euo pipefail

length=${1:-60}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"

main() {
  set_up
  conditions
  make_cache
  measure plain
  measure cached "-XX:AOTCache=$aot_cache"
  printf '\n%-24s %12s %14s   %s\n' "" "peak, req/s" "s until 90 %" "share of the peak after 1, 2, 5, 10, 20, 30 s"
  report plain "without a cache"
  report cached "with an AOT cache"
}

# measure NAME OPTION…: requests/s of each second
measure() {
  local second java_opts=("${java_opts[@]}" "${@:2}")
  start_gateway
  for ((second = 1; second <= length; second++)); do
    load 2 "$connections" 1 "$gateway" "$openai_model" >>"$scratch/many.$1"
  done
  stop "$gateway_pid"
  [[ $(failed "$scratch/many.$1") == 0 ]] || fail "not every request was answered with 200"
}

# report NAME TEXT: the peak is the median of the last quarter; a second counts with the one before and the one after it
report() {
  local peak
  peak=$(column 1 <(tail -n $((length / 4)) "$scratch/many.$1"))
  awk -v peak="$peak" -v text="$2" '
    { rate[NR] = $1 }
    function share(i) { return (rate[i > 1 ? i - 1 : 1] + rate[i] + rate[i < NR ? i + 1 : NR]) / 3 / peak }
    END {
      for (i = 1; i < NR && share(i) < 0.9; i++);
      printf "%-24s %12.0f %14d  ", text, peak, i
      n = split("1 2 5 10 20 30", at)
      for (k = 1; k <= n; k++) if (at[k] <= NR) printf " %.2f", rate[at[k]] / peak
      print ""
    }' "$scratch/many.$1"
}

main
