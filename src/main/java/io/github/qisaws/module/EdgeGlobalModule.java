package io.github.qisaws.module;

import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.EdgeGlobalComponent;

/** CloudFront's certificate and web ACL, in us-east-1. */
final class EdgeGlobalModule implements ModuleDefinition {
    @Override
    public Contract contract() {
        return EdgeGlobalComponent.CONTRACT;
    }

    @Override
    public void define(Blueprint b) {
        ProvenCertificate.add(b, "qis-cloudfront", "var.certificate", "var.certificate && var.dns_zone_id != \"\"");
        EdgeFilter.addGlobal(b);
        b.output("certificate_arn", "join(\"\", " + ProvenCertificate.ARN + ")");
        b.output("web_acl_arn", "join(\"\", " + EdgeFilter.ARN + ")");
    }
}
