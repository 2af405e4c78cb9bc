package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.wire.ApiException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of object storage, what a provider's file names is read, and nothing else. */
class ObjectStorageTest {

    private static ObjectStorage storage(String prefixes) {
        return ObjectStorage.of(new ProviderParameters(Map.of("storage", prefixes)));
    }

    private static final ObjectStorage SOME = storage("gs://acme-media/in/ s3://acme/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gs://acme-media/in/a.pdf",
                "gs://acme-media/in/a b/..c.png",
                "s3://acme/x",
                "https://example.com/gs://other/a",
                "data:gs://other",
                "gsx://other/a",
                "a gs://other/a",
                "file-1",
                ""
            })
    void whatIsNamed_orAtNoStorage_isAllowed(String address) {
        assertThatCode(() -> SOME.requireAllowed("p", address)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gs://acme-media/other/a.pdf",
                "gs://acme-media/in",
                "gs://acme-media-2/in/a",
                "GS://acme-media/in/a",
                " gs://acme-media/in/a",
                "g\ns://other/a",
                "\u0000gs://other/a",
                "\u00a0gs://other/a",
                "gs:other",
                "s3://acme-2/x",
                "S3://acme/x",
                "gs://acme-media/in/../other/a",
                "gs://acme-media/in/%2E%2e/other/a",
                "gs://acme-media/in/./a",
                "gs://acme-media/in/a/..",
                "gs://acme-media/in/a\nb"
            })
    void whatIsNot_isRefused(String address) {
        for (ObjectStorage each : List.of(SOME, storage(""))) {
            assertThatThrownBy(() -> each.requireAllowed("p", address))
                    .isInstanceOfSatisfying(ApiException.class, e -> {
                        assertThat(e.status()).isEqualTo(403);
                        assertThat(e.getMessage()).doesNotContain("s3://acme/ ");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gs://acme", "gs://", "acme/", "https://acme/", "gs://acme/../b/", "gs:///a", "gs://a.b:/"})
    void malformedBeginning_isAMistakeInTheFile(String prefix) {
        assertThatThrownBy(() -> storage(prefix)).hasMessageContaining("storage");
    }
}
