package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;

/** A certificate must be usable by this load balancer: of its region, and made for a name. */
final class CertificateCheck implements ValueCheck {
    /** ACM's limit of the first name of a certificate that it makes. */
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
                    Message.of(wrong, "allowed: a certificate of " + region));
        });
    }

    private static void judgeName(Values values, Findings findings) {
        values.find(Keys.HOST_NAME).ifPresent(name -> {
            if (name.isEmpty()) {
                String wrong = "a certificate proven by dns-zone needs a name, and host-name is not given";
                findings.add(
                        LoadBalancerKeys.CERTIFICATE.path() + ".dns-zone",
                        Message.of(wrong, "add host-name, such as images.example.com"));
            } else if (name.length() > LONGEST_NAME) {
                String wrong = "has " + name.length() + " characters, too many for a certificate made by ACM";
                findings.add(Keys.HOST_NAME, Message.of(wrong, "allowed: up to " + LONGEST_NAME));
            }
        });
    }
}
