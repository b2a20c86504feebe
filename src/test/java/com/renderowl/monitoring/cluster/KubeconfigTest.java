package com.renderowl.monitoring.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {

    private static final String TWO_CONTEXTS =
            """
            current-context: dev
            contexts:
            - {name: dev, context: {cluster: kind}}
            - {name: live, context: {cluster: far}}
            clusters:
            - {name: kind, cluster: {server: "https://127.0.0.1:6443"}}
            - {name: far, cluster: {server: "https://far.example:443", proxy-url: "socks5://127.0.0.1:1080"}}
            users:
            - {name: me, user: {token: planted-token}}
            """;

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Map<String, String> environment(Path... files) {
        String list = String.join(":", Arrays.stream(files).map(Path::toString).toList());
        return Map.of("HOME", folder.toString(), "KUBECONFIG", list);
    }

    @Test
    void findsTheCurrentContext() throws IOException {
        Path config = file("config", TWO_CONTEXTS);

        assertThat(Kubeconfig.find(environment(config), ""))
                .contains(new ClusterAccess("dev", config.toString(), "https://127.0.0.1:6443", true));
    }

    @Test
    void theStacksOwnContextWins() throws IOException {
        Path config = file("config", TWO_CONTEXTS);

        assertThat(Kubeconfig.find(environment(config), "live"))
                .contains(new ClusterAccess("live", config.toString(), "https://far.example:443", false));
    }

    @Test
    void readsTheUsualFileWithoutKubeconfig() throws IOException {
        Files.createDirectories(folder.resolve(".kube"));
        file(".kube/config", TWO_CONTEXTS);

        assertThat(Kubeconfig.find(Map.of("HOME", folder.toString()), "")).isPresent();
    }

    @Test
    void ofSeveralFilesTheFirstThatNamesSomethingWins() throws IOException {
        Path first = file("first", "contexts: [{name: dev, context: {cluster: own}}]\ncurrent-context: dev\n");
        Path second = file("second", TWO_CONTEXTS + "- {name: own, user: {}}\n");
        Path third =
                file("third", "clusters: [{name: own, cluster: {server: \"http://own\"}}]\ncurrent-context: live\n");

        assertThat(Kubeconfig.find(environment(first, second, third), "")).hasValueSatisfying(access -> {
            assertThat(access.context()).isEqualTo("dev");
            assertThat(access.server()).isEqualTo("http://own");
        });
    }

    @Test
    void behindAProxyTheServerIsNotReachedDirectly() throws IOException {
        Map<String, String> environment =
                Map.of("KUBECONFIG", file("config", TWO_CONTEXTS).toString(), "HTTPS_PROXY", "http://proxy:3128");

        assertThat(Kubeconfig.find(environment, ""))
                .hasValueSatisfying(access -> assertThat(access.isDirect()).isFalse());
    }

    @Test
    void noFileIsNoCluster() {
        assertThat(Kubeconfig.find(Map.of("HOME", folder.toString()), "")).isEmpty();
    }

    @Test
    void anEmptyFileIsNoCluster() throws IOException {
        assertThat(Kubeconfig.find(environment(file("empty", "")), "")).isEmpty();
        assertThat(Kubeconfig.find(environment(file("bare", "contexts: []\ncurrent-context: \"\"\n")), ""))
                .isEmpty();
    }

    @Test
    void aKubeconfigThatIsNotThereIsNamed() {
        assertRefused(
                Map.of("KUBECONFIG", "/no/such/file"),
                "",
                "KUBECONFIG is /no/such/file, and there is no such file: correct or unset it.");
    }

    @Test
    void aMissingCurrentContextIsSaidWithThoseThereAre() throws IOException {
        Path config = file("config", TWO_CONTEXTS.replace("current-context: dev", ""));

        assertRefused(
                environment(config),
                "",
                config
                        + " has no current context: choose one with 'kubectl config use-context NAME'. There is dev, live.");
    }

    @Test
    void aCurrentContextThatDoesNotExistIsSaid() throws IOException {
        Path config = file("config", TWO_CONTEXTS.replace("current-context: dev", "current-context: old"));

        assertRefused(
                environment(config),
                "",
                "The current context of " + config + " is 'old', which does not exist: choose one with"
                        + " 'kubectl config use-context NAME'. There is dev, live.");
    }

    @Test
    void aStacksContextThatDoesNotExistIsSaid() throws IOException {
        Path config = file("config", TWO_CONTEXTS);

        assertRefused(
                environment(config),
                "production",
                "The stack's configuration names the context 'production' (cluster.context), which is not in " + config
                        + ": correct one of them. There is dev, live.");
    }

    @Test
    void aContextWithoutServerIsSaid() throws IOException {
        Path config = file("config", TWO_CONTEXTS.replace("name: kind", "name: other"));

        assertRefused(
                environment(config),
                "",
                "The context 'dev' in " + config + " names the cluster 'kind', which has no server there: correct the"
                        + " kubeconfig.");
    }

    @Test
    void whatIsNoKubeconfigIsRefusedWithoutShowingItsContent() throws IOException {
        Path broken = file("broken", "token: planted-token\n  x: [");

        assertRefused(environment(broken), "", broken + " is no kubeconfig: it is not valid YAML.");
        Path list = file("list", "- a\n");
        assertRefused(environment(list), "", list + " is no kubeconfig: it is not a map.");
    }

    private static void assertRefused(Map<String, String> environment, String context, String message) {
        assertThatThrownBy(() -> Kubeconfig.find(environment, context))
                .isInstanceOf(NoClusterException.class)
                .hasMessage(message);
    }
}
