package io.github.qisaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.environment.EnvironmentSchema;
import io.github.qisaws.module.Modules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputKeysTest {
    /** Inputs whose plain values come from no key: the folder's name, and what the wiring itself decides. */
    private static final List<String> OF_NO_KEY =
            List.of("environment", "role_settings.QIS_PROXY_SERVERS", "role_settings.QIS_DATABASE_PORT");

    @ParameterizedTest
    @CsvSource({
        "web-tier, scaling.scale_out_above, web.scaling.scale-out-above",
        "web-tier, scaling, web.scaling",
        "web-tier, role_settings.QIS_POOL_SIZE, web.pool-size",
        "data-server, role_settings.QIS_MAX_CONNECTIONS, data.max-connections",
        "data-server, database_volume_gib, data.database-volume",
        "data-server, instance_type, data.instance-type",
        "data-server, protect, protect",
        "container-host, restore_from.images, data.images-snapshot",
        "firewall, ssh_cidr_blocks, network.ssh-from",
        "load-balancer, host_name, host-name",
        "load-balancer, dns_zone_id, load-balancer.certificate",
        "network, tags.cost-centre, tags",
    })
    void anInputLeadsToTheKeyThatFeedsIt(String component, String input, String key) {
        assertThat(InputKeys.of(contract(component), input)).contains(key);
        assertThat(EnvironmentSchema.paths()).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"classic", "demo", "production", "single", "staging", "containers", "container-host", "images"})
    void everyInputWithAValueOfItsOwnLeadsToAKey(String name) {
        List<String> lost = new ArrayList<>();
        Deployment deployment = Architectures.deploymentOf(
                EnvironmentFile.read(Path.of("environments").resolve(name)));
        for (Call call : deployment.calls()) {
            for (String input : plain("", call.arguments())) {
                if (!OF_NO_KEY.contains(input)
                        && InputKeys.of(call.contract(), input).isEmpty()) {
                    lost.add(call.contract().name() + "." + input);
                }
            }
        }
        assertThat(lost)
                .as("inputs for which InputKeys knows no key; name it there, or among those of no key here")
                .isEmpty();
    }

    @Test
    void whatComesFromNoKeyLeadsNowhere() {
        assertThat(InputKeys.of(contract("network"), "environment")).isEmpty();
        assertThat(InputKeys.of(contract("web-tier"), "target_group_arn")).isEmpty();
    }

    private static Contract contract(String name) {
        return Modules.contracts().stream()
                .filter(contract -> contract.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Members that hold no reference to another component. */
    private static Set<String> plain(String path, Map<?, ?> arguments) {
        Set<String> inputs = new TreeSet<>();
        arguments.forEach((name, value) -> {
            if (value instanceof Map<?, ?> map) {
                inputs.addAll(plain(path + name + ".", map));
            } else if (!String.valueOf(value).contains("${") && !path.equals("tags.")) {
                inputs.add(path + name);
            }
        });
        return inputs;
    }
}
