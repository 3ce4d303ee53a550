package io.github.qisaws.pipeline.recovery;

import io.github.qisaws.terraform.Diagnostic;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Errors after which it is unknown whether AWS did what it was asked: the request went out, and no answer came back.
 *
 * <p>Two ways can break. Between Terraform and its provider: all summaries of {@code internal/plugin/grpc_error.go} in
 * OpenTofu 1.12, of which Terraform 1.11 prints the same, but for "Unsupported plugin method", which reaches no AWS.
 * Between the provider and AWS: the errors of the AWS SDK for Go without an answer ({@code RequestSendError},
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
