#!/bin/sh
# What the guard sees of dangerous plans, and how many harmless plans it bothers.
# Usage: src/bench/guard-bench.sh CASES [PLAN...]   (needs: a built tree)
#   CASES  dangerous cases, one JSON object a line: name, want ("at least look", "at least note", "refused, or at least look",
#          other words for "blocked or look", or "no opinion", which is not counted), and last plan, a plan's JSON
#   PLAN   JSON of harmless plans of environments of this project: without a delete, a replacement, a removal from state,
#          or an opening. Default: the recorded plans that are so; terraform-1.11-everyday.json is not: it broadens a
#          policy and stops the only web server. Public plans: public-plans.sh
set -eu
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || { sed -n 's/^# \{0,1\}//p' "$0" | sed -n '2,8p' >&2; exit 64; }
cases=$1
shift
[ $# -gt 0 ] || set -- src/test/resources/plans/*create.json src/test/resources/plans/[op]*everyday.json src/test/resources/plans/*unchanged.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
classpath=target/classes:target/test-classes:$(find target/lib -name '*.jar' | tr '\n' ':')
javac -d "$work" -cp "$classpath" src/bench/GuardBench.java
java -cp "$classpath:$work" GuardBench "$cases" "$@"
