package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.check.AllowedComponents;
import dev.serai.check.JavaBuilders;
import dev.serai.check.JavaFiles;
import dev.serai.check.KnownBeans;
import dev.serai.files.Folder;
import dev.serai.files.GenerationFiles;
import dev.serai.files.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a check says of a mistake in an alert or a channel: the file, the line, and what was meant. */
class AlertMistakesTest {

    private static final Folder ROUTES = Folder.read(Path.of("routes"), "routes", ".yaml");
    private static final Folder TRANSFORMS = Folder.read(Path.of("transforms"), "transforms", ".jslt");
    private static final Set<String> SCHEMES = AllowedComponents.with(List.of("figure", "jdbc", "log"));

    private static final String ALERT = """
            # a comment
            - templatedRoute:
                routeTemplateRef: alert
                routeId: alert-mine
                parameters:
                  - { name: alert, value: mine }
                  - { name: says, value: "{provider} is slow" }
                  - { name: question, value: "figure:latency?by=provider" }
                  - { name: threshold, value: "> 30s" }
                  - { name: channel, value: log }
            """;

    private static final String CHANNEL = """
            - templatedRoute:
                routeTemplateRef: webhook
                routeId: channel-mine
                parameters:
                  - { name: channel, value: mine }
                  - { name: address, value: "https://hooks.example.com" }
                  - { name: template, value: channels/webhook }
            """;

    private static List<Problem> problems(String path, String content) {
        Map<String, byte[]> files = new TreeMap<>(ROUTES.files());
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
        return new FilesCheck(
                        List.of(new KnownBeans()),
                        SCHEMES,
                        new JavaBuilders(List::of, new JavaFiles(false)),
                        context -> {},
                        Set.of())
                .of(GenerationFiles.of(new Folder("routes", files), TRANSFORMS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | '' | 0 | ''",
                "figure:latency | figure:latncy | 8 | did you mean latency?",
                "figure:latency | figur:latency | 8 | did you mean figure:?",
                "by=provider | bi=provider | 8 | figure:",
                "by=provider | by=providers | 8 | did you mean provider?",
                "figure:latency?by=provider | jdb:orders | 8 | may not be used in routes",
                "figure:latency?by=provider | direct:nothing | 8 | there is no route nothing",
                "> 30s | > 30 | 9 | write 800ms, 30s or 2m",
                "> 30s | 30s | 9 | begin it with >",
                "value: log | value: logg | 10 | did you mean log?",
                "name: channel | name: chanel | 10 | did you mean channel?",
                "name: threshold | name: treshold | 9 | did you mean threshold?",
                "{provider} | {providr} | 7 | did you mean provider?",
                "value: mine | value: yours | 6 | its file mine",
                "routeTemplateRef: alert | routeTemplateRef: alrt | 3 | alrt"
            })
    void mistakeInAnAlert_hasItsLine(String right, String wrong, int line, String said) {
        List<Problem> problems = problems("alerts/mine.camel.yaml", ALERT.replace(right, wrong));
        if (line == 0) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).anySatisfy(it -> {
                assertThat(it.toString()).startsWith("routes/alerts/mine.camel.yaml:" + line + ":");
                assertThat(it.reason()).contains(said);
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | '' | 0 | ''",
                "https://hooks.example.com | hooks.example.com | 6 | no address such as",
                "channels/webhook | channels/webhok | 0 | did you mean",
                "name: address | name: adress | 6 | did you mean address?"
            })
    void mistakeInAChannel_hasItsFile(String right, String wrong, int line, String said) {
        List<Problem> problems = problems("channels/mine.camel.yaml", CHANNEL.replace(right, wrong));
        if (said.isEmpty()) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).anySatisfy(it -> {
                assertThat(it.toString()).startsWith("routes/channels/mine.camel.yaml" + (line > 0 ? ":" + line : ""));
                assertThat(it.reason()).contains(said);
            });
        }
    }
}
