package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.iam_instance_profile.IamInstanceProfile;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import java.util.List;

/** IAM role of a server, with permissions for Session Manager and the application secret. */
final class ServerRole {
    static final List<String> READ_SECRET = List.of("secretsmanager:GetSecretValue");
    static final List<String> READ_AND_WRITE_SECRET =
            List.of("secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue");

    private ServerRole() {}

    /**
     * Adds role and instance profile.
     *
     * @param name of both in AWS, without the environment
     * @param partition expression for the partition of AWS
     * @param secretArn reference to the secret's ARN
     */
    static IamInstanceProfile add(
            Blueprint b, String name, String partition, String secretArn, List<String> secretActions) {
        return add(b, name, partition, IamPolicies.allow(secretActions, List.of("${" + secretArn + "}")));
    }

    /** The same with a given policy for secrets. */
    static IamInstanceProfile add(Blueprint b, String name, String partition, String secretPolicy) {
        IamRole role = Roles.add(b, "this", name, "ec2.amazonaws.com");
        b.add("session_manager", id -> IamRolePolicyAttachment.Builder.create(b.stack(), id)
                .role(role.getName())
                .policyArn("arn:${" + partition + "}:iam::aws:policy/AmazonSSMManagedInstanceCore")
                .build());
        b.add("secret", id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name("secret")
                .role(role.getId())
                .policy(secretPolicy)
                .build());
        CustomerKey.forSecrets(b, role);
        return Roles.profile(b, role, name);
    }
}
