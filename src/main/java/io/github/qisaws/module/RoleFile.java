package io.github.qisaws.module;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** User data: a cloud-config that writes a server's role file and has its role applied. */
final class RoleFile {
    private static final String PATH = "/etc/qis/role.env";

    /**
     * Each argument becomes a line. Written by bootcmd, which cloud-init runs at each boot, where write_files would
     * run once in an instance's life: changed user data would never arrive.
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
     * The same with a line that some servers lack.
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
        // Not awaited: cloud-init ends before the role is applied, and the role's unit waits for cloud-init.
        b.local(
                "user_data",
                "format(\"#cloud-config\\n%s\\n\", jsonencode({bootcmd = [concat([\"sh\", \"-c\", \"" + WRITE
                        + "\", \"role\"], local.role_lines)], runcmd = [[\"systemctl\", \"start\", \"--no-block\","
                        + " \"qis-role.service\"]]}))");
    }
}
