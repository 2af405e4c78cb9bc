package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request asks of a provider beside text, and where it does. */
class RequestNeedsTest {

    private static Map<String, String> needs(String members) {
        String body = "{'model':'m','messages':[{'role':'user'}]," + members + "}";
        return RequestScanner.scan("chat", body.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .needs();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'stream':true                              | streaming    | stream",
                "'n':2                                      | n            | n",
                "'n':99999999999999999999                   | n            | n",
                "'functions':[{'name':'f'}]                 | tools        | functions",
                "'tools':[{'type':'function'}]              | tools        | tools",
                "'response_format':{'type':'json_object'}   | json_object  | response_format.type",
                "'response_format':{'json_schema':{'type':'x'},'type':'json_schema'} | json_schema | response_format.type",
            })
    void member_isANeed(String member, String capability, String path) {
        assertThat(needs(member)).isEqualTo(Map.of(capability, path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'n':1", "'n':null", "'n':'2'", "'tools':null", "'tools':'x'", "'response_format':{'type':'text'}",
                "'response_format':'json_object'", "'response_format':{'type':{'type':'json_object'}}",
                "'metadata':{'stream':true,'n':2}",
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
}
