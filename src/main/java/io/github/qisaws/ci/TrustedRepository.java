package io.github.qisaws.ci;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the names of the repository and branch that AWS trusts. A wildcard in them would make AWS trust other
 * repositories too.
 */
public final class TrustedRepository {
    /** The path after the host, which can be nested in GitLab. A local path has no host and does not match. */
    private static final Pattern REMOTE = Pattern.compile("(?:[a-z+]+://[^/]+/|[^/:]+:/?(?!/))(.+?)(?:\\.git)?/?");

    /** A part of a path; a part of dots only would lead to another folder. */
    private static final String SEGMENT = "(?!\\.+(?:/|$))[A-Za-z0-9._-]+";

    /** Allowed names. Trust policies use StringLike, where * and ? are wildcards and ${ starts a variable. */
    private static final Pattern PATH = Pattern.compile(SEGMENT + "(/" + SEGMENT + ")*");

    private TrustedRepository() {}

    /** The repository path in the URL of a Git remote (SSH or HTTPS); empty for a local path. */
    public static Optional<String> ofRemote(String url) {
        return Optional.of(REMOTE.matcher(url)).filter(Matcher::matches).map(matcher -> matcher.group(1));
    }

    /** Returns the path if it is a valid repository name in the system, otherwise throws. */
    public static String requirePath(CiSystem system, String path) {
        int parts = path.split("/", -1).length;
        boolean deep = system == CiSystem.GITHUB ? parts == 2 : parts >= 2;
        if (!deep || !PATH.matcher(path).matches()) {
            String form = system == CiSystem.GITHUB ? "OWNER/NAME" : "GROUP/NAME or GROUP/SUBGROUP/NAME";
            throw new Problem(
                            ExitCode.USAGE,
                            "\"" + path + "\" is not a repository name",
                            "AWS will trust the CI jobs of this repository only. The name must be " + form
                                    + ", with letters, digits, dots, hyphens, and underscores. Wildcards are not"
                                    + " allowed.",
                            "Pass --repository " + form + ".")
                    .asException();
        }
        return path;
    }

    /** Returns the branch if its name contains no wildcard, otherwise throws. */
    public static String requireBranch(String branch) {
        if (!PATH.matcher(branch).matches()) {
            throw new Problem(
                            ExitCode.USAGE,
                            "\"" + branch + "\" is not a branch name",
                            "AWS will trust the CI jobs of this branch only. The name can have letters, digits,"
                                    + " dots, hyphens, underscores, and slashes. Wildcards are not allowed.",
                            "Pass --branch NAME.")
                    .asException();
        }
        return branch;
    }
}
