package com.renderowl.monitoring.harness;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts images of the tests' own into a node's containerd, as archives of the kind that {@code docker save} writes. */
final class NodeImages {

    private static final Gson JSON = new Gson();

    private final Path directory;
    private final NodeRuntime runtime;

    NodeImages(Path directory, NodeRuntime runtime) {
        this.directory = directory;
        this.runtime = runtime;
    }

    void provide(TestImage image) {
        provide(image, image.name());
    }

    /** The same image under another tag, as a newer version of it would be. */
    void provide(TestImage image, String name) {
        try (TemporaryDirectory staging = TemporaryDirectory.create("image")) {
            Path root = Files.createDirectory(staging.path().resolve("root"));
            Path archive = Files.createDirectory(staging.path().resolve("archive"));
            image.layOut(root);
            tar(root, archive.resolve("layer.tar"));
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put("User", "65534:65534");
            settings.put("Env", image.variables());
            if (!image.entry().isEmpty()) {
                settings.put("Entrypoint", List.of("/" + image.entry()));
            }
            write(
                    archive.resolve("config.json"),
                    Map.of(
                            "architecture",
                            architecture(),
                            "os",
                            "linux",
                            "config",
                            settings,
                            "rootfs",
                            Map.of(
                                    "type",
                                    "layers",
                                    "diff_ids",
                                    List.of("sha256:" + digest(archive.resolve("layer.tar"))))));
            write(
                    archive.resolve("manifest.json"),
                    List.of(Map.of(
                            "Config", "config.json",
                            "RepoTags", List.of(withRegistry(name)),
                            "Layers", List.of("layer.tar"))));
            Path whole = directory.resolve("image.tar");
            tar(archive, whole);
            runtime.ctr("images", "import", "--no-unpack=false", whole.toString())
                    .requireOutput();
            Files.delete(whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name without a registry means Docker Hub, as for everybody who pulls it. */
    private static String withRegistry(String name) {
        return name.substring(0, name.indexOf('/')).contains(".") ? name : "docker.io/" + name;
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private void tar(Path root, Path file) {
        Command.in(directory, Path.of("tar"), "-c", "-C", root.toString(), "-f", file.toString(), ".")
                .run()
                .requireOutput();
    }

    private static void write(Path file, Object content) throws IOException {
        Files.writeString(file, JSON.toJson(content));
    }

    private static String digest(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(content, digest).transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
