package com.renderowl.monitoring.rules.promql;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.rules.promql.Expression.Aggregation;
import com.renderowl.monitoring.rules.promql.Expression.Binary;
import com.renderowl.monitoring.rules.promql.Expression.Call;
import com.renderowl.monitoring.rules.promql.Expression.Matcher;
import com.renderowl.monitoring.rules.promql.Expression.Matching;
import com.renderowl.monitoring.rules.promql.Expression.Number;
import com.renderowl.monitoring.rules.promql.Expression.Parentheses;
import com.renderowl.monitoring.rules.promql.Expression.Selector;
import com.renderowl.monitoring.rules.promql.Expression.Text;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Reads the tree that Prometheus answers with under {@code /api/v1/parse_query}. Whatever the rules and dashboards of this
 * project do not use is refused, so that nothing is lost unseen.
 *
 * @see <a href="https://github.com/prometheus/prometheus/blob/v3.16.0/web/api/v1/translate_ast.go">translate_ast.go</a>
 */
final class ExpressionReader {

    private ExpressionReader() {}

    static Expression read(JsonElement element) {
        JsonObject node = element.getAsJsonObject();
        return switch (text(node, "type")) {
            case "numberLiteral" -> new Number(text(node, "val"));
            case "stringLiteral" -> new Text(text(node, "val"));
            case "parenExpr" -> new Parentheses(read(node.get("expr")));
            case "vectorSelector" -> selector(node, 0);
            case "matrixSelector" -> selector(node, node.get("range").getAsLong());
            case "aggregation" -> aggregation(node);
            case "call" ->
                new Call(
                        text(node.getAsJsonObject("func"), "name"),
                        elements(node.getAsJsonArray("args")).stream()
                                .map(ExpressionReader::read)
                                .toList());
            case "binaryExpr" -> binary(node);
            default -> throw unsupported(node);
        };
    }

    private static Expression selector(JsonObject node, long range) {
        requireNull(node, "timestamp", "startOrEnd", "offsetExpr", "rangeExpr");
        List<Matcher> matchers = elements(node.getAsJsonArray("matchers")).stream()
                .map(JsonElement::getAsJsonObject)
                .filter(matcher -> !text(matcher, "name").equals("__name__"))
                .map(matcher -> new Matcher(text(matcher, "name"), text(matcher, "type"), text(matcher, "value")))
                .toList();
        if (text(node, "name").isEmpty()) {
            throw unsupported(node);
        }
        return new Selector(
                text(node, "name"), matchers, range, node.get("offset").getAsLong());
    }

    private static Expression aggregation(JsonObject node) {
        requireNull(node, "param");
        return new Aggregation(
                text(node, "op"),
                node.get("without").getAsBoolean(),
                texts(node.getAsJsonArray("grouping")),
                read(node.get("expr")));
    }

    private static Expression binary(JsonObject node) {
        Matching matching = new Matching(false, List.of());
        JsonElement given = node.get("matching");
        if (!given.isJsonNull()) {
            JsonObject object = given.getAsJsonObject();
            String card = text(object, "card");
            if (!(card.equals("one-to-one") || card.equals("many-to-many"))) {
                throw unsupported(node);
            }
            matching = new Matching(object.get("on").getAsBoolean(), texts(object.getAsJsonArray("labels")));
        }
        return new Binary(
                text(node, "op"),
                node.get("bool").getAsBoolean(),
                matching,
                read(node.get("lhs")),
                read(node.get("rhs")));
    }

    private static void requireNull(JsonObject node, String... names) {
        for (String name : names) {
            if (node.has(name) && !node.get(name).isJsonNull()) {
                throw unsupported(node);
            }
        }
    }

    private static String text(JsonObject node, String name) {
        return node.get(name).getAsString();
    }

    private static List<String> texts(JsonArray array) {
        return elements(array).stream().map(JsonElement::getAsString).toList();
    }

    private static List<JsonElement> elements(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static IllegalArgumentException unsupported(JsonObject node) {
        return new IllegalArgumentException("These tests cannot read this part of PromQL yet, add it: " + node);
    }
}
