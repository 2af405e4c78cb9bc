# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # what is unused here is used by the scripts, which have what is unset
# A gateway of an older revision, beside this checkout's. Sourced by scripts behind chats.sh.

# build_before REVISION: builds it from the repository's history; sets before_root
build_before() {
  need mvn git
  before_root=$scratch/before
  mkdir "$before_root"
  git -C "$root" archive "$1" | tar -x -C "$before_root" || fail "there is no revision $1 here"
  mvn -q -B -f "$before_root/pom.xml" package -DskipTests >"$scratch/maven.log" 2>&1 ||
    fail "revision $1 does not build: $(grep -m 1 ERROR "$scratch/maven.log")"
}

# start_before COMMAND…: starts a gateway of that revision by the command, as it would start this checkout's; sets before and
# before_pid
start_before() {
  local now=$gateway now_root=$root now_jar=$jar
  before=http://127.0.0.1:$((base_port + 3))
  gateway=$before root=$before_root jar=$before_root/target/serai.jar
  "$@"
  before_pid=$gateway_pid
  gateway=$now root=$now_root jar=$now_jar
}
