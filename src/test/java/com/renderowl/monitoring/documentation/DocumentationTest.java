package com.renderowl.monitoring.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.gson.Gson;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.KeyReference;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the documentation shows works, and what it refers to is there. */
@Tag("unit")
class DocumentationTest {

    private static final Path ROOT = Tools.projectRoot();
    private static final String PROJECT = "renderowl-monitoring";

    /** What every secret of an example is taken to hold: something that is a valid connection, and a valid password. */
    private static final String SECRET = "postgresql://user:password@postgres:5432/renderowl";

    /** The same where the secret has to be a URL. */
    private static final String SECRET_URL = "https://hooks.example.com/not-a-real-one";

    static List<MarkdownFile> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md"), ROOT.resolve("tools/README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(MarkdownFile::read)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(MarkdownFile page) {
        assertThat(page.internalLinks()).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty()
                    ? page.path()
                    : page.path().resolveSibling(parts[0]).normalize();
            assertThat(target).exists();
            if (parts.length == 2) {
                assertThat(MarkdownFile.read(target).anchors()).contains(parts[1]);
            }
        });
    }

    @Test
    void everyExampleOfConfigurationIsAccepted() throws IOException {
        List<Map<String, Object>> examples = new ArrayList<>();
        for (MarkdownFile page : pages()) {
            page.blocks("yaml").stream()
                    .map(DocumentationTest::yaml)
                    .map(example -> example.get("config") instanceof Map<?, ?> config ? keys(config) : example)
                    .filter(example -> example.keySet().stream().anyMatch(key -> key.startsWith(PROJECT + ":")))
                    .forEach(examples::add);
        }

        assertThat(examples).hasSizeGreaterThanOrEqualTo(5).allSatisfy(example -> assertThatCode(
                        () -> StackConfigReader.read(source(example), PROJECT, "staging"))
                .doesNotThrowAnyException());
    }

    @Test
    void everyKeyOfTheTableExists() {
        Set<String> known = StackConfigReader.reference().stream()
                .map(KeyReference::path)
                .flatMap(DocumentationTest::pathAndSectionsAbove)
                .collect(Collectors.toSet());
        List<String> keys = MarkdownFile.read(ROOT.resolve("README.md")).codeInFirstColumn("Configuration");

        // A name that begins with a dot replaces the end of the one before it.
        String previous = "";
        assertThat(keys).isNotEmpty();
        for (String key : keys) {
            String path = key.startsWith(".") ? previous.substring(0, previous.lastIndexOf('.')) + key : key;
            assertThat(known).contains(path);
            previous = path;
        }
    }

    private static Stream<String> pathAndSectionsAbove(String path) {
        String[] names = path.replaceAll("\\[\\d+]", "").split("\\.");
        return Stream.iterate(1, count -> count <= names.length, count -> count + 1)
                .map(count -> String.join(".", List.of(names).subList(0, count)));
    }

    /** As the engine hands it over: what is encrypted arrives as text, and its key is named. */
    private static ConfigSource source(Map<String, Object> example) {
        Map<String, String> values = new LinkedHashMap<>();
        example.forEach((key, value) ->
                values.put(key, value instanceof String text ? text : new Gson().toJson(decrypted(value))));
        return new ConfigSource(
                values, example.containsKey(PROJECT + ":secrets") ? Set.of(PROJECT + ":secrets") : Set.of());
    }

    private static Object decrypted(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (map.containsKey("secure")) {
            return SECRET;
        }
        Map<String, Object> decrypted = keys(map);
        decrypted.replaceAll((key, inner) -> {
            Object text = decrypted(inner);
            return text.equals(SECRET) && key.endsWith("Url") ? SECRET_URL : text;
        });
        return decrypted;
    }

    private static Map<String, Object> yaml(String text) {
        Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return content instanceof Map<?, ?> map ? keys(map) : Map.of();
    }

    private static Map<String, Object> keys(Map<?, ?> map) {
        Map<String, Object> keys = new LinkedHashMap<>();
        map.forEach((key, value) -> keys.put(String.valueOf(key), value));
        return keys;
    }
}
