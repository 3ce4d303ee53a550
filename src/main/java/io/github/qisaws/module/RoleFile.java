package io.github.qisaws.module;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** User data: a cloud-config that writes a server's role file and starts applying the role. */
final class RoleFile {
    private static final String PATH = "/etc/qis/role.env";

    /**
     * Writes each argument as a line. Run by bootcmd at each boot; write_files would run only once per instance and
     * ignore changed user data.
     */
    private static final String WRITE = "mkdir -p /etc/qis && printf '%s\\\\n' \\\"$@\\\" > " + PATH
            + ".new && chmod 0644 " + PATH + ".new && mv " + PATH + ".new " + PATH;

    private RoleFile() {}

    /**
     * Adds the local value {@code user_data}.
     *
     * @param lines key to Terraform template; the role_settings input follows them
     */
    static void add(Blueprint b, Map<String, String> lines) {
        add(b, lines, "");
    }

    /**
     * Adds the local value with conditional lines.
     *
     * @param more expression of a list of lines, or empty
     */
    static void add(Blueprint b, Map<String, String> lines, String more) {
        StringJoiner own = new StringJoiner(", ");
        new TreeMap<>(lines).forEach((key, value) -> own.add("\"" + key + "=" + value + "\""));
        b.local(
                "role_lines",
                "concat([" + own + "], [for key, value in var.role_settings : \"${key}=${value}\"]"
                        + (more.isEmpty() ? "" : ", " + more) + ")");
        // Does not wait, because the role's unit itself waits for cloud-init to finish.
        b.local(
                "user_data",
                "format(\"#cloud-config\\n%s\\n\", jsonencode({bootcmd = [concat([\"sh\", \"-c\", \"" + WRITE
                        + "\", \"role\"], local.role_lines)], runcmd = [[\"systemctl\", \"start\", \"--no-block\","
                        + " \"qis-role.service\"]]}))");
    }
}
