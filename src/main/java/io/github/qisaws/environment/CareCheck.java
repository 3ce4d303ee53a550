package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.List;

/** Who sets how backups are kept must have some; AWS copies them to another account only with keys of one's own. */
final class CareCheck implements ValueCheck {
    private static final int ACCOUNT = 4;

    @Override
    public void judge(Values values, Findings findings) {
        needs(CareKeys.BACKUP, List.of(CareKeys.DAYS, CareKeys.COPY_TO), values, findings);
        needs(CareKeys.MONITORING, List.of(CareKeys.LOG_DAYS), values, findings);
        judgeMail(values, findings);
        values.find(CareKeys.COPY_TO)
                .filter(vault -> !vault.isEmpty())
                .map(vault -> vault.split(":", -1)[ACCOUNT])
                .filter(account -> values.find(Keys.ACCOUNT)
                        .filter(own -> !own.equals(account))
                        .isPresent())
                .ifPresent(account -> findings.add(
                        CareKeys.COPY_TO,
                        Message.of(
                                "is of account " + account + ", and AWS copies backups that its own keys encrypt only"
                                        + " within an account",
                                "name a vault of the environment's own account, in another region")));
    }

    /** A group of web servers tells the operator of each launch; all other mail is monitoring's. */
    private static void judgeMail(Values values, Findings findings) {
        boolean watched = values.find(CareKeys.MONITORING).orElse(false);
        if (values.isGiven(Keys.OPERATOR_EMAIL) && !values.admits(WebKeys.SCALING) && !watched) {
            findings.add(
                    Keys.OPERATOR_EMAIL,
                    Message.of(
                            "has no effect with this architecture without monitoring, which sends the alarms",
                            "remove it, or add monitoring: {enabled: true}"));
        }
    }

    private static void needs(Key<Boolean> enabled, List<Key<?>> keys, Values values, Findings findings) {
        if (values.find(enabled).filter(on -> !on).isPresent()) {
            keys.stream()
                    .filter(values::isGiven)
                    .forEach(key -> findings.add(
                            key,
                            Message.of("has an effect only with enabled: true", "add enabled: true, or remove it")));
        }
    }
}
