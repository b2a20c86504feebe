package com.renderowl.monitoring.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.ForeignSecrets;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.support.CommandFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The secret values of a stack, decrypted with the session's own means; they stay in this process. */
final class DecryptedSecrets {

    private DecryptedSecrets() {}

    /**
     * Decrypts them.
     *
     * @return full key to value
     * @throws CommandFailure when they cannot be decrypted
     */
    static Map<String, String> of(Session session, Workbench workbench) {
        ForeignSecrets.refuse(workbench.project(), session);
        List<String> arguments = session.arguments("config");
        arguments.addAll(List.of("--show-secrets", "--json"));
        Result result = session.pulumi().run(arguments);
        if (result.exitCode() != 0) {
            workbench.console().say(result.errors().strip());
            throw new CommandFailure(workbench.explain(result.errors()), "");
        }
        Map<String, String> secrets = new HashMap<>();
        for (Map.Entry<String, JsonElement> entry :
                JsonParser.parseString(result.output()).getAsJsonObject().entrySet()) {
            JsonObject value = entry.getValue().getAsJsonObject();
            if (value.get("secret").getAsBoolean()) {
                secrets.put(entry.getKey(), value.get("value").getAsString());
            }
        }
        return secrets;
    }
}
