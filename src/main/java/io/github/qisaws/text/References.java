package io.github.qisaws.text;

import java.util.regex.Pattern;

/** Values that refer to a secret or stand for one, and so are shown even under the name of a secret. */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("(?s)\\s*(?:"
            + "|arn:[a-z-]+:.*"
            + "|\\$.*|%[A-Za-z_]+%|\\{\\{.*|<[A-Za-z_ -]+>|`.*|\\*+"
            + "|(?:var|local|data|module|each|self|aws_\\w+|random_\\w+)\\.\\w[\\w.\\[\\]\"-]*"
            + "|(?:vault|ssm|secretsmanager|op|sm|awssm|gcpsm)(?::|//).*|@Microsoft\\.KeyVault\\(.*"
            + "|projects/[\\w-]+/secrets/.*"
            + "|(?:file:|fileb:)?/[\\w.-]+/[\\w./-]*"
            + "|\\(?(?:hidden|sensitive|known after apply).*"
            + "|(?i:true|false|null|nil|none|undefined|required|optional|enabled|disabled|yes|no|on|off"
            + "|hours|days|minutes|seconds|rotate|set|default|string)"
            + ")\\s*");

    private References() {}

    static boolean isReference(String value) {
        return REFERENCE.matcher(value).matches();
    }
}
