package io.github.qisaws.permissions;

import java.util.Comparator;

/**
 * An IAM action as the data files write it: {@code ec2:CreateVpc}, or with the AWS service for which alone it is
 * granted, {@code iam:PassRole ec2}.
 *
 * @param service empty if the action is granted for any
 */
record Grant(String action, String service) implements Comparable<Grant> {
    private static final Comparator<Grant> ORDER =
            Comparator.comparing(Grant::action).thenComparing(Grant::service);

    static Grant of(String text) {
        String[] words = text.split(" ", 2);
        if (!words[0].matches("[a-z0-9-]+:[A-Za-z0-9]+")) {
            throw new IllegalArgumentException("not an IAM action: " + text);
        }
        return new Grant(words[0], words.length > 1 ? words[1] : "");
    }

    @Override
    public int compareTo(Grant other) {
        return ORDER.compare(this, other);
    }
}
