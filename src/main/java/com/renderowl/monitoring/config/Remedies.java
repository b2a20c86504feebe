package com.renderowl.monitoring.config;

/** What a message tells its reader to do about the configuration; it depends on where the configuration came from. */
public interface Remedies {

    /**
     * What gives a key a value.
     *
     * @param path of the key
     * @param value what to write, or a word that stands for it
     */
    String toSet(String path, String value);

    /** What gives the key at {@code path} an encrypted value, without showing it anywhere. */
    String toEncrypt(String path);

    /** What removes the key at {@code path}. */
    String toRemove(String path);

    /** What gives the stack another name. */
    String toRenameStack();

    /** What can be done where there is no cluster. */
    String withoutCluster();

    /** For a configuration in the file of {@code stack}: commands. */
    static Remedies commands(String stack) {
        return new StackFileRemedies(stack);
    }

    /** For a configuration that another program gives as inputs of a component. */
    static Remedies inputs() {
        return new InputRemedies();
    }
}
