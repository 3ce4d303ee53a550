package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.secretsmanager_secret.SecretsmanagerSecret;

/** The application secret of a deployment. */
final class AppSecret {
    private AppSecret() {}

    /**
     * Adds the secret without a value: a server sets it, so that neither state nor plans contain it. Its name contains
     * the module, because a change of the architecture creates one secret while AWS still keeps the other one's name.
     */
    static void add(Blueprint b, String putBy) {
        SecretsmanagerSecret secret = b.add("this", id -> SecretsmanagerSecret.Builder.create(b.stack(), id)
                .name("qis-aws/${var.environment}/" + b.module())
                .description("QIS: database password, signing key and admin password, put by " + putBy)
                .lifecycle(Lifecycles.keepingName())
                .build());
        secret.addOverride("recovery_window_in_days", "${var.protect ? 30 : 0}");
        CustomerKey.encrypt(secret);
        b.name(secret, "qis-secret");
    }
}
