package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * An image under the name of Grafana's, which cannot be had here: the same user and folders, and a program at its port that
 * answers the health check. It shows what Grafana would be given; that Grafana understands it, it does not show.
 */
public final class GrafanaStandIn {

    /** The name of Grafana's image, as the program pins it. */
    public static final String IMAGE = "grafana/grafana:13.2.3";

    private GrafanaStandIn() {}

    /** The same for whoever runs images of the tests: it starts by itself. */
    public static final TestImage ON_NODE = new TestImage(IMAGE, "bin/grafana", List.of(), root -> {
        layOut(root);
        Path start =
                Files.writeString(root.resolve("bin/grafana"), "#!/bin/sh\nexec busybox httpd -f -p 3000 -h /srv\n");
        Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
    });

    /** Makes it known to an engine. */
    public static void provide(DockerEngine engine) {
        try (TemporaryDirectory staging = TemporaryDirectory.create("grafana")) {
            layOut(staging.path());
            engine.importImage(
                    IMAGE,
                    staging.path(),
                    List.of(
                            "ENTRYPOINT [\"/bin/busybox\", \"httpd\", \"-f\", \"-p\", \"3000\", \"-h\", \"/srv\"]",
                            "USER 472",
                            "ENV PATH=/bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void layOut(Path root) throws IOException {
        Path programs = Files.createDirectories(root.resolve("bin"));
        Files.copy(
                Tools.require("busybox").toRealPath(), programs.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String applet : List.of("sh", "wget", "cat", "ls", "id", "touch", "chown")) {
            Files.createSymbolicLink(programs.resolve(applet), Path.of("busybox"));
        }
        Path page = root.resolve("srv/api/health");
        Files.createDirectories(page.getParent());
        Files.writeString(page, "ok");
        Path data = Files.createDirectories(root.resolve("var/lib/grafana"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createDirectories(root.resolve("etc/grafana/provisioning"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
