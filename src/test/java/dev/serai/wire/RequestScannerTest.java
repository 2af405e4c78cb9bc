package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may not be. */
class RequestScannerTest {

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    private static ApiException refusal(String operation, byte[] body) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> RequestScanner.scan(operation, body));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.type()).isEqualTo("invalid_request_error");
        return refusal;
    }

    private static ApiException refusal(String operation, String body) {
        return refusal(operation, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "nonsense",
                "null",
                "7",
                "\"text\"",
                "[]",
                "{",
                "{\"model\"",
                "{\"model\":\"m\",}",
                "{'model':1}",
                "{/**/}",
                "{\"temperature\":NaN}",
                "{\"stop\":\"\n\"}",
                "{\"model\":\"m\\x\"}",
                "\u0000{}"
            })
    void noJsonObject_isRefused(String body) {
        assertThat(refusal("chat", body).param()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {" x", "{}", "]", ",", "\u0000"})
    void moreAfterTheObject_isRefused(String more) {
        assertThat(refusal("chat", "{\"model\":\"m\"," + MESSAGES + "}" + more).param())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        chat | {'messages':[{'role':'user'}]} | missing_required_parameter | model
        chat | {'model':null,'messages':[{'role':'user'}]} | invalid_type | model
        chat | {'model':7,'messages':[{'role':'user'}]} | invalid_type | model
        chat | {'model':{'a':'b'},'messages':[{'role':'user'}]} | invalid_type | model
        chat | {'model':'','messages':[{'role':'user'}]} | invalid_value | model
        chat | {'model':' ','messages':[{'role':'user'}]} | invalid_value | model
        chat | {'model':'m'} | missing_required_parameter | messages
        chat | {'model':'m','messages':null} | invalid_type | messages
        chat | {'model':'m','messages':'Hi'} | invalid_type | messages
        chat | {'model':'m','messages':{'role':'user'}} | invalid_type | messages
        chat | {'model':'m','messages':[]} | invalid_value | messages
        chat | {'model':'m','messages':['Hi']} | invalid_type | messages[0]
        chat | {'model':'m','messages':[[{'role':'user'}]]} | invalid_type | messages[0]
        chat | {'model':'m','messages':[{'role':'user'},null]} | invalid_type | messages[1]
        chat | {'model':'m','messages':[{'content':'Hi'}]} | missing_required_parameter | messages[0].role
        chat | {'model':'m','messages':[{'role':null}]} | invalid_type | messages[0].role
        chat | {'model':'m','messages':[{'role':'user'},{'role':'robot'}]} | invalid_value | messages[1].role
        chat | {'model':'m','messages':[{'role':'user','content':7}]} | invalid_type | messages[0].content
        chat | {'model':'m','messages':[{'role':'user','content':{}}]} | invalid_type | messages[0].content
        chat | {'model':'m','messages':[{'role':'user','content':['Hi']}]} | invalid_type | messages[0].content[0]
        chat | {'model':'m','messages':[{'role':'user'}],'stream':'yes'} | invalid_type | stream
        completions | {'model':'m'} | missing_required_parameter | prompt
        completions | {'model':'m','prompt':7} | invalid_type | prompt
        embeddings | {'model':'m'} | missing_required_parameter | input
        embeddings | {'model':'m','input':{}} | invalid_type | input
        """)
    void wrongMember_isRefusedByName(String operation, String body, String code, String param) {
        ApiException refusal = refusal(operation, body.replace('\'', '"'));

        assertThat(refusal.param()).isEqualTo(param);
        assertThat(refusal.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"model", "mod\\u0065l"})
    void secondModel_isRefused(String name) {
        assertThat(refusal("chat", "{\"model\":\"a\"," + MESSAGES + ",\"" + name + "\":\"b\"}")
                        .param())
                .isEqualTo("model");
    }

    @Test
    void thousandLevels_areRead() {
        String body = "{\"model\":\"m\"," + MESSAGES + ",\"x\":" + "[".repeat(999) + "]".repeat(999) + "}";

        assertThat(RequestScanner.scan("chat", body.getBytes(StandardCharsets.UTF_8))
                        .model())
                .isEqualTo("m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\":", "\"response_format\":", "\"tools\":", "\"stream_options\":", "\"n\":"})
    void moreThanThousandLevels_areRefused(String member) {
        String deep = "[".repeat(1000) + "]".repeat(1000);

        assertThat(refusal("chat", "{\"model\":\"m\"," + MESSAGES + "," + member + deep + "}"))
                .hasMessageContaining("1000");
    }

    @Test
    void moreThanThousandLevelsInMessages_areRefused() {
        String deep = "{\"a\":".repeat(1000) + "1" + "}".repeat(1000);

        assertThat(refusal("chat", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"name\":" + deep + "}]}"))
                .hasMessageContaining("1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "80", "c3", "c0af", "eda080", "f4908080", "e282"})
    void invalidUtf8_isRefused(String hex) {
        String body = "{\"model\":\"m\"," + MESSAGES + ",\"user\":\"?\"}";
        byte[] bad = HexFormat.of().parseHex(hex);
        int at = body.indexOf('?');

        ApiException refusal = refusal("chat", bytes(body.substring(0, at), bad, body.substring(at + 1)));

        assertThat(refusal).hasMessageContaining("UTF-8").hasMessageContaining("byte " + at);
    }

    private static byte[] bytes(String before, byte[] middle, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(middle);
        bytes.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void otherEncoding_isRefused(String charset) {
        String body = "{\"model\":\"m\"," + MESSAGES + "}";

        assertThat(refusal("chat", body.getBytes(Charset.forName(charset))).param())
                .isNull();
    }
}
