package com.renderowl.monitoring.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ProjectCopyTest {

    @Test
    void theUsersStacksAndJvmOptionsAreNotInTheEnvironment() {
        Map<String, String> environment = Map.of(
                "PATH", "/usr/bin",
                "LANG", "C.UTF-8",
                "PULUMI_BACKEND_URL", "s3://states",
                "PULUMI_ACCESS_TOKEN", "given",
                "PULUMI_HOME", "/home/user/.pulumi",
                "_JAVA_OPTIONS", "-Xmx8g",
                "JDK_JAVA_OPTIONS", "-Xmx8g",
                "JAVA_TOOL_OPTIONS", "-javaagent:some.jar");

        assertThat(ProjectCopy.cleaned(environment)).isEqualTo(Map.of("PATH", "/usr/bin", "LANG", "C.UTF-8"));
    }
}
