package io.github.qisaws.aws;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The AWS account of an environment. */
public final class AwsEnvironmentAccount implements EnvironmentAccount {
    private final AwsAccess access;
    private final TaggedResources account;
    private final UntaggedResources untagged;
    private final OpenSecurityGroups groups;

    /**
     * The account of an environment.
     *
     * @param withGlobal as for {@link TaggedResources}
     */
    public AwsEnvironmentAccount(AwsAccess access, String environment, boolean withGlobal) {
        this.access = access;
        this.account = new TaggedResources(access, environment, withGlobal);
        this.untagged = new UntaggedResources(access);
        this.groups = new OpenSecurityGroups(access);
    }

    @Override
    public List<TaggedResource> tagged() {
        return account.list();
    }

    @Override
    public Set<String> ended(Collection<String> arnsOrIds) {
        return new EndedResources(access).of(arnsOrIds);
    }

    @Override
    public Optional<String> find(String type, Function<String, Optional<String>> planned) {
        return untagged.find(type, planned);
    }

    @Override
    public List<OpenSecurityGroups.Rule> openRules(Collection<String> ids) {
        return groups.open(ids);
    }

    @Override
    public void close(OpenSecurityGroups.Rule rule) {
        groups.close(rule);
    }
}
