package dev.serai.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import com.openai.models.audio.translations.TranslationCreateParams;
import com.openai.models.images.ImageCreateVariationParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.moderations.ModerationCreateResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** OpenAI's client draws, speaks, listens and asks for verdicts, against the simulator. */
class OpenAiSdkMediaTest extends SdkTest {

    private static final String MODEL = "simulator/any";

    private static InputStream file() {
        return new ByteArrayInputStream(new byte[] {1, 2, 3});
    }

    private static TranscriptionCreateParams question() {
        return TranscriptionCreateParams.builder().file(file()).model(MODEL).build();
    }

    @Test
    void image_isDrawn() {
        ImagesResponse answer = client().images()
                .generate(ImageGenerateParams.builder()
                        .model(MODEL)
                        .prompt("a green cat")
                        .n(2)
                        .build());

        assertThat(answer.data().orElseThrow()).hasSize(2);
        assertThat(Base64.getDecoder()
                        .decode(answer.data().orElseThrow().get(0).b64Json().orElseThrow()))
                .startsWith(0x89, 'P', 'N', 'G');
        assertThat(answer.usage().orElseThrow().outputTokens()).isPositive();
    }

    @Test
    void streamedImage_emerges() {
        try (StreamResponse<ImageGenStreamEvent> events = client().images()
                .generateStreaming(ImageGenerateParams.builder()
                        .model(MODEL)
                        .prompt("a green cat")
                        .partialImages(2)
                        .build())) {
            List<ImageGenStreamEvent> all = events.stream().toList();
            assertThat(all).hasSize(3);
            assertThat(all.get(0).isGenerationPartialImage()).isTrue();
            assertThat(all.get(2).isGenerationCompleted()).isTrue();
        }
    }

    @Test
    @SuppressWarnings("deprecation") // variations, which old applications have yet
    void image_isEditedAndVaried() {
        ImagesResponse edited = client().images()
                .edit(ImageEditParams.builder()
                        .image(file())
                        .prompt("a hat")
                        .model(MODEL)
                        .build());
        ImagesResponse varied = client().images()
                .createVariation(ImageCreateVariationParams.builder()
                        .image(file())
                        .model(MODEL)
                        .build());

        assertThat(edited.data().orElseThrow()).hasSize(1);
        assertThat(varied.data().orElseThrow()).hasSize(1);
    }

    @Test
    void text_isSpoken() throws Exception {
        try (HttpResponse answer = client().audio()
                .speech()
                .create(SpeechCreateParams.builder()
                        .model(MODEL)
                        .voice("alloy")
                        .input("one two")
                        .build())) {
            assertThat(answer.body().readAllBytes()).hasSize(44 + 2 * 2400);
        }
    }

    @Test
    @SuppressWarnings("deprecation") // translations: who has them gets them
    void sound_isHeard() {
        assertThat(client().audio()
                        .transcriptions()
                        .create(question())
                        .asTranscription()
                        .text())
                .contains("3 bytes");
        try (StreamResponse<TranscriptionStreamEvent> events =
                client().audio().transcriptions().createStreaming(question())) {
            List<TranscriptionStreamEvent> all = events.stream().toList();
            assertThat(all.get(all.size() - 1).isTranscriptTextDone()).isTrue();
        }
        assertThat(client().audio()
                        .translations()
                        .create(TranslationCreateParams.builder()
                                .file(file())
                                .model(MODEL)
                                .build())
                        .asTranslation()
                        .text())
                .contains("3 bytes");
    }

    @Test
    void text_isModerated() {
        ModerationCreateResponse answer = client().moderations()
                .create(ModerationCreateParams.builder()
                        .model(MODEL)
                        .input("hate")
                        .build());

        assertThat(answer.results().get(0).flagged()).isTrue();
        assertThat(answer.results().get(0).categories().hate()).isTrue();
    }
}
