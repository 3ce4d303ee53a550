package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * The Docker engine of the test run, with an image, a network, the AWS emulator and containers of one test class. All of
 * it has the class's own name, and goes at the end.
 */
final class ContainerEngine implements AutoCloseable {
    private static final String ADDRESS = System.getenv("QIS_AWS_TEST_ENGINE");
    private static final Duration BUILD = Duration.ofMinutes(5);

    private final String name = "qis-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime() % 10_000;
    private final Path folder;
    private final Thread hook = new Thread(this::clear);
    private final String endpoint;
    private final Process emulator;

    private ContainerEngine() {
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            folder = Files.createTempDirectory(name);
            build();
            docker("network", "create", name);
            String gateway = docker("network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", name);
            endpoint = "http://" + gateway + ":5000";
            emulator = Shell.start(
                    List.of(Moto.server().toString(), "-H", gateway, "-p", "5000"),
                    folder.resolve("moto.log"),
                    folder.resolve("moto.err"));
            Waiting.until(
                    "the AWS emulator answers", Duration.ofSeconds(90), () -> status(endpoint + "/moto-api/") == 200);
            aws("create_secret(Name='" + Lab.SECRET + "')");
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    static ContainerEngine open() {
        ServerRoot.assumePossible();
        if (ADDRESS == null) {
            String why = "SKIPPED: tests in containers need an engine: QIS_AWS_TEST_ENGINE is not set";
            System.err.println(why);
            Assumptions.abort(why);
        }
        return new ContainerEngine();
    }

    /** The image of the Dockerfile, on a parent in which the steps that need a network were done for all servers. */
    private void build() throws IOException {
        Shell.check(
                BUILD,
                List.of(
                        "bash",
                        "-c",
                        "tar -C \"$1\" -c . | docker -H \"$2\" import - \"$3\"",
                        "bash",
                        ServerRoot.baseLayer().toString(),
                        ADDRESS,
                        image("parent")));
        Path context = folder.resolve("context");
        Shell.check("cp", "-R", ServerRoot.RESOURCES.toString(), context.toString());
        Shell.check("cp", "-R", ServerRoot.source().toString(), context + "/source");
        List<String> command = new ArrayList<>(List.of(
                "env",
                "DOCKER_BUILDKIT=0",
                "docker",
                "-H",
                ADDRESS,
                "build",
                "--quiet",
                "--force-rm",
                "--file=" + context + "/container/Dockerfile",
                "--tag=" + image("server"),
                "--build-arg=PARENT=" + image("parent"),
                "--build-arg=QIS_INSTALL_SKIP=cloudwatch,packages,user,python",
                "--build-arg=QIS_SOURCE=source",
                "--build-arg=QIS_RDS_BUNDLE=skip"));
        ServerRoot.sourceContent().ifPresent(hash -> command.add("--build-arg=QIS_SOURCE_CONTENT=" + hash));
        command.add(context.toString());
        Shell.check(BUILD, command);
    }

    private String image(String kind) {
        return name + "/" + kind;
    }

    /** The network of a task, which its containers share. */
    void network(String task) {
        docker(
                "run",
                "--detach",
                "--name=" + container(task),
                "--network=" + name,
                "--entrypoint=sleep",
                image("server"),
                "infinity");
    }

    /** Starts a container in the network of a task, as its definition has it. */
    void start(TaskDefinition definition, String container, String task) {
        List<String> options = definition.options(container, container(task));
        options.add("--network=container:" + container(task));
        create(container, options);
    }

    /** Creates and starts a container of the image. */
    void create(String container, List<String> options) {
        List<String> command = new ArrayList<>(List.of("run", "--detach", "--name=" + container(container)));
        // The credentials of the task role, and the emulator in the place of AWS.
        command.addAll(List.of("--env=AWS_ACCESS_KEY_ID=x", "--env=AWS_SECRET_ACCESS_KEY=y"));
        command.add("--env=AWS_ENDPOINT_URL=" + endpoint);
        command.addAll(options);
        command.add(image("server"));
        docker(command.toArray(String[]::new));
    }

    List<String> onItsNetwork(Map<String, String> role) {
        List<String> options = new ArrayList<>(List.of("--network=" + name));
        role.forEach((key, value) -> options.add("--env=" + key + "=" + value));
        return options;
    }

    /** A volume that outlives containers. */
    String volume(String volume) {
        docker("volume", "create", container(volume));
        return container(volume);
    }

    /** Runs a shell of the image as root on a volume, with no service. */
    void onVolume(String volume, String folder, String script) {
        docker(
                "run",
                "--rm",
                "--volume=" + container(volume) + ":" + folder,
                "--entrypoint=sh",
                image("server"),
                "-ec",
                script);
    }

    String check(String container, String script) {
        return docker("exec", container(container), "bash", "-c", script);
    }

    Shell.Result run(String container, String script) {
        return Shell.run(
                Duration.ofMinutes(2),
                List.of("docker", "-H", ADDRESS, "exec", container(container), "bash", "-c", script));
    }

    /** Asks PostgreSQL in a container as its administrator. */
    String sql(String container, String database, String statements) {
        return docker(
                "exec",
                container(container),
                "psql",
                "-h",
                "/run/qis-postgresql",
                "-U",
                "postgres",
                "-AtXq",
                "-v",
                "ON_ERROR_STOP=1",
                "-c",
                statements,
                database);
    }

    void start(String container) {
        docker("start", container(container));
    }

    /** Stops a container within the time that it was created with. */
    void stop(String container) {
        docker("stop", container(container));
    }

    void restart(String container) {
        docker("restart", container(container));
    }

    String logs(String container) {
        Shell.Result result = Shell.run("docker", "-H", ADDRESS, "logs", container(container));
        return result.out() + result.err();
    }

    String state(String container, String field) {
        return docker("inspect", "-f", "{{.State." + field + "}}", container(container));
    }

    /** Waits until a container has ended, and returns its exit code. */
    int ended(String container, Duration limit) {
        Waiting.until(
                container + " ends", limit, () -> state(container, "Running").equals("false"), () -> logs(container));
        return Integer.parseInt(state(container, "ExitCode"));
    }

    void awaitHealthy(String container) {
        Waiting.until(
                container + " is healthy",
                Duration.ofSeconds(90),
                () -> state(container, "Health.Status").equals("healthy"),
                () -> logs(container));
    }

    /** The address under which a container, or a task, serves. */
    String site(String container) {
        return "http://"
                + docker(
                        "inspect",
                        "-f",
                        "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
                        container(container));
    }

    /** Waits until the role is applied since the last start, and fails at once if the container ends instead. */
    void awaitApplied(String container) {
        String started = state(container, "StartedAt");
        Waiting.until(
                container + " applies its role",
                Duration.ofMinutes(2),
                () -> {
                    assertThat(state(container, "Running"))
                            .as(() -> logs(container))
                            .isEqualTo("true");
                    return docker("logs", "--since", started, container(container))
                            .contains(": applied");
                },
                () -> logs(container));
    }

    /** The status of an answer; 0 when there is none. */
    static int status(String url, String... options) {
        List<String> command = new ArrayList<>(List.of("curl", "--noproxy", "*", "-s", "-o", "/dev/null"));
        command.addAll(List.of("-m", "20", "-w", "%{http_code}"));
        command.addAll(List.of(options));
        command.add(url);
        return Integer.parseInt(Shell.run(Duration.ofSeconds(30), command).out().strip());
    }

    /** Calls Secrets Manager on the emulator. */
    String aws(String call) {
        return Shell.check(Duration.ofSeconds(60), Moto.secretsManager(endpoint, call))
                .strip();
    }

    String secret(String key) {
        return aws("get_secret_value(SecretId='" + Lab.SECRET + "') and __import__('json').loads("
                + "c.get_secret_value(SecretId='" + Lab.SECRET + "')['SecretString'])['" + key + "']");
    }

    Path folder() {
        return folder;
    }

    private String container(String container) {
        return name + "-" + container;
    }

    private static String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "-H", ADDRESS));
        command.addAll(List.of(arguments));
        return Shell.check(Duration.ofMinutes(3), command).strip();
    }

    @Override
    public void close() {
        clear();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private synchronized void clear() {
        if (emulator != null) {
            emulator.destroy();
        }
        Shell.run(Duration.ofMinutes(2), List.of("bash", "-c", """
                export DOCKER_HOST=$1
                docker ps -aq --filter "name=^$2-" | xargs -r docker rm -f -v
                docker volume ls -q | grep "^$2-" | xargs -r docker volume rm
                docker network rm "$2"
                docker rmi "$2/server" "$2/parent"
                rm -rf --one-file-system "$3"
                """, "bash", ADDRESS, name, folder.toString()));
    }
}
