#!/bin/sh
# Time and peak memory of the review of a plan with many changes, beside `jq .` on the same file; whole processes.
# Usage: src/bench/review-bench.sh [CHANGES] [RUNS]   (needs: a built tree, jq, GNU time, python3)
set -eu
cd "$(dirname "$0")/../.."
changes=${1:-10000}
runs=${2:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 src/bench/make_plan.py src/test/resources/plans/terraform-1.11-dangerous.json "$changes" > "$work/plan.json"
echo "plan: $changes changes, $(($(wc -c < "$work/plan.json") / 1000000)) MB"
classpath=target/classes:$(find target/lib -name '*.jar' | tr '\n' ':')
mkdir "$work/classes"
javac -d "$work/classes" -cp "$classpath" src/bench/ReviewBench.java
measure() {
    name=$1
    shift
    for run in $(seq "$runs"); do
        /usr/bin/time -f "%e s, %M kB peak, %U s user" -o "$work/time" "$@" > "$work/out" 2> "$work/err" || cat "$work/err"
        echo "$name, run $run: $(tail -1 "$work/time") ($(wc -c < "$work/out") bytes out)"
    done
}
measure "jq ." jq . "$work/plan.json"
for view in terminal markdown html json; do
    measure "review, $view" java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -cp "$classpath:$work/classes" \
        ReviewBench "$work/plan.json" "$view"
done
