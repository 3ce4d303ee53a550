package io.github.qisaws.aws;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a recovery asks of the AWS account, beside what Terraform asks. */
public interface EnvironmentAccount {
    /** The resources that have the tags, of this environment and perhaps of others. */
    List<TaggedResource> tagged();

    /**
     * The import ID of an existing resource without tags.
     *
     * @param planned the planned value of an attribute; empty if it is not known yet
     */
    Optional<String> find(String type, Function<String, Optional<String>> planned);

    /** The rules of these security groups that AWS added and that let everything out. */
    List<OpenSecurityGroups.Rule> openRules(Collection<String> groups);

    /** Removes such a rule. */
    void close(OpenSecurityGroups.Rule rule);
}
