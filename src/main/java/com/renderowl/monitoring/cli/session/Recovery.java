package com.renderowl.monitoring.cli.session;

import com.google.gson.JsonObject;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Clears up what an interrupted run has left behind, before the next one that changes the stack. */
public final class Recovery {

    private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final Session session;
    private final Path privateFolder;
    private final ExportedState exported;
    private final List<String> engineArguments;
    private final Function<JsonObject, Optional<String>> docker;
    private final Console console;

    /**
     * @param session about the stack
     * @param privateFolder for files that nobody else may read
     * @param engineArguments what serves the program to the engine
     * @param docker the identity of a resource on the stack's Docker engine, if it is there
     * @param console is told what is done
     */
    public Recovery(
            Session session,
            Path privateFolder,
            List<String> engineArguments,
            Function<JsonObject, Optional<String>> docker,
            Console console) {
        this.session = session;
        this.privateFolder = privateFolder;
        this.exported = new ExportedState(session, privateFolder);
        this.engineArguments = List.copyOf(engineArguments);
        this.docker = docker;
        this.console = console;
    }

    /**
     * Breaks a lock whose holder is gone, and settles operations that were cut off.
     *
     * @throws CommandFailure when another run is working on the stack
     */
    public void run() {
        session.state().ifPresent(this::breakStaleLocks);
        // Of a backend that cannot be looked into nobody knows without asking: the export tells.
        boolean isCutOff =
                session.state().map(StateFolder::hasPendingOperations).orElse(true);
        if (isCutOff || Files.exists(adoptedNote())) {
            settleOperations();
        }
    }

    /** A lock is broken only when no other run is alive, wherever it is, and its process is none of this host's. */
    private void breakStaleLocks(StateFolder state) {
        List<Path> files = state.lockFiles();
        if (!files.isEmpty()) {
            RunLocks.whenAlone(state.runLock(), () -> files.forEach(this::breakIfStale));
        }
        for (Path file : state.lockFiles()) {
            String holder = read(file).map(StackLock::holder).orElse("an unknown user");
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "The stack " + session.stack() + " is locked by " + holder + ": wait until that run has ended."
                            + " If it is dead, delete " + file + ".");
        }
        RunLocks.hold(state.runLock());
    }

    private void breakIfStale(Path file) {
        StackLock lock = read(file).orElse(null);
        if (lock == null || !lock.isStale(hostName(), StackLock::isEngine)) {
            return;
        }
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".attrs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.say("The last run was killed and left its lock, held by " + lock.holder()
                + ", which is gone: the lock is removed.");
    }

    private static Optional<StackLock> read(Path file) {
        try {
            return StackLock.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            // Its holder has ended meanwhile.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void settleOperations() {
        JsonObject state = exported.read();
        InterruptedOperations operations = InterruptedOperations.clear(state, docker);
        int count = operations.adopted().size() + operations.dropped().size();
        if (count > 0) {
            console.say("The last run was cut off in the middle of " + count
                    + " operations. What became of them is looked up:");
            operations.adopted().forEach(urn -> console.say("  perhaps created: " + shortName(urn)));
            operations.dropped().forEach(urn -> console.say("  perhaps changed: " + shortName(urn)));
        }
        // This run may be killed as well, after the state has forgotten which objects were adopted without being looked
        // at.
        InterruptedOperations all = operations.alsoAdopted(rememberedAdoptions());
        if (count == 0 && all.adopted().isEmpty()) {
            return;
        }
        rememberAdoptions(all);
        if (count > 0) {
            exported.write(state);
        }
        lookUp(all);
        forgetAdoptions();
        console.say("The state is in order again; the next step does what is left to do.");
    }

    private void lookUp(InterruptedOperations operations) {
        List<String> refresh = session.arguments("refresh");
        refresh.addAll(engineArguments);
        refresh.addAll(List.of("--yes", "--skip-preview", "--non-interactive"));
        exported.mustSucceed(refresh);
        if (!operations.adopted().isEmpty()) {
            JsonObject refreshed = exported.read();
            operations.giveBackForeign(refreshed);
            exported.write(refreshed);
        }
    }

    /** The adopted objects of a recovery that is not over, a URN a line. */
    private Path adoptedNote() {
        return privateFolder.resolve("adopted-" + session.stack());
    }

    private List<String> rememberedAdoptions() {
        try {
            return Files.exists(adoptedNote()) ? Files.readAllLines(adoptedNote()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void rememberAdoptions(InterruptedOperations operations) {
        PrivateFiles.createFolder(privateFolder);
        PrivateFiles.write(adoptedNote(), String.join("\n", operations.adopted()));
    }

    private void forgetAdoptions() {
        try {
            Files.deleteIfExists(adoptedNote());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shortName(String urn) {
        return urn.substring(urn.lastIndexOf("$") + 1).replace("::", " ");
    }

    /** The engine's name of this host, which is the kernel's; Java only offers what the network calls it. */
    private static String hostName() {
        try {
            if (Files.exists(LINUX_HOST_NAME)) {
                return Files.readString(LINUX_HOST_NAME).strip();
            }
            Process process = new ProcessBuilder("hostname").start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
