package dev.serai.provider;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The words of a provider's file that mean something: {@code routes/README.md} explains each. */
public final class ProviderWords {

    static final Set<String> OPERATIONS = Set.of(
            "chat",
            "completions",
            "embeddings",
            "models",
            "messages",
            "messagesCount",
            "responses",
            "responsesCount",
            "pass",
            "rerank",
            "moderations",
            "images",
            "imageEdits",
            "imageVariations",
            "speech",
            "transcriptions",
            "translations",
            "videos",
            "count",
            "generate",
            "generateCount",
            "generateEmbeddings",
            "generateBatchEmbeddings",
            "generatePass",
            "realtime",
            "realtimeTranscription");

    /** What a request can need, and what its provider can be given besides. */
    static final Set<String> CAPABILITIES = Set.of(
            "streaming",
            "tools",
            "custom_tools",
            "hosted_tools",
            "vision",
            "audio",
            "files",
            "n",
            "json_object",
            "json_schema",
            "prefill",
            "signed_calls",
            "thinking_blocks");

    /** What rate-limit headers count. */
    static final Set<String> COUNTED = Set.of("requests", "tokens");

    /** How a client says who it is where tokens are had. */
    static final Set<String> CLIENT_AUTHENTICATION = Set.of("post", "basic");

    /** What a route has that says nothing: as the template of those over HTTP, but that it needs no address and no key. */
    public static final Map<String, String> DEFAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("baseUrl", "embedded:here"),
            Map.entry("apiKey", ""),
            Map.entry("keyRequired", "false"),
            Map.entry("keyHeader", "Authorization"),
            Map.entry("tokenUrl", ""),
            Map.entry("clientId", ""),
            Map.entry("clientSecret", ""),
            Map.entry("clientAuthentication", "post"),
            Map.entry("tokenScope", ""),
            Map.entry("tokenParameters", ""),
            Map.entry("proxy", ""),
            Map.entry("caCertificates", ""),
            Map.entry("certificate", ""),
            Map.entry("keyPrefix", "Bearer "),
            Map.entry("headers", ""),
            Map.entry("auth", "key"),
            Map.entry("service", ""),
            Map.entry("region", ""),
            Map.entry("project", ""),
            Map.entry("hosts", ""),
            Map.entry("sent", ""),
            Map.entry("unsent", ""),
            Map.entry("operations", "chat completions embeddings models"),
            Map.entry("capabilities", "streaming tools custom_tools vision audio files n json_object json_schema"),
            Map.entry("models", ""),
            Map.entry("modelRules", ""),
            Map.entry("modelSettings", ""),
            Map.entry("dialect", "openai-compatible"),
            Map.entry("telemetryName", ""),
            Map.entry("chatFields", ""),
            Map.entry("embeddingsFields", ""),
            Map.entry("drop", ""),
            Map.entry("rename", ""),
            Map.entry("rateLimits", ""),
            Map.entry("apiRoot", ""),
            Map.entry("chatPath", "/chat/completions"),
            Map.entry("chatStreamPath", ""),
            Map.entry("prefillPath", ""),
            Map.entry("completionsPath", "/completions"),
            Map.entry("embeddingsPath", "/embeddings"),
            Map.entry("modelsPath", "/models"),
            Map.entry("messagesPath", "/messages"),
            Map.entry("messagesStreamPath", ""),
            Map.entry("messagesCountPath", "/messages/count_tokens"),
            Map.entry("responsesPath", "/responses"),
            Map.entry("responsesCountPath", "/responses/input_tokens"),
            Map.entry("rerankPath", "/rerank"),
            Map.entry("moderationsPath", "/moderations"),
            Map.entry("imagesPath", "/images/generations"),
            Map.entry("imageEditsPath", "/images/edits"),
            Map.entry("imageVariationsPath", "/images/variations"),
            Map.entry("videosPath", "/videos"),
            Map.entry("speechPath", "/audio/speech"),
            Map.entry("transcriptionsPath", "/audio/transcriptions"),
            Map.entry("translationsPath", "/audio/translations"),
            Map.entry("countPath", "/responses/input_tokens"),
            Map.entry("generatePath", "/models/{model}:generateContent"),
            Map.entry("generateStreamPath", "/models/{model}:streamGenerateContent?alt=sse"),
            Map.entry("generateCountPath", "/models/{model}:countTokens"),
            Map.entry("generateEmbeddingsPath", "/models/{model}:embedContent"),
            Map.entry("generateBatchEmbeddingsPath", "/models/{model}:batchEmbedContents"),
            Map.entry("realtimePath", "/realtime?model={model}"),
            Map.entry("realtimeTranscriptionPath", "/realtime?intent=transcription"),
            Map.entry("passedHeaders", ""),
            Map.entry("answeredHeaders", ""),
            Map.entry("passHosts", ""),
            Map.entry("passBaseUrl", ""),
            Map.entry(
                    "passIds",
                    "file-* file_* batch_* upload_* video_* char_* ft-* ftjob-* ftckpt-* vs_* vsfb_* cntr_* cfile_* asst_* thread_* eval_* evalrun_* conv_* resp_* pmpt_* skill_*"),
            Map.entry("passCursor", "after"),
            Map.entry("passOutputPath", "/files/{id}/content"),
            Map.entry("passOutputs", "output_file_id error_file_id"),
            Map.entry("passTimeout", "3600000"),
            Map.entry("batchPrice", "1"),
            Map.entry("storage", ""),
            Map.entry("maxInputs", "0"),
            Map.entry("costIn", ""),
            Map.entry("connectTimeout", "5000"),
            Map.entry("headersTimeout", "300000"),
            Map.entry("firstTokenTimeout", "300000"),
            Map.entry("idleTimeout", "120000"),
            Map.entry("totalTimeout", "900000"),
            Map.entry("retries", "{{env:SERAI_RETRIES:2}}"),
            Map.entry("healthCheck", "0")));

    /** The names of all parameters that say something of a provider. */
    public static final Set<String> PARAMETERS = parameters();

    private ProviderWords() {}

    private static Set<String> parameters() {
        Set<String> parameters = new TreeSet<>(DEFAULTS.keySet());
        parameters.add("provider");
        return parameters;
    }
}
