package com.renderowl.monitoring.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the workflows download fits what the files of this project pin. */
@Tag("unit")
class SupplyChainTest {

    private static final Pattern GO = Pattern.compile("(?m)^go (\\d+)\\.(\\d+)(?:\\.(\\d+))?$");
    /** A package that a {@code tool} line names, alone or in a block; a line of another block has a version as well. */
    private static final Pattern TOOL = Pattern.compile("(?m)^(?:tool |\t)([a-z][\\w.-]*/\\S+)$");

    private static final Pattern GO_VERSION_FILE = Pattern.compile("go-version-file: (\\S+)");

    /** Building forbids Go to download a newer one ({@code GOTOOLCHAIN=local}). */
    @Test
    void theWorkflowsInstallAGoThatEveryToolAccepts() {
        Matcher named = GO_VERSION_FILE.matcher(
                WorkflowFiles.text(Tools.projectRoot().resolve(".github/actions/set-up/action.yml")));
        assertThat(named.find()).isTrue();

        long installed = go(Tools.projectRoot().resolve(named.group(1)));

        assertThat(goModules()).hasSizeGreaterThan(10).allSatisfy(module -> assertThat(go(module))
                .as("the go line of %s, as one number", module)
                .isLessThanOrEqualTo(installed));
    }

    @Test
    void dependabotWatchesEveryFolderWithAGoModule() {
        assertThat((List<?>) update("gomod").get("directories"))
                .map(Object::toString)
                .containsExactlyInAnyOrderElementsOf(goModules().stream()
                        .map(module -> "/" + Tools.projectRoot().relativize(module.getParent()))
                        .toList());
    }

    @Test
    void dependabotRaisesTheModuleOfEveryProgram() {
        String allowed = WorkflowFiles.maps(update("gomod").get("allow"))
                .map(allow ->
                        Pattern.quote(allow.get("dependency-name").toString()).replace("*", "\\E.*\\Q"))
                .map(module -> module + "(/.*)?")
                .collect(Collectors.joining("|"));

        List<String> programs = goModules().stream()
                .flatMap(module -> TOOL.matcher(WorkflowFiles.text(module)).results())
                .map(tool -> tool.group(1))
                .toList();
        assertThat(programs).hasSizeGreaterThan(20).allSatisfy(program -> assertThat(program)
                .matches(allowed));
    }

    @Test
    void dependabotWatchesLibrariesAndEveryFileThatUsesActions() {
        assertThat(update("maven")).containsEntry("directory", "/");
        assertThat(WorkflowFiles.all().stream()
                        .filter(file -> WorkflowFiles.text(file).contains("uses: "))
                        .map(Path::getParent)
                        .map(folder -> folder.endsWith(".github/workflows")
                                ? "/"
                                : "/" + Tools.projectRoot().relativize(folder))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        ((List<?>) update("github-actions").get("directories"))
                                .stream().map(Object::toString).toList());
    }

    /** What Dependabot is to do with one kind of package. */
    private static Map<String, Object> update(String ecosystem) {
        Path file = Tools.projectRoot().resolve(".github/dependabot.yml");
        return WorkflowFiles.maps(WorkflowFiles.read(file).get("updates"))
                .filter(update -> ecosystem.equals(update.get("package-ecosystem")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> goModules() {
        try (Stream<Path> folders = Files.list(Tools.projectRoot().resolve("tools"))) {
            return folders.map(folder -> folder.resolve("go.mod"))
                    .filter(Files::exists)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Go that a module asks for, as a number that compares as versions do. */
    private static long go(Path module) {
        Matcher version = GO.matcher(WorkflowFiles.text(module));
        assertThat(version.find()).as("a go line in %s", module).isTrue();
        String patch = version.group(3) == null ? "0" : version.group(3);
        return (Long.parseLong(version.group(1)) * 1000 + Long.parseLong(version.group(2))) * 1000
                + Long.parseLong(patch);
    }
}
