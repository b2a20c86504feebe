package com.renderowl.monitoring.harness;

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
            List<String> changes = new ArrayList<>(List.of("USER nobody"));
            if (!image.entry().isEmpty()) {
                changes.add("ENTRYPOINT [\"/" + image.entry() + "\"]");
            }
            image.variables().forEach(variable -> changes.add("ENV " + variable));
            engine.importImage(image.name(), staging.path(), changes);
        }
    }
}
