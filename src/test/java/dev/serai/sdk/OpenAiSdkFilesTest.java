package dev.serai.sdk;

import static dev.serai.support.GivenRules.rules;
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
import com.openai.models.videos.Video;
import com.openai.models.videos.VideoCreateCharacterParams;
import com.openai.models.videos.VideoCreateParams;
import com.openai.models.videos.VideoEditParams;
import com.openai.models.videos.VideoExtendParams;
import com.openai.models.videos.VideoRemixParams;
import com.openai.models.videos.VideoSeconds;
import dev.serai.access.Rules;
import dev.serai.support.CallingGatewayTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Files, batches and videos by OpenAI's own client, kept by the simulator. */
class OpenAiSdkFilesTest extends CallingGatewayTest {

    private static final String LINES = """
            {"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"echo","messages":[{"role":"user","content":"One"}]}}
            {"custom_id":"2","method":"POST","url":"/v1/chat/completions","body":{"model":"echo","messages":[{"role":"user","content":"Two"}]}}
            """;

    private OpenAIClient client() {
        Rules rules = rules().passProvider("simulator").build();
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
    @SuppressWarnings("deprecation") // OpenAI's own has ended: others have the same
    void video_isMadeReadRemixedAndDeleted() throws Exception {
        OpenAIClient client = client();
        Video made = client.videos()
                .create(VideoCreateParams.builder()
                        .model("simulator/any")
                        .prompt("a green cat")
                        .seconds(VideoSeconds._8)
                        .inputReference(new ByteArrayInputStream(new byte[] {1, 2, 3}))
                        .build());
        assertThat(made.status()).isEqualTo(Video.Status.QUEUED);
        assertThat(client.videos().retrieve(made.id()).status()).isEqualTo(Video.Status.IN_PROGRESS);
        assertThat(client.videos().retrieve(made.id()).status()).isEqualTo(Video.Status.COMPLETED);
        try (var content = client.videos().downloadContent(made.id())) {
            assertThat(content.headers().values("content-type")).containsExactly("video/mp4");
            assertThat(content.body().readAllBytes()).hasSize(32 + 8 * 256);
        }
        Video other = client.videos()
                .remix(VideoRemixParams.builder()
                        .videoId(made.id())
                        .prompt("a blue cat")
                        .build());
        assertThat(other.remixedFromVideoId()).contains(made.id());
        assertThat(client.videos().list().items()).extracting(Video::id).containsExactly(other.id(), made.id());
        assertThat(client.videos().delete(made.id()).deleted()).isTrue();
        assertThatThrownBy(() -> client.videos().retrieve(made.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    @SuppressWarnings("deprecation") // OpenAI's own has ended: others have the same
    void video_isEditedAndGoesOn() throws Exception {
        OpenAIClient client = client();
        String id = client.videos()
                .create(VideoCreateParams.builder()
                        .model("simulator/any")
                        .prompt("a green cat")
                        .seconds(VideoSeconds._8)
                        .build())
                .id();
        while (!client.videos().retrieve(id).status().equals(Video.Status.COMPLETED)) {}

        Video edited = client.videos()
                .edit(VideoEditParams.builder()
                        .prompt("more light")
                        .video(VideoEditParams.Video.VideoReferenceInputParam.builder()
                                .id(id)
                                .build())
                        .build());
        Video longer = client.videos()
                .extend(VideoExtendParams.builder()
                        .prompt("it goes on")
                        .seconds(VideoSeconds._4)
                        .video(VideoExtendParams.Video.VideoReferenceInputParam.builder()
                                .id(id)
                                .build())
                        .build());

        assertThat(edited.seconds()).isEqualTo(VideoSeconds._8);
        assertThat(longer.seconds()).isEqualTo(VideoSeconds._12);
        assertThat(client.videos().retrieve(edited.id()).prompt()).contains("more light");
    }

    @Test
    @SuppressWarnings("deprecation") // OpenAI's own has ended: others have the same
    void character_isKept() throws Exception {
        OpenAIClient client = client();
        String id = client.videos()
                .createCharacter(VideoCreateCharacterParams.builder()
                        .name("Mo")
                        .video(new ByteArrayInputStream(new byte[] {1, 2, 3}))
                        .build())
                .id()
                .orElseThrow();

        assertThat(client.videos().getCharacter(id).name()).contains("Mo");
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
