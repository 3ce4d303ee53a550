package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.TextType;
import java.util.Optional;

/** Types for CIDR blocks. */
final class CidrForms {
    static final int VPC_WIDEST = 16;
    private static final int VPC_NARROWEST = 28;

    static final TextType VPC = new TextType(
            "a private IPv4 CIDR block of /16 to /28 such as 192.168.0.0/16, within 10.0.0.0/8, 172.16.0.0/12,"
                    + " 192.168.0.0/16, or 100.64.0.0/10",
            "(?:[0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}",
            CidrForms::wrongVpc,
            text -> suggestion(text).filter(better -> wrongVpc(better).isEmpty()));
    static final TextType ANY = new TextType(
            "an IPv4 or IPv6 CIDR block such as 203.0.113.7/32",
            "[0-9A-Fa-f.:]+/[0-9]{1,3}",
            CidrForms::wrong,
            CidrForms::suggestion);
    static final TextType IPV4 = new TextType(
            "an IPv4 CIDR block such as 10.0.0.0/8",
            "(?:[0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}",
            CidrForms::wrongIpv4,
            text -> suggestion(text).filter(better -> wrongIpv4(better).isEmpty()));

    private CidrForms() {}

    private static Optional<String> wrong(String text) {
        Optional<CidrBlock> block = CidrBlock.parse(text);
        if (block.isEmpty()) {
            return Optional.of(text.contains("/") ? "is not a CIDR block" : "has no prefix length");
        }
        return block.filter(CidrBlock::hasHostBits)
                .map(any -> "has bits set beyond its prefix of " + any.prefix() + " bits");
    }

    private static Optional<String> wrongIpv4(String text) {
        return wrong(text)
                .or(() -> CidrBlock.parse(text).filter(block -> !block.isIpv4()).map(block -> "is IPv6"));
    }

    private static Optional<String> wrongVpc(String text) {
        Optional<String> wrong = wrongIpv4(text);
        if (wrong.isPresent()) {
            return wrong;
        }
        CidrBlock block = CidrBlock.parse(text).orElseThrow();
        if (block.prefix() < VPC_WIDEST || block.prefix() > VPC_NARROWEST) {
            return Optional.of("is " + (block.prefix() < VPC_WIDEST ? "wider" : "narrower") + " than AWS allows");
        }
        return block.isPrivate() ? Optional.empty() : Optional.of("is not private");
    }

    private static Optional<String> suggestion(String text) {
        String whole = text.contains("/") ? text : text + (text.contains(":") ? "/128" : "/32");
        return CidrBlock.parse(whole)
                .map(block -> block.network().toString())
                .filter(better -> !better.equals(text)
                        && (text.contains("/") || wrong(whole).isEmpty()));
    }
}
