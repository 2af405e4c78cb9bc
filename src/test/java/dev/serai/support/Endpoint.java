package dev.serai.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An endpoint that takes a body, with one that it serves; the model in it is {@code openai/m}.
 *
 * @param format of its errors
 * @param form whether its body is a form
 */
public record Endpoint(String path, Format format, boolean form, String body) {

    /** The boundary of forms. */
    public static final String BOUNDARY = "the-boundary";

    /** What no error may show: words of the parser, of classes and of keys. */
    private static final Pattern LEAK = Pattern.compile(
            "canary|dev\\.serai|org\\.|java|jackson|Exception|Feature|JsonToken|\\[Source|\\.class|\\bat [a-z]+\\.[a-z]",
            Pattern.CASE_INSENSITIVE);

    private static final String MODEL = "'model':'openai/m'";
    private static final String CHAT = "{" + MODEL + ",'messages':[{'role':'user','content':'Hi'}]";
    private static final String CONTENTS = "{'contents':[{'parts':[{'text':'Hi'}]}]}";
    private static final String GOOGLE = "/v1beta/models/openai/m:";
    private static final String FORM_MODEL = part("model", "openai/m");
    private static final String SOUND = FORM_MODEL + file("file", "RIFF");

    private static final List<Endpoint> ALL = List.of(
            json("/v1/chat/completions", Format.OPENAI, CHAT + "}"),
            json("/v1/completions", Format.OPENAI, "{" + MODEL + ",'prompt':'Hi'}"),
            json("/v1/embeddings", Format.OPENAI, "{" + MODEL + ",'input':'Hi'}"),
            json("/v1/messages", Format.MESSAGES, CHAT + ",'max_tokens':5}"),
            json("/v1/messages/count_tokens", Format.MESSAGES, CHAT + "}"),
            json("/v1/messages/batches", Format.MESSAGES, "{'requests':[]}"),
            json("/v1/responses", Format.OPENAI, "{" + MODEL + ",'input':'Hi'}"),
            json("/v1/responses/input_tokens", Format.OPENAI, "{" + MODEL + ",'input':'Hi'}"),
            json("/v1/images/generations", Format.OPENAI, "{" + MODEL + ",'prompt':'Hi'}"),
            form("/v1/images/edits", FORM_MODEL + part("prompt", "Hi") + file("image", "PNG")),
            form("/v1/images/variations", FORM_MODEL + file("image", "PNG")),
            json("/v1/audio/speech", Format.OPENAI, "{" + MODEL + ",'input':'Hi','voice':'alloy'}"),
            form("/v1/audio/transcriptions", SOUND),
            form("/v1/audio/translations", SOUND),
            json("/v1/moderations", Format.OPENAI, "{" + MODEL + ",'input':'Hi'}"),
            json("/v1/rerank", Format.OPENAI, "{" + MODEL + ",'query':'Hi','documents':['a']}"),
            json("/v2/rerank", Format.OPENAI, "{" + MODEL + ",'query':'Hi','documents':['a']}"),
            json("/v1/videos", Format.OPENAI, "{" + MODEL + ",'prompt':'Hi'}"),
            form("/v1/videos", FORM_MODEL + part("prompt", "Hi")),
            form("/v1/files", part("purpose", "batch") + file("file", "{}")),
            json("/v1/batches", Format.OPENAI, "{'endpoint':'/v1/embeddings'}"),
            json("/v1/uploads", Format.OPENAI, "{'purpose':'batch','bytes':1}"),
            json("/v1/vector_stores", Format.OPENAI, "{'name':'a'}"),
            json("/v1/containers", Format.OPENAI, "{'name':'a'}"),
            json("/v1/fine_tuning/jobs", Format.OPENAI, "{'suffix':'a'}"),
            json("/v1/whatever", Format.OPENAI, "{'name':'a'}"),
            json("/v1/realtime/client_secrets", Format.OPENAI, "{'session':{'type':'realtime'," + MODEL + "}}"),
            json("/chat", Format.OPENAI, "{'provider':'openai','model':'m','prompt':'Hi'}"),
            json("/v1/context/condense", Format.OPENAI, CHAT + "}"),
            json(GOOGLE + "generateContent", Format.GENERATE, CONTENTS),
            json(GOOGLE + "streamGenerateContent?alt=sse", Format.GENERATE, CONTENTS),
            json(GOOGLE + "countTokens", Format.GENERATE, CONTENTS),
            json(GOOGLE + "embedContent", Format.GENERATE, "{'content':{'parts':[{'text':'Hi'}]}}"),
            json(GOOGLE + "batchEmbedContents", Format.GENERATE, "{'requests':[{'content':{'parts':[{'text':'a'}]}}]}"),
            json("/v1/models/openai/m:generateContent", Format.GENERATE, CONTENTS));

    /** How an API says that something is wrong. */
    public enum Format {
        OPENAI {
            @Override
            boolean isTold(JsonNode said, int status) {
                JsonNode error = said.path("error");
                return isSaid(error, "message", "type") && error.has("param") && error.has("code");
            }
        },
        MESSAGES {
            @Override
            boolean isTold(JsonNode said, int status) {
                return said.path("type").asText().equals("error")
                        && isSaid(said, "request_id")
                        && isSaid(said.path("error"), "message", "type");
            }
        },
        GENERATE {
            @Override
            boolean isTold(JsonNode said, int status) {
                JsonNode error = said.path("error");
                return error.path("code").asInt() == status && isSaid(error, "message", "status");
            }
        };

        abstract boolean isTold(JsonNode said, int status);

        static boolean isSaid(JsonNode object, String... names) {
            return Arrays.stream(names)
                    .allMatch(name -> object.path(name).isTextual()
                            && !object.path(name).asText().isBlank());
        }

        /** An error in this format, under one of these statuses, that shows nothing that is not the caller's. */
        public void assertTold(HttpResponse<String> answer, String what, Integer... statuses) throws Exception {
            String said = what + " is answered " + answer.statusCode() + " " + answer.body();
            assertThat(answer.statusCode()).as(said).isIn((Object[]) statuses);
            assertThat(answer.headers().map()).as(said).containsKey("x-request-id");
            assertThat(isTold(Json.MAPPER.readTree(answer.body()), answer.statusCode()))
                    .as(said)
                    .isTrue();
            assertThat(LEAK.matcher(answer.body()).find()).as(said).isFalse();
        }
    }

    /** Every one of them. */
    public static List<Endpoint> all() {
        return ALL;
    }

    private static Endpoint json(String path, Format format, String body) {
        return new Endpoint(path, format, false, body.replace('\'', '"'));
    }

    private static Endpoint form(String path, String parts) {
        return new Endpoint(path, Format.OPENAI, true, parts + "--" + BOUNDARY + "--\r\n");
    }

    private static String part(String name, String value) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String name, String content) {
        return part(name + "\"; filename=\"a.bin", content);
    }

    /** The type of its body. */
    public String type() {
        return form ? "multipart/form-data; boundary=" + BOUNDARY : "application/json";
    }

    /** Whether its body names the model. */
    public boolean namesModel() {
        return body.contains("openai/m");
    }

    @Override
    public String toString() {
        return path + (form ? " as a form" : "");
    }
}
