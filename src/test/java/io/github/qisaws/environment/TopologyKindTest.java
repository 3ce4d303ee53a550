package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.environment.Topology.Managed;
import io.github.qisaws.environment.Topology.OnFargate;
import io.github.qisaws.environment.Topology.OnHost;
import io.github.qisaws.environment.Topology.PipelineOnly;
import io.github.qisaws.environment.Topology.SingleServer;
import io.github.qisaws.environment.Topology.TwoServers;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Member;
import io.github.qisaws.environment.schema.Mistake;
import io.github.qisaws.environment.schema.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A kind of deployment")
class TopologyKindTest {
    private static final String REFUSAL = "has no effect with architecture ";

    @TempDir
    private Path work;

    @ParameterizedTest
    @EnumSource
    void refusesEachKeyThatItLacksAndNamesTheArchitecturesThatHaveIt(TopologyKind kind) {
        keys().stream()
                .filter(key -> !kind.has(key))
                .forEach(key -> assertThat(mistakes(kind, key)).as(key.path()).anySatisfy(mistake -> {
                    assertThat(key.path()).startsWith(mistake.path());
                    assertThat(mistake.message())
                            .startsWith(REFUSAL + Keys.ARCHITECTURE.type().toJson(kind.architecture()))
                            .contains(TopologyKind.words(TopologyKind.having(member(mistake.path()))));
                }));
    }

    @ParameterizedTest
    @EnumSource
    void admitsEachKeyThatItHas(TopologyKind kind) {
        keys().stream().filter(kind::has).forEach(key -> assertThat(mistakes(kind, key))
                .as(key.path())
                .noneSatisfy(mistake -> assertThat(mistake.message()).startsWith(REFUSAL)));
    }

    @Test
    void eachKeyBelongsToSomeKind() {
        assertThat(keys())
                .allSatisfy(key ->
                        assertThat(TopologyKind.having(key)).as(key.path()).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "single-server, ''",
        "managed, 'web: {scaling: {minimum: 1}}'",
        "containers, 'containers: {image: quru/qis:1.0}'",
        "containers, 'containers: {image: quru/qis:1.0, launch-type: ec2}'",
        "image-pipeline, ''",
        "two-server, ''"
    })
    void isReadWithItsOwnKeysAlone(String architecture, String keys) {
        String text = TestFiles.SHORTEST.replace("two-server", architecture) + keys + "\n";

        Topology read =
                EnvironmentFile.read(TestFiles.environment(work, "demo", text)).topology();

        Class<?> expected = keys.contains("ec2") ? OnHost.class : KINDS.get(architecture);
        assertThat(read).isInstanceOf(expected);
    }

    private static final Map<String, Class<?>> KINDS = Map.of(
            "single-server", SingleServer.class,
            "two-server", TwoServers.class,
            "managed", Managed.class,
            "containers", OnFargate.class,
            "image-pipeline", PipelineOnly.class);

    @Test
    void ofAWrongLaunchTypeRefusesWhatNeitherHas() {
        String text = TestFiles.SHORTEST.replace("two-server", "containers")
                + "containers: {launch-type: external}\nweb: {self-healing: true}\ndata: {zone: a}\ncache: {nodes: 1}\n";

        assertThat(EnvironmentFile.check(TestFiles.environment(work, "demo", text))
                        .mistakes())
                .filteredOn(mistake -> mistake.message().startsWith(REFUSAL))
                .extracting(Mistake::path)
                .containsExactly("web.self-healing");
    }

    @Test
    void ofAnUnknownArchitectureRefusesNothing() {
        String text = TestFiles.SHORTEST.replace("two-server", "three-server") + "web: {self-healing: true}\n";

        assertThat(EnvironmentFile.check(TestFiles.environment(work, "demo", text))
                        .mistakes())
                .extracting(Mistake::path)
                .containsExactly("architecture");
    }

    private static List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>();
        Keys.ROOT.forEachKey(keys::add);
        return keys;
    }

    /** A section that has no key of the kind is refused as a whole. */
    private static Member member(String path) {
        Member member = Keys.ROOT;
        for (String name : path.split("\\.", -1)) {
            member = ((Section) member).member(name).orElseThrow();
        }
        return member;
    }

    /** Those of a file that has the key beside what chooses the kind. */
    private List<Mistake> mistakes(TopologyKind kind, Key<?> key) {
        Map<String, Object> file = new LinkedHashMap<>();
        put(file, Keys.REGION.path(), "eu-west-1");
        put(file, Keys.ACCOUNT.path(), "123456789012");
        put(file, key.path(), value(key));
        put(file, Keys.ARCHITECTURE.path(), Keys.ARCHITECTURE.type().toJson(kind.architecture()));
        if (kind == TopologyKind.ON_HOST) {
            put(file, ContainerKeys.LAUNCH_TYPE.path(), "ec2");
        }
        try {
            String text = new ObjectMapper().writeValueAsString(file);
            return EnvironmentFile.check(TestFiles.environment(work, "demo", text))
                    .mistakes();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> section, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            section.put(path, value);
        } else {
            Object inner = section.computeIfAbsent(path.substring(0, dot), name -> new LinkedHashMap<>());
            put((Map<String, Object>) inner, path.substring(dot + 1), value);
        }
    }

    private static <T> Object value(Key<T> key) {
        return key.whenAbsent()
                .value()
                .map(key.type()::toJson)
                .orElseGet(() -> key.examples().isEmpty() ? "x" : key.examples().get(0));
    }
}
