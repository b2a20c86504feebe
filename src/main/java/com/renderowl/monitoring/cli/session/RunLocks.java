package com.renderowl.monitoring.cli.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Locks of the operating system on files, which end with their process. They say whether another run is alive where process
 * numbers and clocks do not: in another container, on another host with the same disk, after the clock was set.
 */
final class RunLocks {

    /** Those of this process: it has a file open once, as closing any of several would end its locks on it. */
    private static final Map<Path, Held> HELD = new HashMap<>();

    private record Held(FileChannel channel, @Nullable FileLock lock) {}

    private RunLocks() {}

    /**
     * Tells other runs until the end of this process that it is alive. Where the file system has no locks nothing happens,
     * and {@link #whenAlone} does nothing there either.
     *
     * @param file is made if need be; its folder has to be there
     */
    static synchronized void hold(Path file) {
        try {
            Held held = HELD.get(file);
            if (held == null) {
                HELD.put(file, share(open(file)));
            } else if (held.lock() == null) {
                HELD.put(file, share(held.channel()));
            }
        } catch (IOException e) {
            // Read-only, or without locks: then it is not known to others, who for that reason leave everything alone.
            return;
        }
    }

    /**
     * Does something while no other process holds the file.
     *
     * @return false when another one does, or that cannot be found out; nothing was done then
     */
    static synchronized boolean whenAlone(Path file, Runnable action) {
        try {
            Held held = HELD.get(file);
            FileChannel channel = held == null ? open(file) : held.channel();
            FileLock shared = held == null ? null : held.lock();
            if (shared != null) {
                shared.release();
            }
            HELD.put(file, new Held(channel, null));
            try (FileLock alone = channel.tryLock()) {
                if (alone != null) {
                    action.run();
                }
                return alone != null;
            } finally {
                if (shared != null) {
                    HELD.put(file, share(channel));
                }
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    /** Waits for one who is alone, which takes a moment. */
    private static Held share(FileChannel channel) throws IOException {
        return new Held(channel, channel.lock(0, Long.MAX_VALUE, true));
    }
}
