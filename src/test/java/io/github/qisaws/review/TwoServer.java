package io.github.qisaws.review;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.Contract.Output;
import io.github.qisaws.architecture.Contract.Stateful;
import io.github.qisaws.architecture.Input;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The components of the recorded deployment, with contracts as short as the reviews need them. */
public final class TwoServer {
    private static final Input FROM =
            Input.optional("from", "any", List.of()).flag().build();

    private TwoServer() {}

    public static List<Call> calls() {
        return List.of(
                call("network", "Network", List.of()),
                call("firewall", "Firewall", List.of(), "network"),
                call("load-balancer", "Load balancer", List.of(), "network", "firewall"),
                call(
                        "data-server",
                        "Database and image server",
                        List.of(
                                new Stateful("aws_ebs_volume.database", "all image records, users and permissions"),
                                new Stateful("aws_ebs_volume.images", "all original images"),
                                new Stateful("aws_secretsmanager_secret.site", "the site's passwords and keys"),
                                new Stateful("aws_kms_key.data", "everything encrypted with the key")),
                        "network",
                        "firewall"),
                call("web-tier", "Web servers", List.of(), "network", "firewall", "load-balancer", "data-server"),
                call(
                        "remote-state",
                        "Remote state",
                        List.of(new Stateful("aws_s3_bucket.state", "the record of what Terraform manages"))));
    }

    private static Call call(String name, String title, List<Stateful> stateful, String... from) {
        Contract contract = new Contract(
                name, title, title + ".", List.of(FROM), List.of(new Output("out", "for others")), stateful);
        List<String> references =
                List.of(from).stream().map(each -> "${module." + each + ".out}").toList();
        return new Call(name, contract, new TreeMap<>(Map.of("from", references)));
    }
}
