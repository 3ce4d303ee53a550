package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.List;

/** Keys of components that an architecture does not have are refused: they would promise something. */
final class ArchitectureCheck implements ValueCheck {
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
    private static final List<Key<?>> OF_THE_DATA_SERVER = List.of(
            Keys.IMAGE,
            DataKeys.INSTANCE_TYPE,
            DataKeys.ZONE,
            DataKeys.DATABASE_VOLUME,
            DataKeys.IMAGES_VOLUME,
            DataKeys.SNAPSHOT_DAYS,
            DataKeys.DATABASE_SNAPSHOT,
            DataKeys.IMAGES_SNAPSHOT);

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
        } else if (Derived.is(ArchitectureName.CONTAINERS, values)) {
            judgeContainers(values, findings);
            judgeMail(values, findings);
        }
        if (values.find(Keys.ARCHITECTURE).isPresent() && !Derived.is(ArchitectureName.CONTAINERS, values)) {
            String wrong = "has an effect only with architecture containers";
            refuse(ContainerKeys.ALL, wrong, "remove it, or use architecture containers", values, findings);
        }
    }

    private static void judgeContainers(Values values, Findings findings) {
        String wrong = "has no effect with architecture containers, ";
        refuse(OF_WEB_SERVERS, wrong + "whose tasks are described by containers", "remove it", values, findings);
        refuse(
                List.of(CareKeys.LOG_DAYS),
                wrong + "whose logs containers.log-days is about",
                "use containers.log-days",
                values,
                findings);
        if (Derived.onFargate(values)) {
            refuse(
                    List.of(NetworkKeys.SSH_FROM, NetworkKeys.SSH_FROM_ANYWHERE),
                    wrong + "whose tasks have no SSH",
                    "remove it, or use containers.shell",
                    values,
                    findings);
            refuse(
                    OF_THE_DATA_SERVER,
                    wrong + "which has no server with launch-type fargate",
                    "remove it, or use containers.launch-type ec2",
                    values,
                    findings);
        } else {
            refuse(
                    ContainerKeys.OF_FARGATE,
                    "has no effect with launch-type ec2, where there is one task: two would write the same files",
                    "remove it, or use containers.launch-type fargate",
                    values,
                    findings);
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
