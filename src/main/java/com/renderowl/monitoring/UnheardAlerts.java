package com.renderowl.monitoring;

import com.renderowl.monitoring.config.AlertRouting;
import com.renderowl.monitoring.config.PeerConfig;
import com.renderowl.monitoring.config.ReceiverConfig;
import com.renderowl.monitoring.config.Remedies;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.units.Cidr;
import java.util.ArrayList;
import java.util.List;

/** Which alerts the stack's Alertmanager would tell nobody, where that is allowed. */
final class UnheardAlerts {

    private UnheardAlerts() {}

    /** A sentence for each lack, with what to do about it. */
    static List<String> of(StackConfig config, Remedies remedies) {
        AlertRouting routing = config.alertmanager().routing();
        List<String> warnings = new ArrayList<>();
        if (!config.alertmanager().runs()) {
            return warnings;
        }
        if (!routing.unheard().isEmpty()) {
            warnings.add("Nobody is told of " + routing.unheard()
                    + " alerts: Alertmanager collects and shows them only."
                    + " Set a receiver, for example for Slack: "
                    + remedies.toEncrypt("secrets.slackUrl")
                    + ", then alertmanager.receivers and alertmanager.routes.default as"
                    + " README.md shows under 'Alertmanager and receivers'.");
        }
        switch (config.platform()) {
            case KUBERNETES, OPERATOR -> {
                if (config.network().policies()) {
                    warnings.addAll(destinations(routing, remedies));
                }
            }
            // There are no policies.
            case DOCKER -> {}
        }
        if (!routing.receivers().isEmpty() && routing.lacksWatchdog()) {
            warnings.add(
                    "Nobody would notice that alerting itself has stopped. Name a receiver that raises the alarm when"
                            + " it hears nothing: "
                            + remedies.toSet("alertmanager.watchdog.receiver", "NAME")
                            + ", or do without: "
                            + remedies.toSet("alertmanager.watchdog.enabled", "false")
                            + ".");
        }
        return warnings;
    }

    /** The examples of the documentation are good for a preview, and for nothing else. */
    private static List<String> destinations(AlertRouting routing, Remedies remedies) {
        List<String> warnings = new ArrayList<>();
        for (ReceiverConfig receiver : routing.receivers()) {
            if (receiver.destination() instanceof PeerConfig.Addresses addresses
                    && addresses.addresses().stream().allMatch(Cidr::isForDocumentation)) {
                warnings.add("Notifications to " + receiver.name() + " go nowhere: the network policy lets Alertmanager"
                        + " reach " + addresses.addresses().get(0) + ", an example that no network has (RFC 5737). Say"
                        + " where the receiver is: "
                        + remedies.toSet(
                                "alertmanager.receivers." + receiver.name() + ".destination.addresses[0]", "VALUE")
                        + ".");
            }
        }
        return warnings;
    }
}
