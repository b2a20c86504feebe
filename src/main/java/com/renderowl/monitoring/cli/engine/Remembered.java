package com.renderowl.monitoring.cli.engine;

import com.renderowl.monitoring.cli.support.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Supplier;

/** Answers that hold as long as certain files are the same by name, size and time. */
final class Remembered {

    private final Path folder;

    /** @param folder where the answers are kept, one file each */
    Remembered(Path folder) {
        this.folder = folder;
    }

    /**
     * The answer, asked for only when it is not known or one of the files has changed. An empty answer is not remembered.
     *
     * @param name of the question
     * @param files that it depends on; they need not exist
     */
    String get(String name, List<Path> files, Supplier<String> ask) {
        Path file = folder.resolve(name);
        String known = read(file);
        String now = identity(files);
        if (known.startsWith(now)) {
            return known.substring(now.length());
        }
        String answer = ask.get();
        if (!answer.isEmpty()) {
            // Asking may have made the files.
            write(file, identity(files) + answer);
        }
        return answer;
    }

    private static String identity(List<Path> files) {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(file);
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                text.append(' ').append(attributes.size()).append(' ').append(attributes.lastModifiedTime());
            } catch (NoSuchFileException e) {
                text.append(" missing");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            text.append('\n');
        }
        return text.append("=\n").toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file, String text) {
        try {
            Files.createDirectories(folder, Project.OWNER_ONLY);
            Path next = Files.createTempFile(folder, "new", "");
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
