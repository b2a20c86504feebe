package com.renderowl.monitoring.rules.promql;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.PrometheusServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Prometheus' own parser, in a real Prometheus that all tests of a run share. */
public final class PromqlParser implements AutoCloseable {

    private final PrometheusServer server = PrometheusServer.start("global: {}");

    private PromqlParser() {}

    /** Hands the parser to tests as a parameter. */
    public static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == PromqlParser.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(PromqlParser.class))
                    .getOrComputeIfAbsent(PromqlParser.class, key -> new PromqlParser(), PromqlParser.class);
        }
    }

    /**
     * Parses an expression.
     *
     * @throws InvalidPromql with the parser's words, when it is none
     */
    public Expression parse(String expression) {
        String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        JsonObject answer = JsonParser.parseString(
                        server.send("/api/v1/parse_query?query=" + encoded).body())
                .getAsJsonObject();
        if (!answer.get("status").getAsString().equals("success")) {
            throw new InvalidPromql(answer.get("error").getAsString());
        }
        return ExpressionReader.read(answer.get("data"));
    }

    /** Ends the Prometheus. */
    @Override
    public void close() {
        server.close();
    }

    /** An expression that Prometheus refuses. */
    public static final class InvalidPromql extends RuntimeException {

        private static final long serialVersionUID = 1;

        InvalidPromql(String message) {
            super(message);
        }
    }
}
