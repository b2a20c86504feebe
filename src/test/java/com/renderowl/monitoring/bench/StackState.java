package com.renderowl.monitoring.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.Session;
import java.util.List;

/**
 * The state of a deployed stack, with its secrets in clear: it is kept in a temporary folder only.
 *
 * @param json as {@code pulumi stack export} writes it
 * @param resources how many there are, with the stack itself and the provider
 */
record StackState(String json, int resources) {

    /** Has the engine export it. */
    static StackState export(Session session) {
        Result result = session.pulumi().run(List.of("stack", "export", "--stack", session.stack(), "--show-secrets"));
        if (result.exitCode() != 0) {
            throw new BenchFailure("The state could not be exported: " + result.errors());
        }
        JsonObject deployment =
                JsonParser.parseString(result.output()).getAsJsonObject().getAsJsonObject("deployment");
        return new StackState(
                result.output(), deployment.getAsJsonArray("resources").size());
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "StackState[" + resources + " resources]";
    }
}
