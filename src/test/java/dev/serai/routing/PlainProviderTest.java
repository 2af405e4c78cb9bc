package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.provider.ProviderWords;
import dev.serai.support.RouteFile;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A provider whose route is made of no template. */
class PlainProviderTest extends ReloadingGatewayTest {

    private static final String ROUTE = """
            - route:
                id: %2$s
                from:
                  uri: direct:%2$s
                  steps:
                    - setVariable: { id: acme-says, name: capabilities, expression: { constant: { expression: %1$s } } }
                    - process: { id: acme-prepare, ref: prepare }
                    - to: { id: acme-request, uri: transform:request }
                    - process: { id: acme-call, ref: simulator }
                    - process: { id: acme-accept, ref: accept }
                    - to: { id: acme-response, uri: transform:response }
                    - process: { id: acme-answer, ref: answer }
            """;

    @Test
    void plainRoute_isAProvider_andDoesWhatItSays() throws Exception {
        write(ACME, ROUTE.formatted("streaming n", "provider-acme"));
        assertThat(manage("POST", "reload").statusCode()).isEqualTo(200);

        assertThat(post(CHAT, chat("acme/echo")).statusCode()).isEqualTo(200);
        assertThat(post(CHAT, streamedChat("acme/echo")).body()).endsWith("data: [DONE]\n\n");
        assertThat(post(
                                CHAT,
                                chat("acme/echo")
                                        .replaceFirst("\\{", "{\"response_format\": {\"type\": \"json_object\"}, "))
                        .body())
                .contains("does not support json_object");
    }

    @Test
    void plainRoute_withAWordThatIsNone_isRefusedInItsLine() throws Exception {
        write(ACME, ROUTE.formatted("streeming", "provider-acme"));

        assertThat(manage("POST", "reload").body())
                .contains("\"line\":6", "'streeming' in capabilities is unknown: did you mean streaming?");
    }

    @Test
    void templatedRouteOutsideProviders_isNone() throws Exception {
        write("routes/templates/greeting.camel.yaml", """
                - routeTemplate:
                    id: greeting
                    parameters:
                      - { name: words }
                    from:
                      uri: direct:policy-greeting
                      steps:
                        - setBody: { id: greet, constant: "{{words}}" }
                """);
        write("routes/policies/greeting.camel.yaml", """
                - templatedRoute:
                    routeTemplateRef: greeting
                    routeId: policy-greeting
                    parameters:
                      - { name: words, value: hello }
                """);

        assertThat(manage("POST", "reload").body()).doesNotContain("\"refused\"");
        assertThat(get("/v1/models").body()).doesNotContain("greeting");
    }

    @Test
    void whatAPlainRouteDoesNotSay_isAsTheTemplateHasIt() throws Exception {
        Map<String, String> template = new TreeMap<>(RouteFile.in("templates").stream()
                .filter(file -> file.name().equals("http-provider"))
                .findFirst()
                .orElseThrow()
                .parameters());
        template.remove("provider");
        template.put("baseUrl", "embedded:here");
        template.put("keyRequired", "false");
        template.put("proxy", ""); // it calls by itself

        assertThat(new TreeMap<>(ProviderWords.DEFAULTS)).isEqualTo(template);
    }
}
