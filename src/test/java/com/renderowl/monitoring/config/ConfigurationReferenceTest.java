package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Keeps {@code docs/configuration.md} true: its tables are generated from the reader (this class is the generator), and
 * its example is read.
 */
class ConfigurationReferenceTest {

    private static final Path FILE = Path.of("docs", "configuration.md");

    private static final String MARK = "## Every key\n";

    private static final String REWRITE =
            "mvn -q test -Dtest=ConfigurationReferenceTest#theTablesAreThoseOfTheReader -Dmonitoring.docs=write";

    /** Sections that are long enough for a table for each of their entries. */
    private static final Set<String> SPLIT = Set.of("applications", "exporters");

    @Test
    void theTablesAreThoseOfTheReader() throws IOException {
        String text = Files.readString(FILE);
        int mark = text.indexOf(MARK);
        String expected = (mark < 0 ? text : text.substring(0, mark)) + generated();
        if ("write".equals(System.getProperty("monitoring.docs"))) {
            Files.writeString(FILE, expected);
            return;
        }
        assertThat(text).as("%s is stale; rewrite it: %s", FILE, REWRITE).isEqualTo(expected);
    }

    @Test
    void theExampleIsAccepted() throws IOException {
        StackConfig config = read(example());
        assertThat(config.prometheus().retentionSize()).hasToString("40GB");
        assertThat(config.applications())
                .extracting(ApplicationConfig::name)
                .containsExactlyInAnyOrder("backend", "encoder", "queue", "uploads");
        assertThat(config.basicAuth().users()).hasSize(2);
        assertThat(config.tls()).isInstanceOf(TlsConfig.Ingress.class);
    }

    @Test
    void theReportIsThatOfTheReader() throws IOException {
        assertThat(Files.readString(FILE))
                .contains(Stacks.refused("prometheus: {retention: 15 days, volumes: {}}")
                        .getMessage());
    }

    /** The whole of the generated part. */
    private static String generated() {
        Map<String, StringBuilder> tables = new LinkedHashMap<>();
        tables.put("", new StringBuilder());
        for (KeyReference key : StackConfigReader.reference()) {
            String section = section(key.path());
            String name = section.isEmpty() ? key.path() : key.path().substring(section.length() + 1);
            tables.computeIfAbsent(section, ignored -> new StringBuilder())
                    .append("| `")
                    .append(name)
                    .append("` | ")
                    .append(cell(key.description()))
                    .append(" | ")
                    .append(cell(key.allowed()))
                    .append(" | ")
                    .append(defaultCell(key))
                    .append(" |\n");
        }
        String head = MARK
                + "\nGenerated from the code; `NAME` stands for a name of your choice, `STACK` for the stack's. Rewrite it with\n`"
                + REWRITE + "`.\n";
        return tables.entrySet().stream()
                .map(table -> "\n### " + (table.getKey().isEmpty() ? "Top level" : "`" + table.getKey() + "`")
                        + "\n\n| key | meaning | allowed | default |\n| --- | --- | --- | --- |\n" + table.getValue())
                .collect(Collectors.joining("", head, ""));
    }

    private static String section(String path) {
        String[] parts = path.split("\\.", 3);
        if (parts.length == 1) {
            return "";
        }
        return parts.length == 3 && SPLIT.contains(parts[0]) ? parts[0] + "." + parts[1] : parts[0];
    }

    private static String defaultCell(KeyReference key) {
        if (key.required()) {
            return "required";
        }
        return key.defaultValue().isEmpty() ? "none" : "`" + key.defaultValue() + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String example() throws IOException {
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(FILE));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** Reads a stack file whose secrets are written as Pulumi encrypts them; what they hold is made up. */
    private static StackConfig read(String stackFile) {
        Map<String, Object> config =
                new Yaml().<Map<String, Map<String, Object>>>load(stackFile).get("config");
        Map<String, String> values = new LinkedHashMap<>();
        config.forEach((key, value) -> values.put(key, Stacks.handedOver(decrypted(value))));
        Set<String> secretKeys = new LinkedHashSet<>();
        secretKeys.add(Stacks.PROJECT + ":secrets");
        return StackConfigReader.read(new ConfigSource(values, secretKeys), Stacks.PROJECT, "staging")
                .config();
    }

    private static Object decrypted(Object value) {
        if (value instanceof Map<?, ?> map) {
            if (map.keySet().equals(Set.of("secure"))) {
                return "host=db";
            }
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> copy.put(key, decrypted(inner)));
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(ConfigurationReferenceTest::decrypted).toList()
                : value;
    }
}
