package dev.serai.sdk;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.batches.BatchCreateParams;
import com.anthropic.models.messages.batches.MessageBatch;
import com.anthropic.models.messages.batches.MessageBatchIndividualResponse;
import com.google.genai.Client;
import com.google.genai.types.CreateCachedContentConfig;
import com.google.genai.types.File;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.UploadFileConfig;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.containers.ContainerCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.models.uploads.Upload;
import com.openai.models.uploads.UploadCompleteParams;
import com.openai.models.uploads.UploadCreateParams;
import com.openai.models.uploads.parts.PartCreateParams;
import com.openai.models.vectorstores.VectorStore;
import com.openai.models.vectorstores.VectorStoreCreateParams;
import com.openai.models.vectorstores.VectorStoreSearchParams;
import dev.serai.support.CallingGatewayTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the simulator keeps, by the clients that vendors have for it: all that they require of answers is there. */
class SimulatedSdkTest extends CallingGatewayTest {

    private static final byte[] LINES =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"About green cats\"}]}\n".getBytes(StandardCharsets.UTF_8);

    private String key(String provider) {
        return token(rules().passProvider(provider).build()).secret().text();
    }

    private OpenAIClient openAi() {
        return OpenAIOkHttpClient.builder()
                .baseUrl(uri("/v1").toString())
                .apiKey(key("simulator"))
                .responseValidation(true)
                .maxRetries(0)
                .build();
    }

    private static String uploaded(OpenAIClient client) {
        Upload upload = client.uploads()
                .create(UploadCreateParams.builder()
                        .bytes(LINES.length)
                        .filename("lines.jsonl")
                        .mimeType("application/jsonl")
                        .purpose(FilePurpose.FINE_TUNE)
                        .build());
        String part = client.uploads()
                .parts()
                .create(upload.id(), PartCreateParams.builder().data(LINES).build())
                .id();
        Upload done = client.uploads()
                .complete(
                        upload.id(),
                        UploadCompleteParams.builder().addPartId(part).build());
        assertThat(done.status()).isEqualTo(Upload.Status.COMPLETED);
        return done.file().orElseThrow().id();
    }

    @Test
    void file_isUploadedInParts_andSearched() {
        OpenAIClient client = openAi();
        String file = uploaded(client);
        VectorStore store = client.vectorStores()
                .create(VectorStoreCreateParams.builder()
                        .name("pets")
                        .addFileId(file)
                        .build());
        assertThat(store.fileCounts().completed()).isEqualTo(1);
        assertThat(client.vectorStores().files().list(store.id()).items())
                .extracting(it -> it.id())
                .containsExactly(file);
        var found = client.vectorStores()
                .search(
                        store.id(),
                        VectorStoreSearchParams.builder().query("green cats").build());
        assertThat(found.items().get(0).fileId()).isEqualTo(file);
        assertThat(client.vectorStores().delete(store.id()).deleted()).isTrue();
    }

    @Test
    void container_andFineTuning_areMade() {
        OpenAIClient client = openAi();
        String container = client.containers()
                .create(ContainerCreateParams.builder().name("box").build())
                .id();
        assertThat(client.containers().retrieve(container).name()).isEqualTo("box");
        client.containers().delete(container);

        FineTuningJob job = client.fineTuning()
                .jobs()
                .create(JobCreateParams.builder()
                        .model("echo")
                        .trainingFile(uploaded(client))
                        .build());
        client.fineTuning().jobs().retrieve(job.id());
        FineTuningJob done = client.fineTuning().jobs().retrieve(job.id());
        assertThat(done.status()).isEqualTo(FineTuningJob.Status.SUCCEEDED);
        assertThat(client.fineTuning().jobs().listEvents(job.id()).items()).hasSize(3);
    }

    @Test
    void batchOfMessages_isMadeReadAndDeleted() {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(uri("").toString())
                .apiKey(key("simulator-messages"))
                .maxRetries(0)
                .responseValidation(true)
                .build();
        var batches = client.messages().batches();
        MessageBatch batch = batches.create(BatchCreateParams.builder()
                .addRequest(BatchCreateParams.Request.builder()
                        .customId("a")
                        .params(BatchCreateParams.Request.Params.builder()
                                .model("echo")
                                .maxTokens(99)
                                .addUserMessage("Hello")
                                .build())
                        .build())
                .build());
        assertThat(batches.retrieve(batch.id()).processingStatus()).isEqualTo(MessageBatch.ProcessingStatus.ENDED);
        try (StreamResponse<MessageBatchIndividualResponse> results = batches.resultsStreaming(batch.id())) {
            List<MessageBatchIndividualResponse> all = results.stream().toList();
            assertThat(all).hasSize(1);
            var message = all.get(0).result().asSucceeded().message();
            assertThat(message.content().get(0).asText().text()).startsWith("You said: \"Hello\"");
        }
        assertThat(batches.list().items()).extracting(MessageBatch::id).containsExactly(batch.id());
        assertThat(batches.delete(batch.id()).id()).isEqualTo(batch.id());
    }

    @Test
    void namedFile_andCachedContent_areKept() {
        HttpOptions options = HttpOptions.builder()
                .baseUrl(uri("").toString())
                .apiVersion("v1beta")
                .build();
        try (Client client = Client.builder()
                .apiKey(key("simulator-generate"))
                .httpOptions(options)
                .build()) {
            File file = client.files.upload(
                    LINES,
                    UploadFileConfig.builder()
                            .mimeType("text/plain")
                            .displayName("lines")
                            .build());
            String name = file.name().orElseThrow();
            assertThat(client.files.get(name, null).sizeBytes()).contains((long) LINES.length);
            client.files.delete(name, null);

            String cache = client.caches
                    .create(
                            "echo",
                            CreateCachedContentConfig.builder()
                                    .displayName("kept")
                                    .build())
                    .name()
                    .orElseThrow();
            assertThat(client.caches.get(cache, null).displayName()).contains("kept");
            client.caches.delete(cache, null);
        }
    }
}
