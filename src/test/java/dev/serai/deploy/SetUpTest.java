package dev.serai.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.OwnGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two scripts of {@code deploy/}: secrets by chance, and a token for Prometheus. */
class SetUpTest {

    @TempDir
    private Path folder;

    private record Ended(int code, String said) {}

    private Ended bash(Map<String, String> environment, String... command) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private Path script(String... files) throws IOException {
        Path deploy = Files.createDirectories(folder.resolve("deploy"));
        for (String file : files) {
            Files.copy(Shipped.FOLDER.resolve(file), deploy.resolve(file));
        }
        return deploy;
    }

    private static Map<String, String> settings(Path file) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            if (line.matches("[A-Z_]+=.*")) {
                settings.put(line.split("=", 2)[0], line.split("=", 2)[1]);
            }
        }
        return settings;
    }

    @Test
    void env_hasSecretsOfChance_forItsOwnerAlone() throws Exception {
        Path deploy = script("env.sh", ".env.example");

        assertThat(bash(Map.of(), "bash", deploy + "/env.sh").code()).isZero();

        Map<String, String> made = settings(deploy.resolve(".env"));
        assertThat(made.keySet())
                .isEqualTo(settings(deploy.resolve(".env.example")).keySet());
        assertThat(made.values()).doesNotHaveDuplicates().allMatch(value -> value.length() >= 40);
        assertThat(Base64.getDecoder().decode(made.get("SERAI_MASTER_KEY"))).hasSize(32);
        assertThat(made.get("REDIS_PASSWORD")).as("part of a URL").matches("[0-9a-f]+");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deploy.resolve(".env"))))
                .isEqualTo("rw-------");
    }

    @Test
    void env_thatIsThere_stays() throws Exception {
        Path deploy = script("env.sh", ".env.example");
        Files.writeString(deploy.resolve(".env"), "SERAI_MASTER_KEY=mine");

        Ended second = bash(Map.of(), "bash", deploy + "/env.sh");

        assertThat(second.code()).isEqualTo(1);
        assertThat(deploy.resolve(".env")).hasContent("SERAI_MASTER_KEY=mine");
    }

    @Test
    void token_readsMetricsAndNoMore_andOneThatWorksStays() throws Exception {
        Path data = folder.resolve("data");
        Path file = folder.resolve("metrics");
        try (OwnGateway gateway = OwnGateway.start(Map.of("serai.data", data.toString()))) {
            String address = "http://127.0.0.1:" + gateway.port();
            List<String> command = List.of("bash", "deploy/token.sh", address, data + "/admin-token", file.toString());

            Ended first = bash(Map.of(), command.toArray(String[]::new));
            assertThat(first.code()).as(first.said()).isZero();
            String token = Files.readString(file);
            assertThat(first.said()).doesNotContain(token);
            String[] bearer = {"Authorization", "Bearer " + token};
            assertThat(gateway.get("/manage/metrics", bearer).statusCode()).isEqualTo(200);
            assertThat(gateway.send("POST", "/manage/projects", "{\"name\":\"mine\"}", bearer)
                            .statusCode())
                    .isEqualTo(403);

            assertThat(bash(Map.of(), command.toArray(String[]::new)).said()).contains("works");
            assertThat(file).hasContent(token);

            Files.writeString(file, "sk-serai-revoked");
            assertThat(bash(Map.of(), command.toArray(String[]::new)).code()).isZero();
            assertThat(Files.readString(file)).isNotEqualTo(token).startsWith("sk-serai-");
        }
    }

    @Test
    void token_withoutAnyKey_saysWhatIsMissing() throws Exception {
        Ended ended = bash(
                Map.of("SERAI_ADMIN_KEY", ""),
                "bash",
                "deploy/token.sh",
                "http://127.0.0.1:1",
                folder.resolve("none").toString(),
                folder.resolve("metrics").toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).contains("SERAI_ADMIN_KEY");
    }
}
