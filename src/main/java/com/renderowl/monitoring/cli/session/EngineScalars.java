package com.renderowl.monitoring.cli.session;

import com.renderowl.monitoring.config.KeyReference;
import com.renderowl.monitoring.config.KeyReference.Form;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.config.StackSecrets;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads the plain values of a stack's file as the engine does, which is not as YAML 1.1 has it: {@code yes} and {@code
 * 1:30} are texts. What the engine takes for a number or a date, and hands over as another text than the written one, is
 * named here to be refused.
 *
 * @see <a href="https://github.com/go-yaml/yaml/blob/v3.0.1/resolve.go">The engine's rules</a>
 */
final class EngineScalars {

    private static final Pattern FLAG = Pattern.compile("true|True|TRUE|false|False|FALSE");

    private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");

    private static final Pattern WHOLE = Pattern.compile("-?[1-9][0-9]*|0");

    /** Numbers with a fraction or an exponent; what begins with 0 and a digit is one as well where it has an 8 or 9. */
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

    private static final Pattern OTHER_NUMBER = Pattern.compile(
            "[-+]?0[bB][01]+|[-+]?0[xX][0-9a-fA-F]+|[-+]?0[oO]?[0-7]+|[-+]?\\.(?:inf|Inf|INF)" + "|\\.(?:nan|NaN|NAN)");

    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}(?:[Tt ]\\d{1,2}:\\d{1,2}:\\d{1,2}.*)?");

    /** Larger ones may arrive rounded. */
    private static final int EXACT_BITS = 53;

    private EngineScalars() {}

    /** Reads a text that has nothing in it to refuse. */
    static Object load(String text) {
        LoaderOptions loader = new LoaderOptions();
        DumperOptions dumper = new DumperOptions();
        return new Yaml(new Values(loader), new Representer(dumper), dumper, loader, new Types()).load(text);
    }

    /** What stands below {@code config} and would not arrive as it is written: a sentence for each. */
    static List<String> changed(MappingNode config) {
        List<String> found = new ArrayList<>();
        changed("", "", config, found);
        return found;
    }

    private static void changed(String section, String name, Node node, List<String> found) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                changed(name, key.substring(key.indexOf(':') + 1), tuple.getValueNode(), found);
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(entry -> changed(section, name, entry, found));
        } else if (node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
                && isChanged(scalar.getValue(), section, name)) {
            found.add("line " + (scalar.getStartMark().getLine() + 1) + ": the value of " + name
                    + (section.equals(StackSecrets.SECTION) ? "" : ", " + scalar.getValue() + ",")
                    + " is a number or a date in YAML, and would not arrive as it is written (1.10 becomes 1.1, 010"
                    + " becomes 8): put it in quotes");
        }
    }

    private static boolean isChanged(String text, String section, String name) {
        if (WHOLE.matcher(text).matches()) {
            return new BigInteger(text).bitLength() > EXACT_BITS;
        }
        String number = text.replace("_", "");
        if (OTHER_NUMBER.matcher(number).matches() || DATE.matcher(text).matches()) {
            return true;
        }
        // A number that is meant as one is the same with another notation.
        return DECIMAL.matcher(number).matches()
                && !(text.matches("0\\.\\d+|[1-9]\\d*\\.\\d+") && isNumeric(section, name));
    }

    private static boolean isNumeric(String section, String name) {
        List<KeyReference> reference = StackConfigReader.reference();
        return !names(reference, Set.of(Form.NAMED_TEXTS)).contains(section)
                && (name.equals("cpu")
                        || names(reference, Set.of(Form.NUMBER, Form.WHOLE_NUMBER))
                                .contains(name));
    }

    private static Set<String> names(List<KeyReference> reference, Set<Form> forms) {
        return reference.stream()
                .filter(key -> forms.contains(key.form()))
                .map(key -> key.path().substring(key.path().lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
    }

    /** What has a type; all else is text. */
    private static final class Types extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.BOOL, FLAG, "tTfF");
            addImplicitResolver(Tag.NULL, NOTHING, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
            addImplicitResolver(Tag.FLOAT, DECIMAL, "-+.0123456789");
        }
    }

    private static final class Values extends SafeConstructor {

        Values(LoaderOptions options) {
            super(options);
            yamlConstructors.put(Tag.FLOAT, new WithoutNotation());
        }

        /** Without what means nothing, such as the 0 at the end of 0.10; and never rounded. */
        private static final class WithoutNotation extends AbstractConstruct {
            @Override
            public Object construct(Node node) {
                BigDecimal number =
                        new BigDecimal(((ScalarNode) node).getValue().replace("_", ""));
                return new BigDecimal(number.stripTrailingZeros().toPlainString());
            }
        }
    }
}
