package io.github.qisaws.server;

/** Everything that applying a role can change: files with owner and mode, mounts, main processes, the database's accounts. */
final class State {
    private static final String SCRIPT = """
            cd /
            find etc opt/qis/conf usr/local var/lib/qis/state var/lib/qis/database/tls var/lib/qis/database/*/PG_VERSION \
              -not -path '*/__pycache__*' -printf '%p %m %u %g %y\\n' 2>/dev/null | sort
            find etc opt/qis/conf usr/local var/lib/qis/database/tls -type f -not -path '*/__pycache__*' -print0 2>/dev/null \
              | sort -z | xargs -0 sha256sum
            findmnt -rno TARGET,SOURCE | grep qis | sort
            for unit in web postgresql memcached; do systemctl show -P MainPID qis-$unit; done
            test ! -S /run/qis-postgresql/.s.PGSQL.5432 || runuser -u postgres -- psql -h /run/qis-postgresql -AtXc \
              'SELECT rolname, rolpassword FROM pg_authid ORDER BY 1' postgres
            """;

    private State() {}

    static String of(Machine machine) {
        return machine.bash(SCRIPT);
    }
}
