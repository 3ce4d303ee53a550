package io.github.qisaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong wiring does not compile. */
class WiringCompilationTest {
    private static final String RIGHT = "new LoadBalancerInputs.Place("
            + "network.vpcId(), network.publicSubnetIds(), firewall.loadBalancerGroupIds())";

    @TempDir
    private Path folder;

    @Test
    void rightWiringCompiles() throws URISyntaxException {
        assertThat(errors(RIGHT)).isEmpty();
    }

    @Test
    void aMissingInputDoesNotCompile() throws URISyntaxException {
        assertThat(errors(RIGHT.replace("network.publicSubnetIds(), ", "")))
                .singleElement()
                .isEqualTo("compiler.err.cant.apply.symbol");
    }

    @Test
    void aMissingGroupOfInputsDoesNotCompile() throws URISyntaxException {
        assertThat(
                        errors(
                                "new FirewallInputs(new Common(\"demo\", new java.util.TreeMap<>(), new Fed(new java.util.TreeMap<>())))"))
                .singleElement()
                .isEqualTo("compiler.err.cant.apply.symbol");
    }

    @Test
    void aMisspeltInputDoesNotCompile() throws URISyntaxException {
        assertThat(errors("(" + RIGHT + ").subnetIdz()"))
                .singleElement()
                .isEqualTo("compiler.err.cant.resolve.location.args");
    }

    @Test
    void aMisspeltOutputDoesNotCompile() throws URISyntaxException {
        assertThat(errors(RIGHT.replace("vpcId", "vcpId")))
                .singleElement()
                .asString()
                .startsWith("compiler.err.cant.resolve");
    }

    @Test
    void subnetsWhereSecurityGroupsAreWantedDoNotCompile() throws URISyntaxException {
        assertThat(errors(RIGHT.replace("firewall.loadBalancerGroupIds()", "network.dataSubnetIds()")))
                .singleElement()
                .isEqualTo("compiler.err.prob.found.req");
    }

    @Test
    void oneThingWhereSeveralAreWantedDoesNotCompile() throws URISyntaxException {
        assertThat(errors(RIGHT.replace("publicSubnetIds()", "publicSubnetIds().element(0)")))
                .singleElement()
                .isEqualTo("compiler.err.prob.found.req");
    }

    private List<String> errors(String expression) throws URISyntaxException {
        String source = "package io.github.qisaws.architecture;\nclass Snippet {\n"
                + "  static Object wire(NetworkOutputs network, FirewallOutputs firewall) {\n    return "
                + expression + ";\n  }\n}\n";
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        String classes = Path.of(Call.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        found,
                        List.of("-classpath", classes, "-proc:none", "-d", folder.toString()),
                        null,
                        List.of(file))
                .call();
        return found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::getCode)
                .toList();
    }
}
