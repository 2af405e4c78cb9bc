package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths are administrators' alone. */
class ManagedTest {

    @ParameterizedTest
    @CsvSource({
        "/manage, true",
        "/manage/x, true",
        "/admin, true",
        "/admin/, true",
        "/administrator, false",
        "/managed, false",
        "/v1/admin, false",
        "/, false",
    })
    void path_isManaged_whereItIsUnderOneOfTwo(String path, boolean managed) {
        assertThat(Managed.has(path)).isEqualTo(managed);
    }
}
