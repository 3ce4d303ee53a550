package io.github.qisaws.ci;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names whose jobs AWS is to trust: exactly these, so nothing in them may mean more than itself. */
public final class TrustedRepository {
    /** All that follows the host, because GitLab nests groups; a local path has no host and no match. */
    private static final Pattern REMOTE = Pattern.compile("(?:[a-z+]+://[^/]+/|[^/:]+:/?(?!/))(.+?)(?:\\.git)?/?");

    /** The trust policies compare by StringLike, in which * and ? stand for others too, and ${ begins a variable. */
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");

    private TrustedRepository() {}

    /** The path of the repository that a git remote names, by SSH or HTTPS; empty for a local one. */
    public static Optional<String> ofRemote(String url) {
        return Optional.of(REMOTE.matcher(url)).filter(Matcher::matches).map(matcher -> matcher.group(1));
    }

    /** The path, if the system can have a repository there. */
    public static String requirePath(CiSystem system, String path) {
        int parts = path.split("/", -1).length;
        boolean deep = system == CiSystem.GITHUB ? parts == 2 : parts >= 2;
        if (!deep || !PATH.matcher(path).matches()) {
            String form = system == CiSystem.GITHUB ? "OWNER/NAME" : "GROUP/NAME or GROUP/SUBGROUP/NAME";
            throw new Problem(
                            ExitCode.USAGE,
                            "\"" + path + "\" is not the name of a repository",
                            "AWS is told to trust the jobs of exactly one: " + form
                                    + ", of letters, digits, dot, hyphen and underscore; * and ? would trust others too.",
                            "name it: --repository " + form)
                    .asException();
        }
        return path;
    }

    /** The branch, if no other has a name that it matches. */
    public static String requireBranch(String branch) {
        if (!PATH.matcher(branch).matches()) {
            throw new Problem(
                            ExitCode.USAGE,
                            "\"" + branch + "\" is not the name of one branch",
                            "AWS is told to trust the jobs of exactly one: letters, digits, dot, hyphen, underscore and"
                                    + " slash; * and ? would trust others too.",
                            "name it: --branch NAME")
                    .asException();
        }
        return branch;
    }
}
