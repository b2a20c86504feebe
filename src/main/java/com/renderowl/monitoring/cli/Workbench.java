package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.engine.EngineLocator;
import com.renderowl.monitoring.cli.engine.Tools;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.session.Sessions;
import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cli.support.Project;
import java.util.List;
import java.util.Map;

/**
 * What the commands work with.
 *
 * @param project this project
 * @param environment of the user
 * @param console where to talk to the user
 * @param engineArguments what stands after {@code --}, for Pulumi as it is
 */
record Workbench(Project project, Map<String, String> environment, Console console, List<String> engineArguments) {

    Workbench {
        environment = Map.copyOf(environment);
        engineArguments = List.copyOf(engineArguments);
    }

    /** The environment may hold secrets. */
    @Override
    public String toString() {
        return "Workbench[" + project + "]";
    }

    static Workbench ofProcess(List<String> engineArguments) {
        return new Workbench(Project.ofProcess(), System.getenv(), Console.ofProcess(), engineArguments);
    }

    Tools tools() {
        return new Tools(project, console);
    }

    EngineLocator engines() {
        return new EngineLocator(project, tools(), environment);
    }

    /** Opens a session with a stack of this project; builds the engine and creates the stack if need be. */
    Session open(String stack) {
        project.stackFile(stack);
        return new Sessions(project, environment, console).open(stack, engines().locate());
    }
}
