package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The images of a stack on a Docker engine of the tests. */
public final class DockerImages {

    /** The PostgreSQL exporter of the distribution, older than the pinned one. */
    public static final String POSTGRES_EXPORTER = TestImage.POSTGRES_EXPORTER.name();

    /** The Redis exporter of the distribution, older than the pinned one. */
    public static final String REDIS_EXPORTER = TestImage.REDIS_EXPORTER.name();

    private DockerImages() {}

    /** Makes all of them known to an engine. */
    public static void provide(DockerEngine engine) {
        TestImage.STACK.forEach(image -> provide(engine, image));
    }

    static void provide(DockerEngine engine, TestImage image) {
        try (TemporaryDirectory staging = TemporaryDirectory.create("image")) {
            image.layOut(staging.path());
            if (image.equals(TestImage.ALERTMANAGER)) {
                hasten(staging.path().resolve(image.entry()));
            }
            List<String> changes = new ArrayList<>(List.of("USER nobody"));
            if (!image.entry().isEmpty()) {
                changes.add("ENTRYPOINT [\"/" + image.entry() + "\"]");
            }
            image.variables().forEach(variable -> changes.add("ENV " + variable));
            engine.importImage(image.name(), staging.path(), changes);
        }
    }

    /**
     * Alertmanager does not end before it has begun to dispatch, a minute after its start: most tests would wait for that minute
     * at their end, and learn nothing.
     */
    private static void hasten(Path program) {
        try {
            Files.move(program, program.resolveSibling("alertmanager-program"));
            TestImage.script(
                    program,
                    """
                    for argument; do
                      shift
                      case $argument in --dispatch.start-delay=*) argument=--dispatch.start-delay=1s ;; esac
                      set -- "$@" "$argument"
                    done
                    exec alertmanager-program "$@"
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
