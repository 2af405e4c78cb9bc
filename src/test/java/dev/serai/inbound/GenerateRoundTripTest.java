package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.TransformFacts;
import dev.serai.files.Folder;
import dev.serai.transform.TransformFunctions;
import dev.serai.transform.Transforms;
import dev.serai.upstream.WireFixtures;
import dev.serai.wire.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Gemini's clients say, made a chat and Gemini's again, is what they said: so an alias may translate it both ways. */
class GenerateRoundTripTest {

    private static final Transforms TRANSFORMS = new Transforms(
            Folder.read(Path.of("transforms"), "transforms", ".jslt"), new TransformFunctions(() -> "gen"));

    private static final ObjectNode ASKED = Json.MAPPER.createObjectNode().put("model", "m");

    private static JsonNode apply(String transform, JsonNode input, JsonNode target, JsonNode state) {
        Map<String, JsonNode> facts = TransformFacts.of(target, ASKED, Map.of());
        facts.put("state", state);
        return Transforms.apply(TRANSFORMS.find(transform).orElseThrow(), facts, input);
    }

    private static JsonNode read(String json) throws Exception {
        return Json.MAPPER.readTree(json.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'contents':[{'role':'user','parts':[{'text':'a'}]}],'systemInstruction':{'parts':[{'text':'b'}]}}",
                "{'contents':[{'role':'user','parts':[{'text':'a'},{'inlineData':{'mimeType':'image/png','data':'AAAA'}}]}],"
                        + "'generationConfig':{'temperature':1.5,'topP':0.5,'maxOutputTokens':9,'stopSequences':['x'],'seed':3}}",
                "{'contents':[{'role':'user','parts':[{'text':'a'}]},{'role':'model','parts':[{'text':'b','thoughtSignature':'cQ=='},"
                        + "{'functionCall':{'id':'f1','name':'f','args':{'x':[1,{}]}},'thoughtSignature':'cw=='},"
                        + "{'functionCall':{'id':'f2','name':'f','args':{}}}]},"
                        + "{'role':'user','parts':[{'functionResponse':{'id':'f1','name':'f','response':{'output':'one'}}},"
                        + "{'functionResponse':{'id':'f2','name':'f','response':{'deep':{'er':1}}}}]},"
                        + "{'role':'user','parts':[{'text':'c'}]}],"
                        + "'tools':[{'functionDeclarations':[{'name':'f','parametersJsonSchema':{'type':'object','properties':{'x':{}}}}]}],"
                        + "'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['f']}}}",
                "{'contents':[{'role':'user','parts':[{'text':'a'}]}],'generationConfig':{'responseMimeType':'application/json',"
                        + "'responseJsonSchema':{'type':'object','properties':{'a':{'type':'string'}}},'candidateCount':2}}"
            })
    void request_isTheSameAgain(String said) throws Exception {
        JsonNode request = read(said);
        JsonNode target = read(
                "{'provider':'p','model':'m','settings':{'schema':'json','thinking':'level','resultMedia':'inside'}}");

        ObjectNode chat = (ObjectNode) apply("generate/chat/request", request, target, Json.MAPPER.createObjectNode());
        chat.remove("x-serai-state");
        JsonNode again = apply("gemini/chat/request", chat, target, Json.MAPPER.createObjectNode());

        ((ObjectNode) again).remove("x-serai-dropped-params");
        assertThat(WireFixtures.same(request, again))
                .as("expected %s%nbut was %s", request, again)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'candidates':[{'content':{'role':'model','parts':[{'text':'h','thought':true},{'text':'a','thoughtSignature':'cQ=='}]},"
                        + "'finishReason':'STOP','index':0}],'usageMetadata':{'promptTokenCount':9,'cachedContentTokenCount':4,"
                        + "'candidatesTokenCount':3,'thoughtsTokenCount':2,'totalTokenCount':14},'modelVersion':'m','responseId':'r'}",
                "{'candidates':[{'content':{'role':'model','parts':[{'functionCall':{'id':'f1','name':'f','args':{'x':1}},"
                        + "'thoughtSignature':'cw=='}]},'finishReason':'STOP','index':0},{'content':{'role':'model','parts':"
                        + "[{'text':'b'}]},'finishReason':'RECITATION','index':1}],'usageMetadata':{'promptTokenCount':1,"
                        + "'candidatesTokenCount':2,'totalTokenCount':3},'modelVersion':'m','responseId':'r'}",
                "{'candidates':[{'content':{'role':'model','parts':[{'inlineData':{'mimeType':'image/png','data':'AAAA'}}]},"
                        + "'finishReason':'MAX_TOKENS','index':0}],'usageMetadata':{'promptTokenCount':1,"
                        + "'candidatesTokenCount':2,'totalTokenCount':3},'modelVersion':'m','responseId':'r'}"
            })
    void answer_isTheSameAgain(String said) throws Exception {
        JsonNode answer = read(said);
        JsonNode none = Json.MAPPER.createObjectNode();

        JsonNode chat = apply("gemini/chat/response", answer, none, none);
        JsonNode again = apply("generate/chat/response", chat, none, none);

        assertThat(WireFixtures.same(answer, again))
                .as("expected %s%nbut was %s", answer, again)
                .isTrue();
    }
}
