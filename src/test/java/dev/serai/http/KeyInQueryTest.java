package dev.serai.http;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key in the address is a key like any other, and is nowhere to be seen after that. */
class KeyInQueryTest extends CallingGatewayTest {

    private static final String HELLO = "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";

    @ParameterizedTest
    @ValueSource(strings = {"?key=%s", "?alt=json&key=%s", "?key=%s&alt=json", "?prettyPrint=false&key=%s&x"})
    void key_isTheCallers(String query) throws Exception {
        TokenRegistry.Issued caller = token(rules().models(List.of("openai/*")).build());
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        String asked = query.formatted(caller.secret().text());

        HttpResponse<String> allowed = post("/v1beta/models/openai/m:generateContent" + asked, HELLO);
        HttpResponse<String> forbidden = post("/v1beta/models/groq/m:generateContent" + asked, HELLO);

        assertThat(allowed.statusCode()).as(allowed.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().headers().toString())
                .doesNotContain(caller.secret().text());
        assertThat(forbidden.statusCode()).as(forbidden.body()).isEqualTo(403);
    }

    @Test
    void headers_goBeforeTheAddress() throws Exception {
        TokenRegistry.Issued caller = token(rules().models(List.of("nobody/*")).build());

        HttpResponse<String> answer =
                callAt("/v1beta/models/simulator/echo:generateContent?key=sk-serai-other", caller, HELLO);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    }

    @Test
    void rules_nameTheAddressByItsUsualVersion() throws Exception {
        TokenRegistry.Issued listing =
                token(rules().endpoints(List.of("/v1/models*")).build());
        TokenRegistry.Issued asking = token(
                rules().endpoints(List.of("/v1beta/models/*:generateContent")).build());
        String path = "/v1/models/simulator/echo:generateContent";

        assertThat(callAt(path, listing, HELLO).statusCode()).isEqualTo(403);
        assertThat(callAt(path, asking, HELLO).statusCode()).isEqualTo(200);
        assertThat(callAt(path.replace("generate", "streamGenerate"), asking, HELLO)
                        .statusCode())
                .isEqualTo(403);
    }
}
