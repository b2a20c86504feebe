package com.renderowl.monitoring.kubernetes.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.renderowl.monitoring.config.ReceiverConfig;
import com.renderowl.monitoring.config.ReceiverConfig.Integration;
import com.renderowl.monitoring.model.AlertmanagerWorkload;
import com.renderowl.monitoring.model.alertmanager.AlertMatcher;
import com.renderowl.monitoring.model.alertmanager.AlertRoute;
import com.renderowl.monitoring.model.alertmanager.AlertmanagerConfiguration;
import com.renderowl.monitoring.model.alertmanager.Inhibition;
import com.renderowl.monitoring.model.alertmanager.ReceiverEntry;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfigSpec;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfigSpecBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.EmailConfigBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.InhibitRule;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.InhibitRuleBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Matcher;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.MatcherBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.PagerDutyConfigBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Receiver;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.ReceiverBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Route;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.RouteBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.SlackConfigBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.WebhookConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lowers routes, inhibitions and receivers to an AlertmanagerConfig. The operator puts namespace and name before the names
 * of receivers, and the values of secrets into the configuration that it makes, which is a Secret.
 */
final class AlertmanagerRouting {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AlertmanagerRouting() {}

    static AlertmanagerConfigSpec of(AlertmanagerConfiguration configuration) {
        List<Receiver> receivers = new ArrayList<>();
        receivers.add(new ReceiverBuilder().withName(ReceiverConfig.NOBODY).build());
        configuration.receivers().forEach(entry -> receivers.add(receiver(entry)));
        return new AlertmanagerConfigSpecBuilder()
                .withRoute(route(configuration.route()))
                .withInhibitRules(Inhibition.ALL.stream()
                        .map(AlertmanagerRouting::inhibition)
                        .toList())
                .withReceivers(receivers)
                .build();
    }

    private static Route route(AlertRoute route) {
        RouteBuilder built = new RouteBuilder().withReceiver(route.receiver());
        if (route.matcher() != null) {
            built.withMatchers(matcher(route.matcher()));
        }
        if (route.timing() != null) {
            built.withGroupBy(route.timing().labels())
                    .withGroupWait(route.timing().delay())
                    .withGroupInterval(route.timing().interval())
                    .withRepeatInterval(route.timing().repeatInterval());
        }
        return built.withRoutes(route.routes().stream()
                        .map(child -> MAPPER.<JsonNode>valueToTree(route(child)))
                        .toList())
                .build();
    }

    private static InhibitRule inhibition(Inhibition inhibition) {
        return new InhibitRuleBuilder()
                .withSourceMatch(matcher(inhibition.source()))
                .withTargetMatch(matcher(inhibition.target()))
                .withEqual(inhibition.equal())
                .build();
    }

    private static Matcher matcher(AlertMatcher matcher) {
        return new MatcherBuilder()
                .withName(matcher.label())
                .withMatchType(matcher.operator())
                .withValue(matcher.value())
                .build();
    }

    private static Receiver receiver(ReceiverEntry entry) {
        ReceiverConfig config = entry.config();
        Integration integration = config.integration();
        ReceiverBuilder receiver = new ReceiverBuilder().withName(config.name());
        if (integration instanceof Integration.Webhook webhook) {
            WebhookConfigBuilder hook = new WebhookConfigBuilder()
                    .withSendResolved(entry.tellsResolved())
                    .withUrl(webhook.url() == null ? null : webhook.url().toString())
                    .withUrlSecret(secret(config, webhook.urlSecret()));
            if (webhook.bearerTokenSecret() != null) {
                hook.withNewHttpConfig()
                        .withNewAuthorization()
                        .withCredentials(secret(config, webhook.bearerTokenSecret()))
                        .endAuthorization()
                        .endHttpConfig();
            }
            receiver.withWebhookConfigs(hook.build());
        } else if (integration instanceof Integration.Slack slack) {
            receiver.withSlackConfigs(new SlackConfigBuilder()
                    .withSendResolved(entry.tellsResolved())
                    .withApiURL(secret(config, slack.urlSecret()))
                    .withChannel(slack.channel())
                    .withText(ReceiverEntry.SLACK_TEXT)
                    .build());
        } else if (integration instanceof Integration.Email email) {
            receiver.withEmailConfigs(new EmailConfigBuilder()
                    .withSendResolved(entry.tellsResolved())
                    .withTo(String.join(", ", email.recipients()))
                    .withFrom(email.sender())
                    .withSmarthost(email.server().toString())
                    .withAuthUsername(email.username())
                    .withAuthPassword(secret(config, email.passwordSecret()))
                    .withRequireTLS(email.requireTls())
                    .build());
        } else if (integration instanceof Integration.PagerDuty pagerDuty) {
            receiver.withPagerdutyConfigs(new PagerDutyConfigBuilder()
                    .withSendResolved(entry.tellsResolved())
                    .withRoutingKey(secret(config, pagerDuty.routingKeySecret()))
                    .withUrl(pagerDuty.url().toString())
                    .withSeverity(ReceiverEntry.PAGER_DUTY_SEVERITY)
                    .build());
        }
        return receiver.build();
    }

    private static @Nullable SecretKeySelector secret(ReceiverConfig config, @Nullable String key) {
        if (key == null) {
            return null;
        }
        String secret = config.secretName() == null ? AlertmanagerWorkload.RECEIVERS_SECRET : config.secretName();
        return new SecretKeySelector(key, secret, null);
    }
}
