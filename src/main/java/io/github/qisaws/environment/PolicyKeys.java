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
            Section.at("policy", "Settings of the guard, which evaluates every plan before it is applied.");

    static final Key<List<Accepted>> ACCEPT = POLICY.key(
            "accept",
            new ListType<>(new AcceptedType(), 0, MOST),
            Default.of(List.of()),
            "Guard rules whose findings are accepted, each with a reason. Accepted findings stay in the review. Rules"
                    + " that protect data cannot be accepted.");
    static final Key<List<String>> STATEFUL = POLICY.key(
            "stateful",
            new ListType<>(
                    new TextType(
                            "a resource address in which * stands for any characters, such as"
                                    + " module.reports.aws_s3_bucket.*",
                            "[A-Za-z0-9_.\"/:@*\\[\\]-]{3,300}"),
                    0,
                    MOST),
            Default.of(List.of()),
            "Additional resources that hold data. The stateful resources of the components are included"
                    + " automatically.");
    static final Key<Integer> MAX_DESTROYS = POLICY.key(
            "max-destroys",
            IntegerType.between(0, GuardPolicy.MOST_DESTROYS, "resources"),
            Default.of(GuardPolicy.MOST_DESTROYS),
            "Maximum number of resources that one plan can destroy. For more, accept rule many-destroys with a"
                    + " reason.");

    static final Section SECTION = POLICY.build();

    private PolicyKeys() {}
}
