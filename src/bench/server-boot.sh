#!/bin/bash
# Seconds from power-on of a whole two-server deployment to its first image. usage: src/bench/server-boot.sh [TIMES]
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -o test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test
exec java -cp "target/test-classes:target/classes:$(cat target/test.classpath)" io.github.qisaws.server.BootTime "$@"
