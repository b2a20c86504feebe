package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.engine.EventLog;
import com.renderowl.monitoring.cli.guard.ChangeGuard;
import com.renderowl.monitoring.cli.guard.Consent;
import com.renderowl.monitoring.cli.guard.Loss;
import com.renderowl.monitoring.cli.support.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What a command may replace or delete although it holds data or runs pods. */
final class AllowedReplacements {

    private static final String OPTION = "--allow-replace";

    @Option(
            names = OPTION,
            paramLabel = "NAME",
            description =
                    "Let this resource be replaced or deleted, with its data or its pods; a namespace with all that is"
                            + " in it. The name is the one that the refusal shows. Can be given several times.")
    private List<String> names = new ArrayList<>();

    /**
     * Judges a plan.
     *
     * @param log of the preview
     * @param command what the user can repeat with the option
     * @param console is told what was allowed, and which names do not occur
     * @return why it is refused, if it is
     */
    Optional<String> refusal(EventLog log, String command, Console console) {
        Consent consent = new Consent(Set.copyOf(names), OPTION);
        List<Loss> losses = ChangeGuard.losses(log.plan());
        consent.unused(losses)
                .forEach(name ->
                        console.say(OPTION + " " + name + ": nothing of that name would be replaced or deleted."));
        List<Loss> refused = consent.refused(losses);
        if (!refused.isEmpty()) {
            return Optional.of(consent.explain(refused, command));
        }
        losses.forEach(loss -> console.say("Allowed: " + loss.event() + ". " + loss.consequence()));
        return Optional.empty();
    }
}
