package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small real file system of the test's own, in a file that is mounted. Needs root, or a sudo without a password. */
public final class LoopDisk implements AutoCloseable {

    private static final int SIZE = 32 * 1024 * 1024;
    private static final int BLOCK = 64 * 1024;

    private final Path directory;
    private final Path mountPoint;
    private final Thread atExit = new Thread(this::unmount, "loop-disk-exit");

    private LoopDisk(Path directory, Path mountPoint) {
        this.directory = directory;
        this.mountPoint = mountPoint;
    }

    /**
     * Says why there can be none here; empty if there can.
     *
     * @throws IllegalStateException with the reason, where all tests are required
     */
    public static Optional<String> reasonToSkip(Path directory) {
        return Tools.unlessRequired(
                Privileges.canBeRoot(directory)
                        ? Optional.empty()
                        : Optional.of("Mounting a file system needs root, or a sudo that asks for no password"));
    }

    /** Makes an empty ext4 file system of 32 MB and mounts it below a directory. */
    public static LoopDisk mount(Path parent) {
        Path directory = Daemon.directory(parent, "disk");
        Path image = directory.resolve("image");
        LoopDisk disk = new LoopDisk(directory, Daemon.directory(directory, "mounted"));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(SIZE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Without blocks that only root may use, as the test may be root or not.
        String owner = Privileges.isRoot() ? "root_owner=0:0" : "root_owner";
        Command.in(directory, Path.of("/sbin/mkfs.ext4"), "-q", "-F", "-m", "0", "-E", owner, image.toString())
                .run()
                .requireOutput();
        Runtime.getRuntime().addShutdownHook(disk.atExit);
        Privileges.asRoot(directory, "mount", "-o", "loop", image.toString(), disk.mountPoint.toString())
                .run()
                .requireOutput();
        return disk;
    }

    /** Where it is mounted, as the node exporter sees it, too. */
    public String mountPoint() {
        return mountPoint.toString();
    }

    /** Writes a file until this many hundredths of the file system are used. */
    public void fill(int percent) {
        try (OutputStream file = Files.newOutputStream(mountPoint.resolve("full"))) {
            FileStore store = Files.getFileStore(mountPoint);
            long free = store.getTotalSpace() * (100 - percent) / 100;
            long wanted = store.getUsableSpace() - free;
            byte[] block = new byte[BLOCK];
            for (long written = 0; written < wanted; written += BLOCK) {
                file.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what {@link #fill} wrote. */
    public void empty() {
        try {
            Files.delete(mountPoint.resolve("full"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        unmount();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    /** Without the harness' help, which starts nothing any more when the JVM ends. */
    private void unmount() {
        ProcessBuilder unmount = Privileges.isRoot()
                ? new ProcessBuilder("umount", "--lazy", mountPoint.toString())
                : new ProcessBuilder("sudo", "-n", "umount", "--lazy", mountPoint.toString());
        try {
            unmount.directory(directory.toFile()).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
