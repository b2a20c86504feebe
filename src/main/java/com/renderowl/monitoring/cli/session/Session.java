package com.renderowl.monitoring.cli.session;

import com.renderowl.monitoring.cli.engine.PulumiProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a command needs to talk to the engine about one stack.
 *
 * @param stack its name
 * @param backend where its state is
 * @param configFile the configuration file that Pulumi reads and writes
 * @param pulumi the engine with the environment that goes with the backend
 * @param state the state's folder, if it is one that can be looked into
 */
public record Session(
        String stack, Backend backend, Path configFile, PulumiProgram pulumi, Optional<StateFolder> state) {

    /** The arguments of a Pulumi command about this stack: the given ones, the stack and its file. */
    public List<String> arguments(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add("--stack");
        arguments.add(stack);
        arguments.add("--config-file");
        arguments.add(configFile.toString());
        return arguments;
    }
}
