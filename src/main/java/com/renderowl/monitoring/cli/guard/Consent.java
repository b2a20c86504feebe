package com.renderowl.monitoring.cli.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the user has agreed to lose.
 *
 * @param allowed logical names of resources
 * @param option the words by which a user agrees, followed by such a name
 */
public record Consent(Set<String> allowed, String option) {

    public Consent {
        allowed = Set.copyOf(allowed);
    }

    /**
     * What is lost without the user's consent, or cannot be done with it. Who agrees to lose a namespace agrees to lose
     * what is in it.
     */
    public List<Loss> refused(List<Loss> losses) {
        return losses.stream()
                .filter(loss -> loss.byHand() != null
                        || (!allowed.contains(loss.name())
                                && loss.coveredBy().stream().noneMatch(allowed::contains)))
                .toList();
    }

    /** The names that nothing of the losses has: perhaps they are misspelt. */
    public Set<String> unused(List<Loss> losses) {
        Set<String> unused = new TreeSet<>(allowed);
        losses.forEach(loss -> unused.remove(loss.name()));
        return unused;
    }

    /**
     * Why something is refused, and how to go on.
     *
     * @param refused some losses
     * @param command the command to repeat, without the option
     */
    public String explain(List<Loss> refused, String command) {
        Set<String> names = refused.stream().map(Loss::name).collect(Collectors.toCollection(TreeSet::new));
        // What goes with a namespace is said with the namespace.
        List<Loss> shown = refused.stream()
                .filter(loss -> loss.coveredBy().stream().noneMatch(names::contains))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("Refused, and nothing was changed: data or running pods would be lost.");
        for (Loss loss : shown) {
            lines.add("");
            lines.add("  " + loss.name() + ": " + loss.event() + ".");
            lines.add("    " + loss.consequence());
            lines.add("    To keep it: " + loss.avoidance());
            if (loss.byHand() != null) {
                lines.add("    If it is meant: " + loss.byHand());
            }
        }
        String options = shown.stream()
                .filter(loss -> loss.byHand() == null)
                .map(loss -> " " + option + " " + loss.name())
                .collect(Collectors.joining());
        if (!options.isEmpty()) {
            lines.add("");
            lines.add("If this is meant, say so: " + command + options);
        }
        return String.join("\n", lines);
    }
}
