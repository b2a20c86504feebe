package com.renderowl.monitoring.render;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Objects in the notation in which the Kubernetes provider renders them, so that a file is the same whichever of both has
 * written it.
 *
 * @see <a href="https://github.com/yaml/go-yaml/blob/v2.4.0/encode.go">The provider's notation</a>
 */
final class ProviderYaml {

    /** Texts that would be something else without quotes: nothing, flags, numbers, dates, and numbers to the base of 60. */
    private static final Pattern NO_TEXT = Pattern.compile("|~|null|Null|NULL|<<"
            + "|y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF"
            + "|\\.nan|\\.NaN|\\.NAN|[-+]?\\.(?:inf|Inf|INF)"
            + "|[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|[0-9][0-9_]*)"
            + "|[-+]?[0-9_]*\\.?[0-9_]+(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*\\."
            + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}.*)?"
            + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");

    /** Characters that the provider escapes, and so writes between quotes. */
    private static final Pattern ESCAPED =
            Pattern.compile("[^\\n\\x20-\\x7E\\xA0-\\uD7FF\\uE000-\\uFEFE\\uFF00-\\uFFFD]");

    private ProviderYaml() {}

    /** An object as it is applied: without what is null, with {@code stringData} as {@code data}. */
    static Node node(Map<String, Object> object) {
        Map<String, Object> applied = new TreeMap<>(object);
        if (applied.remove("stringData") instanceof Map<?, ?> texts) {
            Map<String, Object> data = new TreeMap<>();
            if (applied.get("data") instanceof Map<?, ?> given) {
                given.forEach((key, value) -> data.put(String.valueOf(key), value));
            }
            texts.forEach((key, text) -> data.put(
                    String.valueOf(key),
                    Base64.getEncoder().encodeToString(String.valueOf(text).getBytes(StandardCharsets.UTF_8))));
            applied.put("data", data);
        }
        // The provider knows the fields of Kubernetes' own kinds, in which an empty list is none.
        boolean isCustom = String.valueOf(object.get("apiVersion")).startsWith("monitoring.coreos.com/");
        return mapping(applied, isCustom);
    }

    private static Node mapping(Map<?, ?> map, boolean keepsEmptyLists) {
        List<NodeTuple> tuples = new ArrayList<>();
        Map<String, Object> sorted = new TreeMap<>(KEYS);
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        sorted.forEach((key, value) -> {
            if (value != null && (keepsEmptyLists || !(value instanceof List<?> list && list.isEmpty()))) {
                tuples.add(new NodeTuple(text(key), node(value, keepsEmptyLists)));
            }
        });
        return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
    }

    private static Node node(Object value, boolean keepsEmptyLists) {
        if (value instanceof Map<?, ?> map) {
            return mapping(map, keepsEmptyLists);
        }
        if (value instanceof List<?> list) {
            List<Node> entries =
                    list.stream().map(entry -> node(entry, keepsEmptyLists)).toList();
            return new SequenceNode(Tag.SEQ, entries, FlowStyle.BLOCK);
        }
        if (value instanceof String text) {
            return text(text);
        }
        Tag tag = value instanceof Boolean ? Tag.BOOL : value instanceof Double ? Tag.FLOAT : Tag.INT;
        return new ScalarNode(tag, value.toString(), null, null, ScalarStyle.PLAIN);
    }

    private static Node text(String text) {
        boolean isQuoted = ESCAPED.matcher(text).find()
                // A literal block cannot hold spaces before a line's end.
                || (text.contains("\n")
                        ? text.contains(" \n") || text.endsWith(" ")
                        : NO_TEXT.matcher(text).matches());
        ScalarStyle unquoted = text.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.PLAIN;
        ScalarStyle style = isQuoted ? ScalarStyle.DOUBLE_QUOTED : unquoted;
        return new ScalarNode(Tag.STR, text, null, null, style);
    }

    /**
     * Digits count as numbers, and come before letters; but a letter that follows digits comes first.
     *
     * @see <a href="https://github.com/yaml/go-yaml/blob/v2.4.0/sorter.go">{@code keyList.Less}</a>
     */
    static final Comparator<String> KEYS = ProviderYaml::compare;

    private static int compare(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int at = 0;
        while (at < shorter && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        if (at == shorter) {
            return Integer.compare(one.length(), other.length());
        }
        boolean isLetter = Character.isLetter(one.charAt(at));
        boolean isOtherLetter = Character.isLetter(other.charAt(at));
        if (isLetter && isOtherLetter) {
            return Character.compare(one.charAt(at), other.charAt(at));
        }
        if (isLetter || isOtherLetter) {
            boolean followsDigit = at > 0 && Character.isDigit(one.charAt(at - 1));
            return isLetter == followsDigit ? -1 : 1;
        }
        String number = digits(one, at);
        String otherNumber = digits(other, at);
        int difference = numeric(number).compareTo(numeric(otherNumber));
        if (difference == 0) {
            difference = Integer.compare(number.length(), otherNumber.length());
        }
        return difference == 0 ? Character.compare(one.charAt(at), other.charAt(at)) : difference;
    }

    private static String digits(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(from, end);
    }

    private static BigInteger numeric(String digits) {
        return new BigInteger("0" + digits);
    }
}
