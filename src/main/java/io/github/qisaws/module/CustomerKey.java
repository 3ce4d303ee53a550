package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformElement;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import java.util.List;
import java.util.Map;

/** The customer managed KMS key of a deployment; without one, AWS uses its own keys. */
final class CustomerKey {
    /** Null without a key, so that an existing resource keeps the AWS managed key that it has. */
    static final String ARN = "${var.encryption_key == \"\" ? null : var.encryption_key}";

    private CustomerKey() {}

    static void encrypt(TerraformElement element) {
        element.addOverride("kms_key_id", ARN);
    }

    /** Lets a role read and write secrets that are encrypted with the key, and nothing else. */
    static void forSecrets(Blueprint b, IamRole role) {
        IamRolePolicy policy = b.add("key", id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name("key")
                .role(role.getId())
                .policy(IamPolicies.document(List.of(Map.of(
                        "Effect",
                        "Allow",
                        "Action",
                        List.of("kms:Decrypt", "kms:GenerateDataKey"),
                        "Resource",
                        List.of("${var.encryption_key}"),
                        "Condition",
                        Map.of("StringLike", Map.of("kms:ViaService", "secretsmanager.*"))))))
                .build());
        b.onlyIf(policy, "var.encryption_key != \"\"");
    }
}
