package dev.serai.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JvmTest {

    @Test
    void flags_areShownAndWhatMayHoldASecretIsNot() {
        List<String> flags = Jvm.flags(List.of(
                "-Xmx512m",
                "-Xss256k",
                "-XX:+UseParallelGC",
                "-XX:MaxRAMPercentage=75.0",
                "-Dserai.admin-key=canary",
                "-Dcanary-free",
                "-XX:OnOutOfMemoryError=curl https://canary",
                "-javaagent:/opt/agent.jar=token=canary",
                "-Xlog:gc:file=/canary",
                "--add-opens=java.base/java.lang=ALL-UNNAMED"));

        assertThat(flags)
                .contains("-Xmx512m", "-Xss256k", "-XX:+UseParallelGC", "-XX:MaxRAMPercentage=75.0")
                .contains("-Dserai.admin-key=" + Settings.HIDDEN, "-XX:OnOutOfMemoryError=" + Settings.HIDDEN)
                .hasSize(10);
        assertThat(flags.toString()).doesNotContain("canary\"", "=canary", "/canary", "curl");
    }
}
