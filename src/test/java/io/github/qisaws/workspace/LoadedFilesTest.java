package io.github.qisaws.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.pipeline.GitRepository;
import io.github.qisaws.pipeline.ScriptedProject;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files Terraform would load although no review shows them. */
class LoadedFilesTest {
    private static final String RECORD = "environments/demo/.terraform/modules/modules.json";
    private static final String CODE = "resource \"terraform_data\" \"x\" { provisioner \"local-exec\" {} }";

    @TempDir
    Path folder;

    private ScriptedProject scripted;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "demo");
        Files.copy(Path.of(".gitignore"), folder.resolve(".gitignore"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments/demo/more.tf",
                "environments/demo/x.tfstate.tf",
                "environments/demo/override.tf.json",
                "environments/demo/more.tofu",
                "environments/demo/more_override.tofu.json",
                "environments/demo/terraform.tfvars",
                "environments/demo/x.auto.tfvars.json",
                "modules/network/x.tfstate.tf",
                "modules/network/sub/more.tf"
            })
    void aFileThatGitDoesNotTrackIsRefused(String file) {
        GitRepository.of(folder);
        Folders.write(folder.resolve(file), CODE);
        Problem problem = refused();
        assertThat(problem.what()).contains("file " + file);
        assertThat(problem.why()).contains("Git does not track it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments/demo/.more.tf",
                "environments/demo/notes.txt",
                "environments/demo/terraform.tfstate",
                "modules/backup/more.tf"
            })
    void aFileThatTerraformDoesNotLoadIsAccepted(String file) {
        GitRepository.of(folder);
        Folders.write(folder.resolve(file), CODE);
        assertAccepted();
    }

    @Test
    void aCommittedFileAndTheGeneratedOneAreAccepted() throws IOException {
        Files.delete(folder.resolve("environments/demo/main.tf.json"));
        Folders.write(folder.resolve("environments/demo/more.tf"), "");
        GitRepository.of(folder);
        Files.copy(Path.of("environments/demo/main.tf.json"), folder.resolve("environments/demo/main.tf.json"));
        assertAccepted();
    }

    @Test
    void outsideARepositoryEachFileIsAnInput() {
        Folders.write(folder.resolve("environments/demo/more.tf"), CODE);
        assertAccepted();
    }

    @ParameterizedTest
    @CsvSource({
        "environments/demo/more.tf, more.tf",
        "environments/demo/template.txt, template.txt",
        "modules/network/more.tf, modules/network/more.tf",
    })
    void aSymbolicLinkIsRefusedEvenIfItIsCommitted(String link, String name) throws IOException {
        Path target = Files.writeString(folder.resolve("target"), CODE);
        Files.createSymbolicLink(folder.resolve(link), target);
        GitRepository.of(folder);
        Problem problem = refused();
        assertThat(problem.what()).contains(name);
        assertThat(problem.why()).contains("symbolic link");
    }

    @Test
    void aModuleThatIsASymbolicLinkIsRefused() throws IOException {
        Path elsewhere = Files.move(folder.resolve("modules/network"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("modules/network"), elsewhere);
        assertThat(refused().what()).contains("file modules/network ");
    }

    @ParameterizedTest
    @CsvSource({
        "network, ../../modules/network, ../../modules/other",
        "network, ../../modules/network, .terraform/modules/network",
        "network, registry.terraform.io/a/b/c, .terraform/modules/network",
        "network.sub, ./sub, ../../modules/other"
    })
    void aModuleFromAnotherFolderThanItsSourceIsRefused(String key, String source, String dir) {
        record("[{'Key':'','Source':'','Dir':'.'}," + "{'Key':'" + key + "','Source':'" + source + "','Dir':'" + dir
                + "'}]");
        Problem problem = refused();
        assertThat(problem.what()).contains("modules.json");
        assertThat(problem.why()).contains("Module " + key);
    }

    @Test
    void aModuleFromItsSourceIsAccepted() {
        record("[{'Key':'','Source':'','Dir':'.'},"
                + "{'Key':'network','Source':'../../modules/network','Dir':'../../modules/network'},"
                + "{'Key':'network.sub','Source':'./sub','Dir':'../../modules/network/sub'}]");
        assertAccepted();
    }

    @Test
    void aModuleThatTheEnvironmentCalledBeforeIsRemovedFromTheRecord() throws IOException {
        String network = "{'Key':'network','Source':'../../modules/network','Dir':'../../modules/network'}";
        record("[{'Key':'backup','Source':'../../modules/backup','Dir':'../../modules/backup'},"
                + "{'Key':'backup.sub','Source':'./sub','Dir':'../../modules/backup/sub'}," + network + "]");
        assertAccepted();
        assertThat(Files.readString(folder.resolve(RECORD)))
                .isEqualTo(("{'Modules':[" + network + "]}").replace('\'', '"'));
    }

    @Test
    void aModuleThatTheEnvironmentNeverCalledIsRefused() {
        record("[{'Key':'more','Source':'../more','Dir':'../more'}]");
        assertThat(refused().why()).contains("Module more");
    }

    @Test
    void inTheFolderForAnEmulatorOnlyFilesOfQisAwsAreAccepted() {
        Tools tools = scripted.tools().with(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:4566"));
        OpenEnvironment environment = open(tools);
        Path scratch = environment.workspace().folder();
        assertThat(scratch.toString()).contains(".qis-aws");
        assertThat(scratch.resolve("emulator_override.tf.json")).exists();
        Folders.write(scratch.resolve("x_override.tf"), CODE);
        Problem problem =
                catchThrowableOfType(ProblemException.class, () -> open(tools)).problem();
        assertThat(problem.what()).contains("x_override.tf");
    }

    private void record(String modules) {
        Folders.write(folder.resolve(RECORD), ("{'Modules':" + modules + "}").replace('\'', '"'));
    }

    private OpenEnvironment open(Tools tools) {
        return OpenEnvironment.open(scripted.project, "demo", tools, scripted.said::add);
    }

    private void assertAccepted() {
        assertThatCode(() -> open(scripted.tools())).doesNotThrowAnyException();
    }

    private Problem refused() {
        Problem problem = catchThrowableOfType(ProblemException.class, () -> open(scripted.tools()))
                .problem();
        assertThat(problem.exitCode()).isEqualTo(ExitCode.INVALID_ENVIRONMENT);
        assertThat(scripted.script.verbs).as("no program was started").isEmpty();
        return problem;
    }
}
