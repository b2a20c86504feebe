package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A file that cannot be read or written, in one line: a full disk and missing rights are no faults of the program. */
final class FileFailure {

    private FileFailure() {}

    /** @param exception an {@link IOException}, or another one around it */
    static CommandFailure of(Exception exception) {
        String said = String.valueOf(exception.getMessage());
        if (exception instanceof IOException checked) {
            said = sentence(checked);
        } else if (exception.getCause() instanceof IOException cause) {
            // Where the code that failed had nothing to say of its own, the message is that of the cause.
            said = said.equals(cause.toString()) ? sentence(cause) : said + ": " + sentence(cause);
        }
        return new CommandFailure(ExitCode.FAILED, said);
    }

    private static String sentence(IOException exception) {
        if (exception instanceof FileSystemException failure && failure.getFile() != null) {
            return failure.getFile() + ": " + reason(failure);
        }
        return String.valueOf(exception.getMessage());
    }

    private static String reason(FileSystemException failure) {
        if (failure.getReason() != null) {
            return failure.getReason();
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure instanceof FileAlreadyExistsException
                ? "it is there already"
                : failure.getClass().getSimpleName();
    }
}
