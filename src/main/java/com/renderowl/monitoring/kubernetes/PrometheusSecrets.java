package com.renderowl.monitoring.kubernetes;

import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.BasicAuthConfig;
import com.renderowl.monitoring.config.RemoteWriteConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.PrometheusWorkload;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.prometheus.PasswordHash;
import com.renderowl.monitoring.model.prometheus.WebConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Secrets of Prometheus: who may log in, and how it logs in elsewhere. */
final class PrometheusSecrets {

    private PrometheusSecrets() {}

    static List<Resource> declare(String name, StackModel stack, StackSecrets secrets, Children children) {
        List<Resource> declared = new ArrayList<>();
        if (PrometheusWorkload.hasWebConfiguration(stack.config())) {
            declared.add(children.secret(
                    name + "-web", PrometheusWorkload.WEB_SECRET, stack.prometheus(), web(stack.config(), secrets)));
        }
        Map<String, String> credentials = remoteWrite(stack.config(), secrets);
        if (!credentials.isEmpty()) {
            declared.add(children.secret(
                    name + "-remote-write", PrometheusWorkload.REMOTE_WRITE_SECRET, stack.prometheus(), credentials));
        }
        return declared;
    }

    private static Map<String, String> web(StackConfig config, StackSecrets secrets) {
        BasicAuthConfig basicAuth = config.basicAuth();
        Map<String, String> files = new TreeMap<>();
        Map<String, String> hashes = new TreeMap<>();
        if (basicAuth.enabled()) {
            String scrapePassword = secrets.value(StackSecrets.SCRAPE_PASSWORD);
            files.put("scrape-password", scrapePassword);
            hashes.put(basicAuth.scrapeUser(), hash(config, basicAuth.scrapeUser(), scrapePassword));
            for (BasicAuthConfig.User user : basicAuth.users()) {
                hashes.put(user.name(), hash(config, user, secrets));
            }
        }
        files.put("web.yml", WebConfiguration.serverYaml(config, hashes));
        files.put("probe.yml", WebConfiguration.probeYaml(config));
        return files;
    }

    private static String hash(StackConfig config, BasicAuthConfig.User user, StackSecrets secrets) {
        if (user.passwordHash() != null) {
            return user.passwordHash();
        }
        String secretName = user.passwordSecret();
        if (secretName == null) {
            throw new IllegalStateException("the configuration was not checked: " + user.name() + " has no password");
        }
        return hash(config, user.name(), secrets.value(secretName));
    }

    private static String hash(StackConfig config, String user, String password) {
        String owner = "renderowl-monitoring/" + config.stack() + "/" + user;
        return PasswordHash.bcrypt(config.basicAuth().cost(), owner, password);
    }

    private static Map<String, String> remoteWrite(StackConfig config, StackSecrets secrets) {
        Map<String, String> credentials = new TreeMap<>();
        for (RemoteWriteConfig remoteWrite : config.prometheus().remoteWrites()) {
            put(credentials, remoteWrite.passwordSecret(), secrets);
            put(credentials, remoteWrite.bearerTokenSecret(), secrets);
        }
        return credentials;
    }

    private static void put(Map<String, String> credentials, @Nullable String secretName, StackSecrets secrets) {
        if (secretName != null) {
            credentials.put(secretName, secrets.value(secretName));
        }
    }
}
