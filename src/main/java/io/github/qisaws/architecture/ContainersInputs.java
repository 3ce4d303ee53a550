package io.github.qisaws.architecture;

import io.github.qisaws.environment.Containers.Tasks;
import java.util.SortedMap;

/** Input values of the containers module. */
record ContainersInputs(Common common, Place place, Task task, Data data, Service service) implements Inputs {
    /** {@code launchType} as ECS spells it. */
    record Place(
            String launchType,
            Reference<Kind.Cluster> clusterArn,
            References<Kind.Subnet> subnetIds,
            References<Kind.SecurityGroup> securityGroupIds,
            boolean publicAddress,
            Reference<Kind.TargetGroup> targetGroupArn,
            Reference<Kind.Arn> loadBalancerArn) {}

    record Task(Size size, SortedMap<String, String> roleSettings) {}

    record Size(int cpu, int memory) {}

    record Data(
            Reference<Kind.Secret> secretArn,
            Reference<Kind.Secret> masterSecretArn,
            SortedMap<String, String> hostPaths,
            SortedMap<String, String> fileSystem) {}

    /** {@code waitForSteadyState} is off, because qis-aws follows the deployment itself. */
    record Service(Tasks scaling, boolean waitForSteadyState) {}

    @Override
    public Contract contract() {
        return ContainersComponent.CONTRACT;
    }
}
