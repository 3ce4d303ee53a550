package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan file says about itself, and which files are none. {@link EngineIT} reads those of a real engine. */
class PlanFileTest {
    @TempDir
    Path folder;

    private Path file;
    private Map<String, byte[]> entries;

    @BeforeEach
    void entries() throws IOException {
        file = folder.resolve("plan.tfplan");
        entries = new LinkedHashMap<>(Map.of(
                "tfplan",
                PlanFiles.plan(0),
                "tfconfig/modules.json",
                bytes("[{'Key':'','Dir':'.'},{'Key':'a.b','Dir':'../../modules/b'}]"),
                "tfconfig/m-/main.tf",
                bytes("x"),
                "tfconfig/m-a.b/main.tf",
                bytes("y")));
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theModeIsThatOfThePlanItself(Mode mode) throws IOException {
        entries.put("tfplan", PlanFiles.plan(mode));
        assertThat(read().mode()).isEqualTo(mode);
    }

    @Test
    void eachLoadedFileOfEachModuleHasAHash() throws IOException {
        assertThat(read().modules())
                .extracting(PlanFile.Module::key, PlanFile.Module::folder, PlanFile.Module::files)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("", ".", Map.of("main.tf", Digest.sha256(bytes("x")))),
                        org.assertj.core.groups.Tuple.tuple(
                                "a.b", "../../modules/b", Map.of("main.tf", Digest.sha256(bytes("y")))));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 99, -1})
    void anUnknownModeIsRefused(int mode) throws IOException {
        entries.put("tfplan", PlanFiles.plan(mode));
        assertRefused("mode " + mode);
    }

    @Test
    void aMessageThatEndsTooEarlyIsRefused() throws IOException {
        byte[] plan = PlanFiles.plan(1);
        entries.put("tfplan", java.util.Arrays.copyOf(plan, plan.length - 1));
        assertThatThrownBy(this::read).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tfplan", "tfconfig/modules.json"})
    void aMissingEntryIsRefused(String name) {
        entries.remove(name);
        assertRefused("lacks " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tfconfig/m-other/x.tf", "tfconfig/x.tf", "tfconfig/m-x.tf", "tfconfig/m-a.b/../x.tf"})
    void aFileOfNoModuleIsRefused(String name) {
        entries.put(name, bytes("z"));
        assertRefused(name + " belongs to no module");
    }

    @Test
    void aModuleThatIsListedTwiceIsRefused() {
        entries.put("tfconfig/modules.json", bytes("[{'Key':'','Dir':'.'},{'Key':'','Dir':'x'}]"));
        assertRefused("twice");
    }

    @Test
    void anEntryThatIsThereTwiceIsRefused() throws IOException {
        entries.put("tfplaM", PlanFiles.plan(1));
        PlanFiles.write(file, entries);
        String zip = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, zip.replace("tfplaM", "tfplan"), StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> PlanFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Files.writeString(file, "not an archive");
        assertThatThrownBy(() -> PlanFile.read(file)).isInstanceOf(IOException.class);
    }

    private PlanFile read() throws IOException {
        PlanFiles.write(file, entries);
        return PlanFile.read(file);
    }

    private void assertRefused(String words) {
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining(words);
    }
}
