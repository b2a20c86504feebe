package com.renderowl.monitoring.units;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stack that an object belongs to. It is an annotation of each Kubernetes object and a label of each Docker object, as
 * {@code PROJECT/STACK/ID}.
 *
 * @param project the Pulumi project
 * @param stack the stack's name, which can change
 * @param id a random text that is made once and kept in the stack's state; two stacks of one name have two of them
 */
public record Owner(String project, String stack, String id) {

    /** The key of the annotation, or of the label, whose value is an owner. */
    public static final String ANNOTATION = "monitoring.renderowl.com/owner";

    /**
     * The key of an annotation with the value {@code true} of each namespace that existed before the stack and was taken
     * over by it. {@code destroy} does not delete such a namespace.
     */
    public static final String TAKEN_OVER = "monitoring.renderowl.com/taken-over";

    private static final Pattern FORM = Pattern.compile("([^/\\s]+)/([^/\\s]+)/([^/\\s]+)");

    /** Reads the value of the annotation; empty where it has another form. */
    public static Optional<Owner> parse(String value) {
        Matcher parts = FORM.matcher(value);
        return parts.matches()
                ? Optional.of(new Owner(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    /** Whether both are one stack, by whatever name. */
    public boolean isSameStack(Owner other) {
        return id.equals(other.id);
    }

    /**
     * Whose an annotation or a label is.
     *
     * @param mark its value
     * @return the owner in words; empty where it is this stack
     */
    public Optional<String> otherOwner(String mark) {
        Optional<Owner> owner = parse(mark);
        if (owner.filter(this::isSameStack).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(owner.map(other -> project.equals(other.project) && stack.equals(other.stack)
                        ? "another state of the stack " + project + "/" + stack
                        : "the stack " + other.project + "/" + other.stack)
                .orElse("the owner " + mark));
    }

    /** The value of the annotation. */
    @Override
    public String toString() {
        return project + "/" + stack + "/" + id;
    }
}
