package io.github.qisaws.aws;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The AWS calls of a recovery; an interface so that tests need no account. */
public interface EnvironmentAccount {
    /** The tagged resources, of this environment and possibly of others. */
    List<TaggedResource> tagged();

    /**
     * Those of these resources that AWS still lists although they have ended: terminated instances and deleted NAT
     * gateways, which AWS lists for about an hour, and revisions of task definitions, which stay and cost nothing.
     *
     * @param arnsOrIds as in {@link TaggedResource}
     */
    Set<String> ended(Collection<String> arnsOrIds);

    /**
     * The import ID of an existing resource without tags.
     *
     * @param planned the planned value of an attribute; empty if it is not known yet
     */
    Optional<String> find(String type, Function<String, Optional<String>> planned);

    /** The rules of these security groups that AWS added and that allow all outbound traffic. */
    List<OpenSecurityGroups.Rule> openRules(Collection<String> groups);

    /** Removes a rule. */
    void close(OpenSecurityGroups.Rule rule);
}
