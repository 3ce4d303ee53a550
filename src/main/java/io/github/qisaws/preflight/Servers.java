package io.github.qisaws.preflight;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.DataServer;
import io.github.qisaws.environment.Environment.WebServers;
import io.github.qisaws.environment.Topology.Cases;
import java.util.List;
import java.util.stream.Stream;

/**
 * The EC2 instances of one kind in an environment.
 *
 * @param key the key with the instance type
 * @param zoneKeys the key of each zone, in the same order
 * @param zones names of the zones in which instances are launched
 * @param all whether each zone gets an instance; otherwise AWS chooses among them
 * @param resources Terraform types of the instances
 */
record Servers(
        String key,
        String instanceType,
        List<String> zones,
        List<String> zoneKeys,
        boolean all,
        List<String> resources) {

    /** All kinds of servers. */
    static List<Servers> of(Environment environment) {
        return environment
                .topology()
                .match(new Cases<>(
                        single -> List.of(data(environment, single.data())),
                        two -> Stream.concat(
                                        web(environment, two.web(), true), Stream.of(data(environment, two.data())))
                                .toList(),
                        managed -> web(environment, managed.web(), false).toList(),
                        fargate -> List.<Servers>of(),
                        host -> List.of(data(environment, host.data())),
                        pipeline -> List.of()));
    }

    private static Servers data(Environment environment, DataServer server) {
        return new Servers(
                "data.instance-type",
                server.instanceType(),
                List.of(environment.placement().region() + server.zone()),
                List.of(zoneKey(environment, server.zone())),
                true,
                List.of("aws_instance"));
    }

    /** The line that has the zone: data.zone if it is in the file, else the zone in the list. */
    private static String zoneKey(Environment environment, String zone) {
        boolean given = environment.network().zones().indexOf(zone) > 0;
        return given ? "data.zone" : "network.zones[0]";
    }

    private static Stream<Servers> web(Environment environment, WebServers web, boolean fullTime) {
        List<String> letters = environment.network().zones();
        List<String> zones = letters.stream()
                .map(letter -> environment.placement().region() + letter)
                .toList();
        List<String> keys = Stream.iterate(0, i -> i + 1)
                .limit(zones.size())
                .map(i -> "network.zones[" + i + "]")
                .toList();
        Servers fleet = new Servers(
                "web.instance-type",
                web.instanceType(),
                zones,
                keys,
                false,
                List.of("aws_launch_template", "aws_autoscaling_group"));
        Servers one = new Servers(
                "web.instance-type",
                web.instanceType(),
                zones.subList(0, 1),
                keys.subList(0, 1),
                true,
                List.of("aws_instance"));
        return fullTime ? Stream.of(one, fleet) : Stream.of(fleet);
    }
}
