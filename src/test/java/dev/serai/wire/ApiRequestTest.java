package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.wire.RawObject.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a request: its members' bytes, its facts, and what it asks of a provider beside text. */
class ApiRequestTest {

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    private static ApiRequest scan(String operation, String body) {
        return RequestScanner.scan(operation, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A chat that has these members too. */
    private static ApiRequest chat(String members) {
        return scan("chat", "{\"model\":\"m\"," + MESSAGES + "," + members + "}");
    }

    private static String text(Slice slice) {
        return new String(slice.source(), slice.start(), slice.length(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> needs(String members) {
        String body = "{'model':'m','messages':[{'role':'user'}]," + members + "}";
        return RequestScanner.scan("chat", body.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .needs();
    }

    @Test
    void members_areTheBytesThatCame() {
        ApiRequest request = scan("chat", """
             { "a" : 1.10 ,"model":"m\\u00e9","big":9007199254740993, "e":-1E400\t,
            "messages" : [ {"role":"user", "content":"é€😀\\ud83d"} ] , "esc\\u0061ped":"q\\"\\\\" ,"t":true,"z":null,
            "last": {"b":[1, 2 ],"a":{}} } \r
            """);

        RawObject members = request.members();
        assertThat(members.names()).containsExactly("a", "model", "big", "e", "messages", "escaped", "t", "z", "last");
        assertThat(members.names().stream().map(name -> text(members.get(name))))
                .containsExactly(
                        "1.10",
                        "\"m\\u00e9\"",
                        "9007199254740993",
                        "-1E400",
                        "[ {\"role\":\"user\", \"content\":\"é€😀\\ud83d\"} ]",
                        "\"q\\\"\\\\\"",
                        "true",
                        "null",
                        "{\"b\":[1, 2 ],\"a\":{}}");
    }

    @Test
    void chat_isReadForItsFacts() {
        ApiRequest request = chat("\"stream\":true,\"stream_options\":{\"x\":[1],\"include_usage\":true}");

        assertThat(request)
                .extracting(ApiRequest::operation, ApiRequest::model, ApiRequest::stream, ApiRequest::includeUsage)
                .containsExactly("chat", "m", true, true);
        assertThat(request.promptBytes()).isEqualTo("[{\"role\":\"user\",\"content\":\"Hi\"}]".length());
        assertThat(request.needs()).isEqualTo(Map.of("streaming", "stream"));
    }

    @Test
    void chatThatSaysNoMore_needsNothing() {
        ApiRequest request =
                chat("\"stream\":null,\"stream_options\":null,\"n\":1,\"tools\":[],\"tool_choice\":\"none\"");

        assertThat(request.stream()).isFalse();
        assertThat(request.includeUsage()).isFalse();
        assertThat(request.needs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"base64,true", "float,false"})
    void embeddings_areReadForTheirEncoding(String encoding, boolean base64) {
        ApiRequest request =
                scan("embeddings", "{\"model\":\"m\",\"input\":[1,2],\"encoding_format\":\"" + encoding + "\"}");

        assertThat(request.base64Embeddings()).isEqualTo(base64);
        assertThat(request.promptBytes()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        'stream':true                            | streaming   | stream
        'n':2                                    | n           | n
        'n':99999999999999999999                 | n           | n
        'functions':[{'name':'f'}]               | tools       | functions
        'tools':[{'type':'function'}]            | tools       | tools
        'response_format':{'type':'json_object'} | json_object | response_format.type
        'response_format':{'json_schema':{'type':'x'},'type':'json_schema'} | json_schema | response_format.type
        """)
    void member_isANeed(String member, String capability, String path) {
        assertThat(needs(member)).isEqualTo(Map.of(capability, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'n':1",
                "'n':null",
                "'n':'2'",
                "'tools':null",
                "'tools':'x'",
                "'response_format':{'type':'text'}",
                "'response_format':'json_object'",
                "'response_format':{'type':{'type':'json_object'}}",
                "'metadata':{'stream':true,'n':2}"
            })
    void memberThatAsksForNothing_isNoNeed(String member) {
        assertThat(needs(member)).isEmpty();
    }

    @Test
    void customTool_isANeedOfItsOwn() {
        assertThat(needs("'tools':[{'function':{'type':'custom'},'type':'function'},{'type':'custom'}]"))
                .isEqualTo(Map.of("tools", "tools", "custom_tools", "tools[1].type"));
    }

    @Test
    void toolThatIsNoObject_hidesNothingBehindIt() {
        assertThat(needs("'tools':[[1,[2]],'x',{'type':'custom'}],'n':3"))
                .isEqualTo(Map.of("tools", "tools", "custom_tools", "tools[2].type", "n", "n"));
    }

    @ParameterizedTest
    @CsvSource({"image_url,vision", "input_audio,audio", "file,files"})
    void partOfAMessage_isANeed(String type, String capability) {
        String messages = "{'model':'m','messages':[{'role':'system','content':'type'},{'role':'user','content':["
                + "{'type':'text','text':'file'},{'" + type + "':{'type':'input'},'type':'" + type + "'},{'type':'"
                + type + "'}]}]}";
        ApiRequest request =
                RequestScanner.scan("chat", messages.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

        assertThat(request.needs()).isEqualTo(Map.of(capability, "messages[1].content[1].type"));
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "'\"8\"', 8", "8.0, 8", "1e30, 1000000", "-3, 1", "'\"many\"', 1", "null, 1", "[8], 1"})
    void choicesInSettings_areReadAsAProviderMayReadThem(String said, long choices) {
        for (String name : new String[] {"candidateCount", "candidate_count"}) {
            assertThat(chat("\"generationConfig\":{\"" + name + "\":" + said + "}")
                            .choices())
                    .isEqualTo(choices);
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "'\"100\"', 100", "1e30, -1", "[100], -1", "{}, -1"})
    void limitInSettings_isReadAsAProviderMayReadIt(String said, long tokens) {
        assertThat(chat("\"generation_config\":{\"a\":{\"b\":1},\"maxOutputTokens\":" + said + "}")
                        .maxTokens())
                .isEqualTo(tokens);
    }
}
