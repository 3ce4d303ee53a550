package io.github.qisaws.recovery;

import io.github.qisaws.terraform.Diagnostic;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Errors that leave unknown whether AWS performed a request.
 *
 * <p>Contact can break in two places. Between Terraform and its provider: the summaries of
 * {@code internal/plugin/grpc_error.go} in OpenTofu 1.12; Terraform 1.11 prints the same. "Unsupported plugin method" is
 * excluded, because no request reaches AWS. Between the provider and AWS: the errors of the AWS SDK for Go without an answer ({@code RequestSendError},
 * {@code CanceledError}, {@code MaxAttemptsError}), with an answer that could not be read
 * ({@code DeserializationError}), or with an answer that leaves it open (5xx).
 */
public final class LostContact {
    private static final Pattern WORDS = Pattern.compile("Plugin did not respond|Request cancelled|Plugin error"
            + "|plugin crashed|request send failed|connection refused|connection reset|broken pipe|unexpected EOF|: EOF"
            + "|i/o timeout|no such host|context canceled|context deadline exceeded|exceeded maximum number of attempts"
            + "|deserialization failed|response error StatusCode: 5");

    private LostContact() {}

    public static boolean in(List<Diagnostic> diagnostics) {
        return diagnostics.stream().filter(Diagnostic::isError).anyMatch(each -> WORDS.matcher(
                        each.summary() + "\n" + each.detail())
                .find());
    }
}
