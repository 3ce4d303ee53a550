package io.github.qisaws.server;

import io.github.qisaws.TestTool;
import java.nio.file.Path;
import java.util.List;

/** The AWS emulator from PyPI, in a network of the test's own. */
final class Moto {
    private Moto() {}

    static Path server() {
        return TestTool.folder("moto").resolve("bin/moto_server");
    }

    static Path python() {
        return TestTool.folder("moto").resolve("bin/python");
    }

    /** The command that calls Secrets Manager, by the library that the servers use, and prints the answer. */
    static List<String> secretsManager(String endpoint, String call) {
        String script = "import botocore.session as s\n"
                + "c=s.get_session().create_client('secretsmanager',region_name='eu-west-1',"
                + "endpoint_url='" + endpoint + "',aws_access_key_id='x',aws_secret_access_key='y')\n"
                + "print(c." + call + ")";
        return List.of(python().toString(), "-c", script);
    }
}
