package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.List;

/** Keys of components that an architecture does not have are refused: they would promise something. */
final class ArchitectureCheck implements Check {
    private static final List<Key<?>> OF_WEB_SERVERS = List.of(
            WebKeys.INSTANCE_TYPE,
            WebKeys.ROOT_VOLUME,
            WebKeys.SELF_HEALING,
            WebKeys.MINIMUM,
            WebKeys.MAXIMUM,
            WebKeys.POLICY,
            WebKeys.SCALE_OUT_ABOVE,
            WebKeys.SCALE_IN_BELOW,
            WebKeys.COOLDOWN);

    @Override
    public void judge(Values values, Findings findings) {
        if (Derived.isSingleServer(values)) {
            String wrong = "has no effect with architecture single-server, ";
            String fix = "remove it, or use architecture two-server";
            refuse(OF_WEB_SERVERS, wrong + "whose one server is described by data", fix, values, findings);
            refuse(
                    List.of(NetworkKeys.NAT),
                    wrong + "whose server needs no way out but endpoints",
                    fix,
                    values,
                    findings);
            judgeMail(values, findings);
        }
    }

    private static void judgeMail(Values values, Findings findings) {
        boolean watched =
                values.find(CareKeys.MONITORING).filter(Boolean::booleanValue).isPresent();
        if (!watched) {
            refuse(
                    List.of(Keys.OPERATOR_EMAIL),
                    "has no effect with this architecture without monitoring, which sends the alarms",
                    "remove it, or add monitoring: {enabled: true}",
                    values,
                    findings);
        }
    }

    private static void refuse(List<Key<?>> keys, String wrong, String fix, Values values, Findings findings) {
        keys.stream().filter(values::isGiven).forEach(key -> findings.add(key, Message.of(wrong, fix)));
    }
}
