package com.renderowl.monitoring.cli.destroy;

import com.renderowl.monitoring.cli.cluster.LiveObject;
import com.renderowl.monitoring.cli.destroy.NamespaceFate.Stays;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what {@code destroy} deletes that cannot be made anew, and what it leaves. */
public final class DestroyText {

    /** What shows that a namespace is in use; all of it would hide that. */
    private static final int SHOWN = 10;

    private DestroyText() {}

    /** In lines, before anything is deleted. */
    public static List<String> of(DestroyPlan plan) {
        List<String> lines = new ArrayList<>();
        String volumes = plan.namespaces().stream()
                .filter(fate -> !fate.isKept())
                .flatMap(fate -> fate.claims().stream())
                .map(claim -> claim.identity().namespace() + "/" + volume(claim))
                .collect(Collectors.joining(", "));
        if (!volumes.isEmpty()) {
            lines.add("All data of the stack is deleted with its volumes " + volumes
                    + "; with --keep-data they would stay.");
        }
        plan.namespaces().forEach(fate -> namespace(fate, lines));
        passedOn(plan, lines);
        return lines;
    }

    private static void namespace(NamespaceFate fate, List<String> lines) {
        String name = fate.name();
        switch (fate.stays()) {
            case NOT -> {
                if (!fate.foreign().isEmpty()) {
                    lines.add("The namespace " + name
                            + " is deleted with everything in it, also with what is not the stack's:");
                }
            }
            case PASSED_ON -> {}
            case TAKEN_OVER ->
                lines.add("The namespace " + name + " stays, as it was there before the stack"
                        + (fate.foreign().isEmpty() ? "." : ", with what is in it and not the stack's:"));
            case HAS_FOREIGN ->
                lines.add("The namespace " + name + " stays, as there is something in it that is not the stack's:");
            case HAS_DATA -> lines.add("The namespace " + name + " stays.");
        }
        if (fate.stays() == Stays.PASSED_ON) {
            return;
        }
        lines.addAll(contents(fate.foreign()));
        if (!fate.isKept()) {
            return;
        }
        if (!fate.claims().isEmpty()) {
            lines.add("With it stay the stack's volumes "
                    + fate.claims().stream().map(DestroyText::volume).collect(Collectors.joining(", "))
                    + ". To delete them, and all data in them: kubectl delete pvc "
                    + fate.claims().stream()
                            .map(claim -> claim.identity().name())
                            .collect(Collectors.joining(" "))
                    + " --namespace " + name);
        }
        if (fate.stays() != Stays.HAS_DATA) {
            lines.add("With --delete-namespace " + name + " it would be deleted with everything in it.");
        }
    }

    /** A line for each kind. */
    private static List<String> contents(List<LiveObject> objects) {
        Map<String, TreeSet<String>> names = new TreeMap<>();
        objects.forEach(object -> names.computeIfAbsent(object.identity().kind(), kind -> new TreeSet<>())
                .add(object.isClaim() ? volume(object) : object.identity().name()));
        return names.entrySet().stream()
                .map(kind -> "  " + kind.getKey() + " "
                        + kind.getValue().stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (kind.getValue().size() > SHOWN
                                ? " and " + (kind.getValue().size() - SHOWN) + " more"
                                : ""))
                .toList();
    }

    private static void passedOn(DestroyPlan plan, List<String> lines) {
        if (plan.passedOn().isEmpty()) {
            return;
        }
        lines.add("These stay, as they are not the stack's any more:");
        plan.passedOn().entrySet().stream()
                .map(entry -> "  " + entry.getKey().identity() + ", which "
                        + (entry.getValue().isEmpty()
                                ? "another object has replaced"
                                : "belongs to " + entry.getValue()))
                .sorted()
                .forEach(lines::add);
    }

    private static String volume(LiveObject claim) {
        return claim.identity().name() + (claim.capacity().isEmpty() ? "" : " (" + claim.capacity() + ")");
    }
}
