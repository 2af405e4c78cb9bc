package dev.serai.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.errors.NotFoundException;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import dev.serai.access.Rules;
import dev.serai.support.CallingGatewayTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Files and batches by OpenAI's own client, kept by the simulator. */
class OpenAiSdkFilesTest extends CallingGatewayTest {

    private static final String LINES = """
            {"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"echo","messages":[{"role":"user","content":"One"}]}}
            {"custom_id":"2","method":"POST","url":"/v1/chat/completions","body":{"model":"echo","messages":[{"role":"user","content":"Two"}]}}
            """;

    private OpenAIClient client() {
        Rules rules = new Rules(null, null, null, null, null, null, "simulator", null);
        return OpenAIOkHttpClient.builder()
                .baseUrl(uri("/v1").toString())
                .apiKey(token(rules).secret().text())
                .responseValidation(true)
                .maxRetries(0)
                .build();
    }

    private static FileObject upload(OpenAIClient client) {
        return client.files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.BATCH)
                        .file(MultipartField.<InputStream>builder()
                                .value(new ByteArrayInputStream(LINES.getBytes(StandardCharsets.UTF_8)))
                                .filename("lines.jsonl")
                                .contentType("application/jsonl")
                                .build())
                        .build());
    }

    @Test
    void file_isUploadedListedReadAndDeleted() throws Exception {
        OpenAIClient client = client();
        FileObject file = upload(client);
        assertThat(file.bytes()).isEqualTo(LINES.getBytes(StandardCharsets.UTF_8).length);
        assertThat(client.files().retrieve(file.id()).filename()).isEqualTo("lines.jsonl");
        assertThat(client.files().list().items()).extracting(FileObject::id).containsExactly(file.id());
        try (var content = client.files().content(file.id())) {
            assertThat(new String(content.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(LINES);
        }
        assertThat(client.files().delete(file.id()).deleted()).isTrue();
        assertThatThrownBy(() -> client.files().retrieve(file.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void batch_isMadeCompletedAndRead() throws Exception {
        OpenAIClient client = client();
        Batch made = client.batches()
                .create(BatchCreateParams.builder()
                        .inputFileId(upload(client).id())
                        .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                        .completionWindow(BatchCreateParams.CompletionWindow._24H)
                        .build());
        Batch done = client.batches().retrieve(made.id());
        assertThat(done.status()).isEqualTo(Batch.Status.COMPLETED);
        try (var output = client.files().content(done.outputFileId().orElseThrow())) {
            assertThat(new String(output.body().readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("\"custom_id\":\"1\"", "One");
        }
        assertThat(client.batches().list().items()).extracting(Batch::id).containsExactly(made.id());
    }
}
