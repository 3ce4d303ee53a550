package io.github.qisaws.environment;

import io.github.qisaws.environment.GuardPolicy.Accepted;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.ListType;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;
import java.util.List;

/** The keys of {@code policy}. */
final class PolicyKeys {
    private static final int MOST = 50;
    private static final Section.Builder POLICY =
            Section.at("policy", "What the guard holds plans of this environment to, beside its own rules.");

    static final Key<List<Accepted>> ACCEPT = POLICY.key(
            "accept",
            new ListType<>(new AcceptedType(), 0, MOST),
            Default.of(List.of()),
            "Rules of the guard that need not be settled; each stays in the review, with its reason. Rules that"
                    + " protect data are not among them.");
    static final Key<List<String>> STATEFUL = POLICY.key(
            "stateful",
            new ListType<>(
                    new TextType(
                            "an address in which * stands for any characters, such as module.reports.aws_s3_bucket.*",
                            "[A-Za-z0-9_.\"/:@*\\[\\]-]{3,300}"),
                    0,
                    MOST),
            Default.of(List.of()),
            "Further resources that hold data; the guard knows those of the components by itself.");
    static final Key<Integer> MAX_DESTROYS = POLICY.key(
            "max-destroys",
            IntegerType.between(0, GuardPolicy.MOST_DESTROYS, "resources"),
            Default.of(GuardPolicy.MOST_DESTROYS),
            "How many resources one plan may destroy; for more, accept many-destroys with a reason.");

    static final Section SECTION = POLICY.build();

    private PolicyKeys() {}
}
