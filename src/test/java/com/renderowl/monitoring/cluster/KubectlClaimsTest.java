package com.renderowl.monitoring.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of kubectl's answers; a script plays it, the tier operator has the real one. */
@Tag("unit")
class KubectlClaimsTest {

    @TempDir
    private Path folder;

    private KubectlClaims claims(String script) throws IOException {
        Path program = folder.resolve("kubectl");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new KubectlClaims(new KubectlRunner(program.toString(), Map.of("PATH", "/usr/bin:/bin")));
    }

    @Test
    void aClaimIsReadWithWhatIsSaidOfItsGrowth() throws IOException {
        KubectlClaims claims = claims(
                """
                [ "$*" = 'get persistentvolumeclaims --namespace=monitoring --output=json --request-timeout=10s --context=live' ] || exit 1
                cat <<'END'
                {"items": [
                  {"metadata": {"name": "one"},
                   "spec": {"storageClassName": "standard", "resources": {"requests": {"storage": "2Gi"}}},
                   "status": {"phase": "Bound", "capacity": {"storage": "1Gi"},
                              "conditions": [{"type": "FileSystemResizePending", "message": "Waiting for a pod"},
                                             {"type": "Unknown", "message": "hidden"}]}},
                  {"metadata": {"name": "two"}, "spec": {}, "status": {"phase": "Pending"}}]}
                END
                """);

        assertThat(claims.claims("live", "monitoring"))
                .isEqualTo(new ClaimLookup.Answer(
                        List.of(
                                new LiveClaim(
                                        "one",
                                        true,
                                        "2Gi",
                                        "1Gi",
                                        "standard",
                                        "FileSystemResizePending Waiting for a pod"),
                                new LiveClaim("two", false, "", "", "", "")),
                        ""));
    }

    @Test
    void aClassExpandsOnlyIfItSaysSo() throws IOException {
        assertThat(claims("echo true").expands("", "fast")).contains(true);
        assertThat(claims("true").expands("", "fast")).contains(false);
        assertThat(claims("exit 1").expands("", "fast")).isEmpty();
    }

    @Test
    void aRefusalIsTheReason() throws IOException {
        KubectlClaims forbidden = claims("echo 'Error from server (Forbidden): no' >&2; exit 1");

        assertThat(forbidden.claims("", "monitoring").claims()).isEmpty();
        assertThat(forbidden.claims("", "monitoring").reason()).isEqualTo("Error from server (Forbidden): no");
        assertThat(forbidden.text("", "configmap", "monitoring", "one", "{.data}"))
                .isEmpty();
        assertThat(new KubectlClaims(new KubectlRunner("/nowhere/kubectl", Map.of()))
                        .claims("", "monitoring")
                        .reason())
                .startsWith("kubectl cannot be run");
    }
}
