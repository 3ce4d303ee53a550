package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;

/** Checks that the load balancer can use its certificate: same region, and a host name for DNS validation. */
final class CertificateCheck implements ValueCheck {
    /** ACM's maximum length of the first domain name of a certificate. */
    private static final int LONGEST_NAME = 64;

    private static final int REGION_FIELD = 3;

    @Override
    public void judge(Values values, Findings findings) {
        values.find(LoadBalancerKeys.CERTIFICATE).ifPresent(certificate -> {
            switch (certificate.source()) {
                case ARN -> judgeArn(certificate, values, findings);
                case DNS -> judgeName(values, findings);
                case IMPORTED -> {}
            }
        });
    }

    private static void judgeArn(Certificate certificate, Values values, Findings findings) {
        String found = certificate.value().split(":", -1)[REGION_FIELD];
        values.find(Keys.REGION).filter(region -> !region.equals(found)).ifPresent(region -> {
            String wrong = "the certificate is in " + found + ", but the load balancer is in " + region;
            findings.add(
                    LoadBalancerKeys.CERTIFICATE.path() + ".arn",
                    Message.of(wrong, "allowed: a certificate in " + region));
        });
    }

    private static void judgeName(Values values, Findings findings) {
        values.find(Keys.HOST_NAME).ifPresent(name -> {
            if (name.isEmpty()) {
                String wrong = "DNS validation requires host-name";
                findings.add(
                        LoadBalancerKeys.CERTIFICATE.path() + ".dns-zone",
                        Message.of(wrong, "add host-name, such as images.example.com"));
            } else if (name.length() > LONGEST_NAME) {
                String wrong = "has " + name.length() + " characters, too many for a certificate issued by ACM";
                findings.add(Keys.HOST_NAME, Message.of(wrong, "allowed: up to " + LONGEST_NAME));
            }
        });
    }
}
