package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import java.util.Set;

/** What is different in network ACLs: they are a second fence, behind which the security groups judge again. */
final class NetworkAcl {
    private static final String DEFAULT = "aws_default_network_acl";

    /** First ports from which clients send (VPC User Guide, "Custom network ACLs", ephemeral ports). */
    private static final Set<String> EPHEMERAL = Set.of("1024", "32768", "49152");

    private NetworkAcl() {}

    static boolean is(Change change) {
        return change.type().startsWith("aws_") && Catalogue.OURS.watches(change.type(), AttributeMeaning.RULE_ACTION);
    }

    /** A network ACL keeps no connections, so that answers need a rule of their own. */
    static boolean isForAnswers(Change change, Opening opening) {
        return is(change) && opening.startsAt(EPHEMERAL);
    }

    /** Terraform takes the default ACL of a VPC over, which allows all traffic anyway; it is not created. */
    static boolean isUntouchedDefault(Change change) {
        return change.type().equals(DEFAULT) && change.action() == Action.CREATE;
    }
}
