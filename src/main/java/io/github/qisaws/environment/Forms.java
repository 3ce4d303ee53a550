package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Suggestion;
import io.github.qisaws.environment.schema.TextType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Types for the texts in an environment file. */
final class Forms {
    /** TLS policies without TLS 1.0 and 1.1. */
    static final List<String> TLS_POLICIES = List.of(
            "ELBSecurityPolicy-TLS13-1-2-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
            "ELBSecurityPolicy-TLS13-1-3-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
            "ELBSecurityPolicy-TLS-1-2-2017-01",
            "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
            "ELBSecurityPolicy-FS-1-2-2019-08",
            "ELBSecurityPolicy-FS-1-2-Res-2019-08",
            "ELBSecurityPolicy-FS-1-2-Res-2020-10");

    /** Approximates the letters that AWS allows with a class that regular expressions of every language support. */
    private static final String TAG_CHARACTERS = "[A-Za-z0-9 _.:/=+@\\u00C0-\\uFFFF-]";

    static final TextType REGION = new TextType(
            "an AWS region such as eu-west-1",
            "[a-z]{2,4}(?:-[a-z]+)?-(?:north|south|east|west|central|northeast|southeast|northwest|southwest)-[1-9]",
            Forms::wrongRegion,
            text -> Suggestion.nearest(text, Regions.known()));
    static final TextType ACCOUNT =
            new TextType("an AWS account ID of 12 digits, in quotes", "[0-9]{12}", Forms::wrongAccount);
    static final TextType HOST_NAME = new TextType(
            "a lower-case DNS name such as images.example.com, or \"\" for the load balancer's DNS name",
            "|" + HostName.PATTERN,
            HostName::wrong,
            HostName::suggestion);
    static final TextType EMAIL = new TextType(
            "one email address such as ops@example.com",
            "[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}",
            Forms::wrongEmail);
    static final TextType IMAGE = new TextType(
            "an AMI such as ami-0123456789abcdef0, or ssm: and the path of an SSM parameter that holds one, such as"
                    + " ssm:/qis-aws/images/image/x86_64",
            "ami-(?:[0-9a-f]{8}|[0-9a-f]{17})|ssm:(?:/[A-Za-z0-9_.-]+)+",
            Forms::wrongImage);
    static final TextType ZONE = new TextType("a zone letter such as a", "[a-z]", Forms::wrongZone);
    static final TextType INSTANCE_TYPE = new TextType(
            "an EC2 instance type such as t3.medium",
            InstanceType.FAMILY_PATTERN + "\\." + InstanceType.SIZE_PATTERN,
            InstanceType::wrong,
            InstanceType::suggestion);
    static final TextType TLS_POLICY = new TextType(
            "a policy of TLS 1.2 or newer such as ELBSecurityPolicy-TLS13-1-2-2021-06",
            "ELBSecurityPolicy-(?:TLS13-1-[23]|TLS-1-2|FS-1-2)-[A-Za-z0-9-]*[0-9]{4}-[0-9]{2}",
            Forms::wrongPolicy,
            Forms::betterPolicy);
    static final TextType TAG_NAME = new TextType(
            "1 to 128 letters, digits, spaces and _ . : / = + - @, not beginning with aws: or qis-aws:, and not Name",
            "(?![Aa][Ww][Ss]:|qis-aws:|Name$)" + TAG_CHARACTERS + "{1,128}",
            Forms::wrongTagName);
    static final TextType TAG_VALUE = new TextType(
            "up to 256 letters, digits, spaces and _ . : / = + - @",
            TAG_CHARACTERS + "{0,256}",
            text -> wrongTag(text, 256));
    static final TextType BUCKET = new TextType(
            "3 to 63 lower-case letters, digits, and hyphens, beginning and ending with a letter or digit",
            "[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
            Forms::wrongBucket);

    private Forms() {}

    private static Optional<String> wrongRegion(String text) {
        if (Regions.known().contains(text)) {
            return Optional.empty();
        }
        if (text.matches("[a-z]{2,4}(-[a-z]+)+-[0-9][a-z]")) {
            return Optional.of("is an Availability Zone, not a region");
        }
        if (!text.matches("[a-z0-9-]+-[a-z0-9-]+")) {
            return Optional.of("is not a region name");
        }
        if (Regions.isApart(text)) {
            return Optional.of("is in an AWS partition that qis-aws does not support (China, GovCloud, or a sovereign"
                    + " cloud)");
        }
        boolean slip = text.indexOf('-') > 0
                && !Regions.mayBeNew(text)
                && Suggestion.nearest(text, Regions.known()).isPresent();
        return slip ? Optional.of("is not an AWS region") : Optional.empty();
    }

    private static Optional<String> wrongAccount(String text) {
        if (text.matches("0{12}")) {
            return Optional.of("is a placeholder; run aws sts get-caller-identity to look up the account ID");
        }
        if (text.matches("[0-9][0-9 -]*") && !text.matches("[0-9]+")) {
            return Optional.of("has hyphens or spaces");
        }
        if (!text.matches("[0-9]+")) {
            return Optional.of("is not an account ID");
        }
        return text.length() == 12 ? Optional.empty() : Optional.of("has " + text.length() + " digits");
    }

    private static Optional<String> wrongEmail(String text) {
        if (text.contains(",") || text.contains(";")) {
            return Optional.of("has more than one address; use a mailing list for several recipients");
        }
        if (text.contains("..") || text.startsWith(".") || text.contains(".@")) {
            return Optional.of("has an extra dot");
        }
        if (!text.contains("@")) {
            return Optional.of("has no @");
        }
        return text.matches(".*@.*[.].*") ? Optional.empty() : Optional.of("has no complete domain after the @");
    }

    private static Optional<String> wrongImage(String text) {
        if (text.startsWith("/")) {
            return Optional.of("needs the prefix ssm: before the parameter path");
        }
        return text.matches("ami-.*")
                ? Optional.of("is not an AMI ID, which has 8 or 17 hexadecimal digits after ami-")
                        .filter(wrong -> !text.matches("ami-([0-9a-f]{8}|[0-9a-f]{17})"))
                : Optional.empty();
    }

    private static Optional<String> wrongZone(String text) {
        return text.matches("[a-z]{2,4}(-[a-z]+)+-[0-9][a-z]")
                ? Optional.of("is a full zone name; enter only its letter " + text.substring(text.length() - 1))
                : Optional.empty();
    }

    private static Optional<String> wrongPolicy(String text) {
        boolean known = text.startsWith("ELBSecurityPolicy-");
        boolean old = known && text.matches(".*-(2015-05|2016-08|2018-06|TLS13-1-[01].*|TLS-1-[01].*|FS-1-1.*)");
        return old && !text.contains("1-2")
                ? Optional.of("allows TLS 1.0 or 1.1, which are insecure")
                : Optional.empty();
    }

    private static Optional<String> betterPolicy(String text) {
        return wrongPolicy(text).isPresent()
                ? Optional.of(TLS_POLICIES.get(0))
                : Suggestion.nearest(text, TLS_POLICIES);
    }

    private static Optional<String> wrongTagName(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("aws:")) {
            return Optional.of("begins with aws:, which AWS reserves");
        }
        if (text.startsWith("qis-aws:") || text.equals("Name")) {
            return Optional.of("is set by qis-aws itself");
        }
        return wrongTag(text, 128);
    }

    private static Optional<String> wrongTag(String text, int most) {
        if (text.length() > most) {
            return Optional.of("has " + text.length() + " characters");
        }
        return text.matches("[\\p{L}\\p{N}\\p{Z}_.:/=+@-]*")
                ? Optional.empty()
                : Optional.of("has characters that are not allowed in tags");
    }

    private static Optional<String> wrongBucket(String text) {
        if (text.length() < 3 || text.length() > 63) {
            return Optional.of("has " + text.length() + " characters");
        }
        if (!text.matches("[a-z0-9.-]*")) {
            return Optional.of("has characters that are not allowed in bucket names");
        }
        if (text.contains(".")) {
            return Optional.of("has a dot, with which TLS to the bucket's own host name fails");
        }
        boolean reserved =
                text.matches("(xn--|sthree-|amzn-s3-demo-).*|.*(-s3alias|--ol-s3|\\.mrap|--x-s3|--table-s3)");
        return reserved ? Optional.of("has a prefix or suffix that AWS reserves") : Optional.empty();
    }
}
