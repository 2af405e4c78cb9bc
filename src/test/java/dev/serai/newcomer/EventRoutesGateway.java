package dev.serai.newcomer;

import dev.serai.support.FakeUpstream;
import dev.serai.support.GatewayTest;
import dev.serai.support.OwnGateway;
import dev.serai.support.RoutesCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway with the event routes of the documents. */
final class EventRoutesGateway {

    /** Keeps what was said in a file, after a policy. */
    private static final String CONTENT = """
        - route:
            id: event-said
            group: events
            from:
              uri: serai:content?redact=policy-redact
              steps:
                - to: { id: said-line, uri: "file:%s?fileName=said.jsonl&fileExist=Append&appendChars=\\\\n" }
        """;

    private EventRoutesGateway() {}

    /**
     * Starts it.
     *
     * @param folder of its files, and those that the routes write
     * @param webhook where one of them sends
     * @param upstream plays providers
     */
    static OwnGateway start(Path folder, FakeUpstream webhook, FakeUpstream upstream) throws Exception {
        Path routes = Files.createDirectories(folder.resolve("routes"));
        RoutesCopy.mirror(Path.of("routes"), routes);
        RoutesCopy.mirror(Path.of("transforms"), folder.resolve("transforms"));
        write(folder, new Page(Path.of("docs/events.md")));
        write(folder, new Page(Path.of("docs/extending.md")));
        Files.writeString(routes.resolve("events/said.camel.yaml"), CONTENT.formatted(folder));
        return OwnGateway.start(settings(folder, webhook, upstream));
    }

    private static Map<String, String> settings(Path folder, FakeUpstream webhook, FakeUpstream upstream) {
        Map<String, String> settings = new HashMap<>();
        settings.put("serai.routes", folder.resolve("routes").toString());
        settings.put("serai.transforms", folder.resolve("transforms").toString());
        settings.put("serai.data", folder.resolve("data").toString());
        settings.put("serai.admin-key", GatewayTest.ADMIN_KEY);
        settings.put("serai.usage.interval", "20ms");
        settings.put(
                "serai.components", "bean,direct,file,http,https,jdbc,log,platform-http,smtp,target,timer,transform");
        settings.put("serai.datasources.warehouse.url", Warehouse.URL);
        settings.put("serai.simulator.tokens-per-second", "0");
        for (String provider : List.of("OPENAI", "ANTHROPIC", "GEMINI")) {
            settings.put(provider + "_BASE_URL", upstream.url());
            settings.put(provider + "_API_KEY", "sk-fake");
        }
        settings.put("DUTY_WEBHOOK", webhook.url().replace("http://", ""));
        return settings;
    }

    private static void write(Path folder, Page page) throws IOException {
        for (Page.Block block : page.blocks()) {
            String code = block.code();
            boolean wanted = code.contains("id: event-")
                    || code.contains("id: policy-redact")
                    || code.startsWith("// transforms/redact");
            if (wanted) {
                Path file = folder.resolve(block.file());
                Files.createDirectories(file.getParent());
                Files.writeString(
                        file,
                        code.replace("file:data/billing", "file:" + folder.resolve("billing"))
                                .replace("https://", "http://"));
            }
        }
    }
}
