package io.github.qisaws.environment;

import java.util.List;

/** AWS services for which QIS can use a VPC endpoint. */
final class Endpoints {
    /** The service that receives the servers' metrics. */
    static final String OF_METRICS = "monitoring";

    /**
     * The last part of the endpoint's service name; s3 and dynamodb are gateways, the others interfaces. ec2messages is not
     * among them: regions from 2024 on have no such service, and SSM Agent 3.3.40 or later uses ssmmessages in its place
     * (Systems Manager User Guide, "Reference: ec2messages, ssmmessages, and other API operations").
     */
    static final List<String> KNOWN = List.of(
            "s3",
            "dynamodb",
            "autoscaling",
            "ec2",
            "ecr.api",
            "ecr.dkr",
            "elasticfilesystem",
            "elasticloadbalancing",
            "kms",
            "logs",
            OF_METRICS,
            "secretsmanager",
            "sns",
            "ssm",
            "ssmmessages",
            "sts");

    /**
     * Services that a server calls at boot and for Session Manager; the data tier reaches them only through endpoints.
     */
    static final List<String> NEEDED = List.of("s3", "logs", "secretsmanager", "ssm", "ssmmessages");

    private Endpoints() {}
}
