package io.github.qisaws.pipeline.recovery;

import io.github.qisaws.pipeline.certificate.AwsAccess;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The account of an environment, asked through AWS's API. */
public final class AwsAccount implements CloudAccount {
    private final Account account;
    private final Untagged untagged;
    private final OpenGroups groups;

    /**
     * The account of an environment.
     *
     * @param withGlobal as for {@link Account}
     */
    public AwsAccount(AwsAccess access, String environment, boolean withGlobal) {
        this.account = new Account(access, environment, withGlobal);
        this.untagged = new Untagged(access);
        this.groups = new OpenGroups(access);
    }

    @Override
    public List<TaggedResource> tagged() {
        return account.list();
    }

    @Override
    public Optional<String> find(String type, Function<String, Optional<String>> planned) {
        return untagged.find(type, planned);
    }

    @Override
    public List<OpenGroups.Rule> openRules(Collection<String> ids) {
        return groups.open(ids);
    }

    @Override
    public void close(OpenGroups.Rule rule) {
        groups.close(rule);
    }
}
