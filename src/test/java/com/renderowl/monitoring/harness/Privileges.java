package com.renderowl.monitoring.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Running programs with more or less rights than the tests have. */
final class Privileges {

    /** User and group without any rights of their own. */
    static final String NOBODY = "65534";

    private static final boolean ROOT = "0".equals(identity());

    private Privileges() {}

    static boolean isRoot() {
        return ROOT;
    }

    /**
     * The same command as root: as it is, or by a sudo that asks for no password.
     *
     * @param program a name on the PATH
     */
    static Command asRoot(Path directory, String program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(program));
        line.addAll(List.of(arguments));
        return ROOT
                ? Command.in(directory, Path.of(program), arguments)
                : Command.in(directory, Path.of("sudo"), "-n").andArguments(line);
    }

    /** Whether {@link #asRoot} works. */
    static boolean canBeRoot(Path directory) {
        return ROOT
                || Command.in(directory, Path.of("sh"), "-c", "sudo -n true")
                        .run()
                        .succeeded();
    }

    /**
     * The same command as nobody, if the tests run as root: PostgreSQL refuses to run as root. It may still read what root
     * may, as the programs and the temporary directory can be in places that are closed to others.
     */
    static Command asNobody(Path directory, Path program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(List.of(arguments));
        return ROOT
                ? Command.in(
                                directory,
                                Path.of("setpriv"),
                                "--reuid=" + NOBODY,
                                "--regid=" + NOBODY,
                                "--clear-groups",
                                "--inh-caps=+dac_read_search",
                                "--ambient-caps=+dac_read_search")
                        .andArguments(line)
                : Command.in(directory, program, arguments);
    }

    private static String identity() {
        try (TemporaryDirectory directory = TemporaryDirectory.create("identity")) {
            return Command.in(directory.path(), Path.of("id"), "-u")
                    .run()
                    .requireOutput()
                    .strip();
        }
    }
}
