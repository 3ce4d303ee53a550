package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.List;

/** Checks settings of backup and monitoring: they need {@code enabled}, and backup copies stay within the account. */
final class CareCheck implements ValueCheck {
    private static final int ACCOUNT = 4;

    @Override
    public void judge(Values values, Findings findings) {
        needs(CareKeys.BACKUP, List.of(CareKeys.DAYS, CareKeys.COPY_TO, CareKeys.RESTORE_TEST), values, findings);
        needs(CareKeys.MONITORING, List.of(CareKeys.LOG_DAYS), values, findings);
        judgeMail(values, findings);
        if (values.find(CareKeys.CANARY).orElse(false)) {
            judgeCanary(values, findings);
        }
        values.find(CareKeys.COPY_TO)
                .filter(vault -> !vault.isEmpty())
                .map(vault -> vault.split(":", -1)[ACCOUNT])
                .filter(account -> values.find(Keys.ACCOUNT)
                        .filter(own -> !own.equals(account))
                        .isPresent())
                .ifPresent(account -> findings.add(
                        CareKeys.COPY_TO,
                        Message.of(
                                "is in account " + account
                                        + ", but AWS copies backups encrypted with AWS managed keys only"
                                        + " within an account",
                                "use a vault in the environment's account, in another region")));
    }

    /** The web server group emails the operator about launches, the image pipeline about failures; the rest is monitoring's. */
    private static void judgeMail(Values values, Findings findings) {
        boolean watched = values.find(CareKeys.MONITORING).orElse(false);
        boolean built = Derived.buildsImage(values);
        if (values.isGiven(Keys.OPERATOR_EMAIL) && !values.admits(WebKeys.SCALING) && !watched && !built) {
            findings.add(
                    Keys.OPERATOR_EMAIL,
                    Message.of(
                            "has no effect with this architecture unless monitoring is enabled",
                            "remove it, or add monitoring: {enabled: true}"));
        }
    }

    private static void judgeCanary(Values values, Findings findings) {
        if (!values.find(CareKeys.MONITORING).orElse(true)) {
            findings.add(
                    CareKeys.CANARY,
                    Message.of("has no effect without enabled: true", "add enabled: true, or set false"));
        }
        if (values.find(Keys.HOST_NAME).filter(String::isEmpty).isPresent()) {
            findings.add(
                    CareKeys.CANARY,
                    Message.of("requires host-name, which Route 53 asks", "add host-name, or set false"));
        }
    }

    private static void needs(Key<Boolean> enabled, List<Key<?>> keys, Values values, Findings findings) {
        if (values.find(enabled).filter(on -> !on).isPresent()) {
            keys.stream()
                    .filter(values::isGiven)
                    .forEach(key -> findings.add(
                            key, Message.of("has no effect without enabled: true", "add enabled: true, or remove it")));
        }
    }
}
