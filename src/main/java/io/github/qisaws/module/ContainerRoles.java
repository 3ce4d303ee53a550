package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import java.util.List;

/** Execution role of the task, for ECS, and task role, for the containers. */
final class ContainerRoles {
    private static final String SERVICE = "ecs-tasks.amazonaws.com";

    private ContainerRoles() {}

    static void add(Blueprint b) {
        IamRole task = Roles.add(b, "task", "qis-task", SERVICE);
        CustomerKey.forSecrets(b, task);
        policy(b, task, "secret", secrets(), "");
        policy(
                b,
                task,
                "shell",
                IamPolicies.allow(
                        List.of(
                                "ssmmessages:CreateControlChannel",
                                "ssmmessages:CreateDataChannel",
                                "ssmmessages:OpenControlChannel",
                                "ssmmessages:OpenDataChannel"),
                        List.of("*")),
                "var.shell");
    }

    /**
     * The database container sets the secret's value; with RDS, the first web server does, with RDS's master user
     * secret. It is one policy, because that secret is unknown in the first plan.
     */
    private static String secrets() {
        String read = "[\"" + String.join("\", \"", ServerRole.READ_SECRET) + "\"]";
        String statement = "{Effect = \"Allow\", Action = %s, Resource = [%s]}";
        String put = statement.formatted("[\"secretsmanager:PutSecretValue\"]", "var.secret_arn");
        return "${jsonencode({Version = \"2012-10-17\", Statement = concat(["
                + statement.formatted(read, "var.secret_arn") + "], [for each in [" + put + "] : each if "
                + ContainersModule.ON_HOST + " || var.master_secret_arn != \"\"], [for each in ["
                + statement.formatted(read, "var.master_secret_arn")
                + "] : each if var.master_secret_arn != \"\"])})}";
    }

    /** Lets ECS download images from ECR and write logs to CloudWatch; the containers have neither permission. */
    static IamRole execution(Blueprint b) {
        IamRole role = Roles.add(b, "execution", "qis-task-execution", SERVICE);
        b.add("execution", id -> IamRolePolicyAttachment.Builder.create(b.stack(), id)
                .role(role.getName())
                .policyArn("arn:${local.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy")
                .build());
        return role;
    }

    private static void policy(Blueprint b, IamRole role, String name, String document, String condition) {
        IamRolePolicy policy = b.add(name, id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name(name.replace('_', '-'))
                .role(role.getId())
                .policy(document)
                .build());
        if (!condition.isEmpty()) {
            b.onlyIf(policy, condition);
        }
    }
}
