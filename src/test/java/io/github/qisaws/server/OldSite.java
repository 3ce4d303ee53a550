package io.github.qisaws.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Another QIS with images, records, and users: one server with all on its root volume, as the original's stack had. */
final class OldSite {
    static final int IMAGES = 1000;
    static final String SECRET = "qis/old";
    static final String PASSWORD = "MARKold4711";
    private static final String EDITOR = """
            CREATE TEMP TABLE one AS SELECT * FROM users WHERE username = 'admin';
            UPDATE one SET id = 4711, username = 'editor', allow_api = true; INSERT INTO users SELECT * FROM one;
            UPDATE users SET allow_api = true""";
    private static final String PICTURES = """
            import os, sys
            from PIL import Image
            for number, name in enumerate(sys.stdin.read().splitlines()):
                path = "/opt/qis/images/" + name
                os.makedirs(os.path.dirname(path), exist_ok=True)
                Image.new("RGB", (24, 16), (number % 256, number // 256, 99)).save(path)
            """;
    private static final String DUMPS = """
            set -e; systemctl stop qis-web; cd /var/tmp; pg() { program=$1; shift; runuser -u postgres -- $program -h /run/qis-postgresql "$@"; }
            pg pg_dump -Fc qis-mgmt >custom && pg pg_dump qis-mgmt | gzip >plain.gz && pg pg_dump -Fc qis-cache >foreign
            pg createdb -T qis-mgmt hostile
            pg psql -qc "CREATE FUNCTION evil() RETURNS int LANGUAGE sql AS 'SELECT 1'" hostile && pg pg_dump -Fc hostile >function
            pg psql -qc "DROP FUNCTION evil(); UPDATE users SET username = 'boss' WHERE username = 'admin'" hostile
            pg pg_dump -Fc hostile >noadmin
            pg pg_dump --inserts qis-mgmt >inserts
            zcat plain.gz | head -n -20 | gzip >short.gz
            zcat plain.gz | sed '0,/^SET /s//\\\\! touch \\/tmp\\/owned\\n&/' >shell
            zcat plain.gz | sed "0,/^CREATE TABLE/s//COPY pg_class FROM PROGRAM 'touch \\/tmp\\/owned';\\n&/" >program
            zcat plain.gz | sed '0,/^CREATE TABLE/s//DROP DATABASE "qis-mgmt";\\n&/' >drop
            zcat plain.gz | sed 's/^-- Dumped by pg_dump version .*/-- Dumped by pg_dump version 99.1/' >newer
            """;

    private final Machine machine;

    OldSite(Lab lab) {
        lab.aws("create_secret(Name='" + SECRET + "', SecretString=__import__('json').dumps({'admin_password':'"
                + PASSWORD + "'}))");
        Map<String, String> role = Roles.common("full-server");
        role.put("QIS_SECRET_ID", SECRET);
        machine = lab.machine("old", 41).role(role).boot().awaitRole();
        Disk.write(machine.root() + "/var/tmp/names", String.join("\n", names()) + "\n");
        Disk.write(machine.root() + "/var/tmp/pictures.py", PICTURES);
        machine.bash(
                "cd / && setpriv --reuid=qis --regid=qis --clear-groups /opt/qis/bin/python /var/tmp/pictures.py </var/tmp/names");
        // QIS makes its record of an image when it is asked for the first time; two at once cannot make that of a
        // folder.
        new Visitor(lab).all("http://" + machine.address(), names(), 1);
        machine.sql("qis-mgmt", EDITOR);
        machine.bash(DUMPS);
        machine.kill();
    }

    static List<String> names() {
        return IntStream.range(0, IMAGES)
                .mapToObj(number -> (number % 100 == 7 ? "moved/Über uns/Größe %d & mehr.png" : "moved/%2$02d/%1$d.png")
                        .formatted(number, number / 100))
                .toList();
    }

    Path images() {
        return machine.root().resolve("opt/qis/images");
    }

    Path dump(String name) {
        return machine.root().resolve("var/tmp").resolve(name);
    }
}
