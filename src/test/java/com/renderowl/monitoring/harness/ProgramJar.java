package com.renderowl.monitoring.harness;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The program of this build as its users have it: in a jar, with an archive of its classes as the JVM holds them, which the
 * start script makes as well. A command takes three quarters of the time that it takes from a folder of classes.
 */
final class ProgramJar {

    private static final String MAIN_CLASS = "com.renderowl.monitoring.cli.MonitoringCommand";
    private static final List<String> FLAGS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable");

    private static @Nullable ProgramJar made;

    private final String classPath;
    private final Path archive;

    private ProgramJar(Path folder) {
        classPath = classPath(folder.resolve("monitoring.jar"));
        archive = folder.resolve("monitoring.jsa");
        List<String> arguments = new ArrayList<>(FLAGS);
        arguments.addAll(List.of(
                "-XX:ArchiveClassesAtExit=" + archive,
                "-Dmonitoring.home=" + Tools.projectRoot(),
                "-cp",
                classPath,
                MAIN_CLASS,
                "training-run"));
        Command.in(folder, java(), arguments.toArray(String[]::new)).run().requireOutput();
        if (!Files.exists(archive)) {
            throw new AssertionError("the JVM wrote no archive of its classes");
        }
    }

    /** The command line of the program in a folder, less the program's own arguments; the first caller has it made. */
    static synchronized List<String> commandLine(Path home) {
        if (made == null) {
            made = new ProgramJar(TemporaryDirectory.create("program").path());
        }
        List<String> line = new ArrayList<>(List.of(java().toString()));
        line.addAll(FLAGS);
        line.addAll(List.of(
                "-XX:SharedArchiveFile=" + made.archive,
                "-Dmonitoring.home=" + home,
                "-Dmonitoring.terminal=false",
                "-cp",
                made.classPath,
                MAIN_CLASS));
        return line;
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** That of the tests, less the tests; what is not packed yet is packed here, as an archive is of jars only. */
    private static String classPath(Path jar) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> !entry.endsWith("test-classes"))
                .map(entry -> Files.isDirectory(entry) ? pack(entry, jar) : entry)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path pack(Path classes, Path jar) {
        int status = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        if (status != 0) {
            throw new AssertionError("the classes in " + classes + " can not be packed");
        }
        return jar;
    }
}
