package io.github.qisaws.pipeline.recovery;

import io.github.qisaws.terraform.Diagnostic;
import java.util.List;
import java.util.regex.Pattern;

/** Errors after which nobody knows whether AWS has done what it was asked: the question went out, no answer came. */
public final class LostContact {
    private static final Pattern WORDS =
            Pattern.compile("Plugin did not respond|Plugin error|plugin crashed|request send failed|connection refused"
                    + "|connection reset|broken pipe|unexpected EOF|: EOF|i/o timeout|no such host|context canceled"
                    + "|context deadline exceeded|exceeded maximum number of attempts");

    private LostContact() {}

    public static boolean in(List<Diagnostic> diagnostics) {
        return diagnostics.stream().filter(Diagnostic::isError).anyMatch(each -> WORDS.matcher(
                        each.summary() + "\n" + each.detail())
                .find());
    }
}
