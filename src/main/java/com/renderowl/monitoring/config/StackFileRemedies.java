package com.renderowl.monitoring.config;

/**
 * Commands that change the file of a stack.
 *
 * @param stack the stack's name
 */
record StackFileRemedies(String stack) implements Remedies {

    @Override
    public String toSet(String path, String value) {
        return command("set --path " + KeyPath.quoted(path) + " " + value);
    }

    /** The command asks for the value. */
    @Override
    public String toEncrypt(String path) {
        return command("set --secret --path " + KeyPath.quoted(path));
    }

    @Override
    public String toRemove(String path) {
        return command("rm --path " + KeyPath.quoted(path));
    }

    @Override
    public String toRenameStack() {
        return "rename the stack: pulumi stack rename NAME --stack " + stack;
    }

    @Override
    public String withoutCluster() {
        return "write the objects into files: ./monitoring render " + stack;
    }

    private String command(String arguments) {
        return "./monitoring config " + arguments + " --stack " + stack;
    }
}
