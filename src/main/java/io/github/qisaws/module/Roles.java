package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.iam_instance_profile.IamInstanceProfile;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;

/**
 * IAM roles and instance profiles. Their names contain the region, because IAM has one namespace for all regions of an
 * account. Existing ones keep their names, so that no server loses its role.
 */
final class Roles {
    private Roles() {}

    /**
     * Adds a role that an AWS service assumes.
     *
     * @param address its name in Terraform
     * @param name its name in AWS, without environment and region
     */
    static IamRole add(Blueprint b, String address, String name, String service) {
        IamRole role = named(b, address, b.global(name), service);
        b.name(role, name);
        return role;
    }

    /** Adds a role with a complete name. */
    static IamRole named(Blueprint b, String address, String name, String service) {
        IamRole role = b.add(address, id -> IamRole.Builder.create(b.stack(), id)
                .name(name)
                .path(b.var("iam_path"))
                .assumeRolePolicy(IamPolicies.assumedBy(service))
                .lifecycle(Lifecycles.keepingName())
                .build());
        role.addOverride(
                "permissions_boundary", "${var.permissions_boundary == \"\" ? null : var.permissions_boundary}");
        return role;
    }

    /** Adds the instance profile of a role. */
    static IamInstanceProfile profile(Blueprint b, IamRole role, String name) {
        IamInstanceProfile profile = b.add("this", id -> IamInstanceProfile.Builder.create(b.stack(), id)
                .name(b.global(name))
                .role(role.getName())
                .lifecycle(Lifecycles.keepingName())
                .build());
        b.name(profile, name);
        return profile;
    }
}
