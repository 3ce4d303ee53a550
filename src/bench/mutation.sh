#!/usr/bin/env bash
# Mutation testing with PIT: changes one thing in a class, runs the unit tests that reach it, and counts the changes that no
# test notices. One run a package, with its own unit tests and those of the packages that lead to it; no integration test.
#
# usage: src/bench/mutation.sh [-t THREADS] [-l] [PACKAGE...]
#   -t   threads (default 2)
#   -l   list each mutant that survived: class, line, method, mutator
#   PACKAGE   default: pipeline recovery review.guard seal environment. Also possible: workspace bootstrap policy
#
# Reports are in target/mutation/PACKAGE (HTML, CSV). A package that was measured at the same commit is not measured again, so
# a run that was stopped continues there. Ends with 1 if less than 80 % are killed in a package of the default.
set -euo pipefail
threads=2 list=
while getopts t:l option; do
  case "$option" in
    t) threads=$OPTARG ;;
    l) list=yes ;;
    *) sed -n '/^# usage/,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
  esac
done
shift $((OPTIND - 1))
held=(pipeline recovery review.guard seal environment)
[ $# -gt 0 ] || set -- "${held[@]}"
cd "$(dirname "$0")/../.."
root=io.github.qisaws
version=$(git rev-parse --short HEAD)
git diff --quiet HEAD -- src/main src/test || version=$version-$(git diff HEAD -- src/main src/test | git hash-object --stdin | cut -c1-8)
# Each mutant runs its tests again. These take ten seconds, wait for processes, or try random inputs.
slow=$root.review.guard.LossMutationTest,$root.review.guard.GuardMutationTest,$root.recovery.LeftoverProcessesTest
slow+=,$root.pipeline.StoredPlanRuleTest,$root.environment.HostileFileTest
verbs=$root.pipeline.DeploymentsTest,$root.pipeline.RecoveryTest,$root.pipeline.StoredPlansTest,$root.pipeline.FailingWritesTest

tests() { # PACKAGE: the tests beside its own
  case "$1" in
    pipeline) echo ",$root.cli.ReviewFoldersTest" ;;
    recovery | workspace) echo ",$verbs" ;;
    seal) echo ",$root.pipeline.DeploymentsTest,$root.pipeline.StoredPlansTest" ;;
    review.guard) echo ",$root.policy.GuardPoliciesTest" ;;
    bootstrap | policy | environment) ;;
    *) echo "mutation.sh: package $1 has no tests here" >&2; exit 64 ;;
  esac
}

for package; do
  more=$(tests "$package")
  report=target/mutation/$package
  [ "$(cat "$report/version" 2>/dev/null)" != "$version" ] || continue
  rm -rf "$report"
  mkdir -p "$report"
  ./mvnw -B -q -P mutation test-compile pitest:mutationCoverage -Dspotless.check.skip \
    "-DtargetClasses=$root.$package.*" "-DtargetTests=$root.$package.*Test$more" "-DexcludedTestClasses=$slow" \
    "-Dthreads=$threads" -DoutputFormats=HTML,CSV -DtimestampedReports=false "-DreportsDirectory=$PWD/$report" >"$report.log" 2>&1 ||
    { tail -n 40 "$report.log" >&2; exit 1; }
  echo "$version" >"$report/version"
done

python3 - "$list" "${held[*]}" "$@" <<'PY'
import csv, sys
listed, held, packages = sys.argv[1], sys.argv[2].split(), sys.argv[3:]
print(f"{'package':<14}{'mutants':>8}{'killed':>8}{'timed out':>11}{'survived':>10}{'not reached':>13}{'killed, %':>11}")
low = []
for package in packages:
    with open(f"target/mutation/{package}/mutations.csv") as file:
        rows = [row for row in csv.reader(file) if row]
    count = {status: sum(row[5] == status for row in rows) for status in {row[5] for row in rows}}
    reached, survived, apart = count.get("KILLED", 0), count.get("SURVIVED", 0), count.get("NO_COVERAGE", 0)
    share = 100 * (len(rows) - survived - apart) / len(rows)
    print(f"{package:<14}{len(rows):>8}{reached:>8}{count.get('TIMED_OUT', 0):>11}{survived:>10}{apart:>13}{share:>11.1f}")
    if package in held and share < 80:
        low.append(package)
    if listed:
        for row in sorted(row for row in rows if row[5] in ("SURVIVED", "NO_COVERAGE")):
            print("   ", row[1].split(".")[-1], row[4], row[3], row[2].split(".")[-1], row[5].lower())
sys.exit(f"less than 80 %: {', '.join(low)}" if low else 0)
PY
