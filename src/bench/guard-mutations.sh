#!/bin/sh
# Mutations of the recorded plans against the guard: a loss or an opening without a finding is a bypass. Ends with 1 if there is any.
# Usage: src/bench/guard-mutations.sh [MUTATIONS] [SEED] [RESULTS]   (needs: a tree with compiled tests: ./mvnw test-compile)
#   MUTATIONS  default: 100000, in steps of 1,000; each step has a seed of its own, from SEED (default: 1) on
#   RESULTS    default: target/guard-mutations-COMMIT.txt. One line for each step, with its seed, and one for each bypass. A step
#              that is there is not done again, so a bench that was stopped continues there
set -eu
cd "$(dirname "$0")/../.."
results=${3:-target/guard-mutations-$(git rev-parse --short HEAD).txt}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
./mvnw -B -q -o dependency:build-classpath -Dmdep.includeScope=test "-Dmdep.outputFile=$work/classpath" >&2
classpath=target/test-classes:target/classes:$(cat "$work/classpath")
javac -d "$work" -cp "$classpath" src/bench/GuardMutations.java
echo "seeds from ${2:-1}, results in $results"
java -cp "$classpath:$work" GuardMutations "${1:-100000}" "${2:-1}" "$results"
