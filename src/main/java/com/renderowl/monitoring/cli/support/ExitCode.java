package com.renderowl.monitoring.cli.support;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the command's exit status means; shown at the end of every {@code --help}. */
public final class ExitCode {

    /** Done. */
    public static final int DONE = 0;

    /** The operation was tried and failed. */
    public static final int FAILED = 1;

    /** Wrong usage, or a configuration that was refused; nothing was touched. */
    public static final int USAGE = 2;

    /** Something that is needed is not there: a tool, Java, the cluster. */
    public static final int MISSING = 3;

    /** {@code preview --expect-no-changes} found changes, or {@code drift} differences. */
    public static final int CHANGES = 4;

    /**
     * A change that would lose data or running pods, or change an object of another owner, was refused, as the user has not
     * agreed; nothing was touched.
     */
    public static final int REFUSED = 5;

    /** Interrupted; this is what a shell reports for Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** Code to meaning, in the order to show. */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put(Integer.toString(DONE), "done");
        meanings.put(Integer.toString(FAILED), "the operation failed");
        meanings.put(Integer.toString(USAGE), "wrong usage or bad configuration; nothing was touched");
        meanings.put(Integer.toString(MISSING), "something needed is missing (a tool, Java, the cluster)");
        meanings.put(Integer.toString(CHANGES), "changes were found by --expect-no-changes, or differences by drift");
        meanings.put(
                Integer.toString(REFUSED),
                "refused, as data, running pods or an object of another owner would be lost; nothing was touched (see"
                        + " --allow-replace, --take-over)");
        meanings.put(Integer.toString(INTERRUPTED), "interrupted");
        return meanings;
    }
}
