package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A copy of this tree that can be edited, compiled, and regenerated, without the classes of this one. */
record TreeCopy(Path folder, Repository repository) {
    private static final List<String> COPIED = List.of("src/main", "modules", "environments");
    private static final String PACKAGE = "io.github.qisaws.";
    private static final int LIMIT_SECONDS = 300;

    static TreeCopy in(Path folder) throws IOException {
        for (String top : COPIED) {
            try (Stream<Path> files = Files.walk(Path.of(top))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(TreeCopy::isSource)
                        .toList()) {
                    Path target = folder.resolve(file.toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
        Files.writeString(folder.resolve(".gitignore"), "classes/\n__pycache__/\n");
        Repository repository = Repository.init(folder);
        repository.commit("as it was");
        return new TreeCopy(folder, repository);
    }

    /** Not what engines and Python leave beside the sources. */
    private static boolean isSource(Path file) {
        return Stream.of(".terraform", ".qis-aws", "__pycache__", ".tfstate")
                .noneMatch(left -> file.toString().contains(left));
    }

    /** The files that differ from the tree. */
    Set<String> changed() {
        repository.git("add", "-A");
        return new TreeSet<>(
                repository.git("diff", "--cached", "--name-only").lines().toList());
    }

    /** Every class, so that a file which the edits forgot does not compile. */
    void compile() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(folder.resolve("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-nowarn", "-d", classes().toString(), "-classpath", libraries());
            boolean compiled = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }

    /** By the commands of CONTRIBUTING; the schema's own files are written by a test there. */
    void regenerate() throws Exception {
        Files.writeString(
                folder.resolve("src/main/resources/io/github/qisaws/server/lib/qis_server/role_settings.py"),
                text("environment.EnvironmentSchema", "python"));
        for (List<String> command : List.of(List.of("modules", "generate"), List.of("synth"))) {
            List<String> argv = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Dqisaws.home=" + folder,
                    "-classpath",
                    String.join(
                            File.pathSeparator,
                            classes().toString(),
                            resources().toString(),
                            libraries()),
                    PACKAGE + "cli.Main"));
            argv.addAll(command);
            run(argv);
        }
    }

    /** What a method without arguments of a class of the copy gives. */
    String text(String type, String method) throws Exception {
        try (URLClassLoader loader = loader()) {
            return (String) loader.loadClass(PACKAGE + type).getMethod(method).invoke(null);
        }
    }

    /** The key to which the copy leads an error of an input. */
    Optional<String> keyOf(String component, String input) throws Exception {
        try (URLClassLoader loader = loader()) {
            Class<?> type = loader.loadClass(PACKAGE + "architecture.Contract");
            List<?> contracts = (List<?>) loader.loadClass(PACKAGE + "module.Modules")
                    .getMethod("contracts")
                    .invoke(null);
            for (Object contract : contracts) {
                if (type.getMethod("name").invoke(contract).equals(component)) {
                    Optional<?> key = (Optional<?>) loader.loadClass(PACKAGE + "architecture.InputKeys")
                            .getMethod("of", type, String.class)
                            .invoke(null, contract, input);
                    return key.map(String.class::cast);
                }
            }
        }
        throw new AssertionError("no component " + component);
    }

    /** What Python prints that has the copy's role_file at hand. */
    String python(String program) throws IOException, InterruptedException {
        Path lib = resources().resolve("io/github/qisaws/server/lib");
        String start = "import sys; sys.dont_write_bytecode = True; sys.path.insert(0, '" + lib
                + "'); from qis_server import role_file\n";
        return run(List.of("python3", "-c", start + program));
    }

    private String run(List<String> argv) throws IOException, InterruptedException {
        Path out = Files.createTempFile("recipe", ".out");
        Process process = new ProcessBuilder(argv)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(out);
        Files.delete(out);
        assertThat(ended && process.exitValue() == 0).as(said).isTrue();
        return said;
    }

    private URLClassLoader loader() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String path : String.join(
                        File.pathSeparator, classes().toString(), resources().toString(), libraries())
                .split(File.pathSeparator, -1)) {
            urls.add(Path.of(path).toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private Path resources() {
        return folder.resolve("src/main/resources");
    }

    /** The class path of the tests without the classes of this tree. */
    private static String libraries() {
        return String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(path -> path.endsWith(".jar") && !path.endsWith("qis-aws.jar"))
                        .map(path -> Path.of(path).toAbsolutePath().toString())
                        .toList());
    }
}
