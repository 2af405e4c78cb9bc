package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks anything else, or is another one, never gets an answer that was not made for them. */
class SemanticBoundsTest extends SemanticGateway {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A drink with alcohol please | A drink without alcohol please",
                "All orders from 2024 | All orders from 2025",
                "Translate this to German | Translate this to French"
            })
    void whatMeansSomethingElse_isAskedAnew_howeverNearItIs(String one, String other) throws Exception {
        Issued caller = token(Rules.NONE);
        embeddings(text -> 1);
        String first = call(caller, chat("near", one)).body();
        HttpResponse<String> second = call(caller, chat("near", other));
        assertThat(status(second)).isEqualTo("miss");
        assertThat(second.body()).isNotEqualTo(first);
        assertThat(asked(true)).isEmpty();
    }

    @Test
    void otherCaller_neverGetsIt_unlessTheirProjectShares() throws Exception {
        Project own = project(cache("on"));
        Project shared = project(cache("shared"));
        String poison = call(token(own, Rules.NONE), chat("near", FIRST)).body();
        String first = call(token(shared, Rules.NONE), chat("near", FIRST)).body();
        for (Issued other : List.of(token(own, Rules.NONE), token(Rules.NONE), token(cache("shared")))) {
            HttpResponse<String> answer = call(other, chat("near", SECOND));
            assertThat(status(answer)).isEqualTo("miss");
            assertThat(answer.body()).isNotIn(poison, first);
        }
        assertThat(asked(true)).as("nor anything is said of it to anybody").isEmpty();
        HttpResponse<String> answer = call(token(shared, Rules.NONE), chat("near", SECOND));
        assertThat(status(answer)).isEqualTo("semantic");
        assertThat(answer.body()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"temperature\":0,",
                "\"max_tokens\":6,",
                "\"seed\":1,",
                "\"user\":\"x\",",
                "\"stop\":\"x\",",
                "\"novelty\":1,",
                "\"audio\":{},"
            })
    void otherParameter_isAnotherRequest(String member) throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("near", FIRST));
        assertThat(status(call(caller, chat("near", SECOND, member)))).isEqualTo("miss");
        assertThat(status(call(caller, chat("near-other", SECOND)))).isEqualTo("miss");
        assertThat(status(call(caller, chat("near", SECOND), "x-serai-tier", "gold")))
                .isEqualTo("miss");
        assertThat(asked(true)).isEmpty();
    }

    @Test
    void otherMessagesBefore_areAnotherRequest_andTheSameOnesTheSame() throws Exception {
        Issued caller = token(Rules.NONE);
        String[] befores = {
            "{'role':'system','content':'Be kind'},",
            "{'role':'system','content':'Be rude'},",
            "{'role':'user','content':'Hi'},{'role':'assistant','content':'Hi'},",
            "{'role':'user','content':[{'type':'text','text':'Hi'}]},{'role':'assistant','content':'Hi'},",
            ""
        };
        for (String before : befores) {
            assertThat(status(call(caller, talk(before, FIRST)))).as(before).isEqualTo("miss");
        }
        for (String before : befores) {
            assertThat(status(call(caller, talk(before, SECOND)))).as(before).isEqualTo("semantic");
        }
        assertThat(status(call(caller, talk("{'role':'assistant','content':'" + FIRST + "'},", SECOND))))
                .isEqualTo("miss");
    }

    private static String talk(String before, String last) {
        return "{\"model\":\"near\",\"messages\":[" + before.replace('\'', '"') + "{\"role\":\"user\",\"content\":\""
                + last + "\"}]}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "near | \"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}], | miss",
                "near | \"response_format\":{\"type\":\"json_object\"}, | miss",
                "near | \"guided_json\":{}, | miss",
                "near-tools | \"guided_json\":{}, | miss",
                "near-tools | \"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}], | semantic",
                "near-tools | \"response_format\":{\"type\":\"json_object\"}, | semantic",
            })
    void toolsAndSchemas_areForWhoSaysSo(String alias, String member, String expected) throws Exception {
        Issued caller = token(Rules.NONE);
        String[] on = {"x-serai-cache", "on"};
        call(caller, chat(alias, FIRST, member), on);
        assertThat(status(call(caller, chat(alias, SECOND, member), on))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA==\"}},"
                        + "{\"type\":\"text\",\"text\":\"%s\"}]",
                "[{\"type\":\"text\",\"text\":\"%s\"},{\"type\":\"text\",\"text\":\"more\"}]",
                "\"%s " + "very long very long very long very long very long very long very long very long very long "
                        + "very long very long very long very long very long very long very long very long very long "
                        + "very long very long very long very long very long very long very long very long very long "
                        + "very long very long very long very long very long very long very long very long very long "
                        + "very long very long very long very long very long very long very long very long very long "
                        + "very long very long very long very long very long very long very long very long very long \""
            })
    void media_severalParts_andLongPrompts_areNotCompared(String content) throws Exception {
        Issued caller = token(Rules.NONE);
        for (String text : List.of(FIRST, SECOND)) {
            String body = "{\"model\":\"near\",\"messages\":[{\"role\":\"user\",\"content\":" + content.formatted(text)
                    + "}]}";
            assertThat(status(call(caller, body))).isEqualTo("miss");
        }
        assertThat(asked(true)).isEmpty();
    }
}
