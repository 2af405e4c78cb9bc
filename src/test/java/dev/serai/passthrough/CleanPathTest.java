package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.wire.ApiException;
import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanPathTest {

    private static final String BASE = "https://api.provider.example/v1";

    private static final List<String> HOSTILE = List.of(
            "/",
            "//",
            "..",
            ".",
            "%2e",
            "%2E%2e",
            "%2f",
            "%5c",
            "\\",
            "@",
            "@evil.example",
            "http://evil.example",
            ":8080",
            "?",
            "#",
            "%3f",
            "%23",
            "%00",
            "%0d%0a",
            "%25",
            "%252e",
            ";",
            ";a=b",
            "{{env:SECRET}}",
            "${x}",
            "RAW(a)",
            "%",
            "%zz",
            "files",
            "file-1",
            "é",
            "%c3%a9",
            "%ff",
            "&",
            "=",
            "key=k",
            "&key=k",
            "&api_key=k",
            "+",
            " ",
            "~",
            "*",
            "\u2028",
            "%E2%80%AE",
            "localhost",
            "[::1]",
            "127.0.0.1");

    @ParameterizedTest
    @CsvSource({
        "/files, , /files",
        "/files/, , /files",
        "/files/file-1/content, , /files/file-1/content",
        "/models/gemini-3:countTokens, , /models/gemini-3:countTokens",
        "/a%20b/caf%C3%A9, , /a%20b/caf%C3%A9",
        "/files, limit=2&after=file-1, /files?limit=2&after=file-1",
        "/files, include[]=a&include%5B%5D=b, /files?include%5B%5D=a&include%5B%5D=b",
        "/files, a=1+2&b, /files?a=1%202&b=",
        "/files, key=k&limit=1&API-KEY=k&access_token=t&page_token=p, /files?limit=1&page_token=p",
        "/x@y, , /x%40y",
        "/%7B%7Benv:SECRET%7D%7D, , /%7B%7Benv:SECRET%7D%7D"
    })
    void path_isPutTogetherAnew(String path, String query, String sent) {
        assertThat(CleanPath.of(path, query)).hasToString(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//files",
                "/files//x",
                "/..",
                "/../files",
                "/files/../../manage",
                "/files/%2e%2e/x",
                "/files/.",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/a%00b",
                "/a%0d%0ab",
                "/a%252e",
                "/a;b",
                "/a%3Fb",
                "/a%23b",
                "/%ff",
                "/a%",
                "/a%2",
                "/a%g0",
                "/é",
                "/a%E2%80%AEb"
            })
    void pathThatMayBeAnother_isRefused(String path) {
        assertThatThrownBy(() -> CleanPath.of(path, null))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("invalid_path"));
    }

    /** Whatever is put together of parts that deceive servers, it is refused, or stays below the base. */
    @Test
    void anyPath_isRefused_orStaysBelowItsBase() {
        Random random = new Random(15);
        int passed = 0;
        for (int i = 0; i < 50_000; i++) {
            String path = "/" + text(random);
            String query = random.nextBoolean() ? null : text(random);
            String sent;
            try {
                sent = CleanPath.of(path, query).toString();
            } catch (ApiException e) {
                assertThat(e.status()).as("%s?%s", path, query).isEqualTo(400);
                continue;
            }
            passed++;
            URI address = URI.create(BASE + sent);
            assertThat(address.getHost()).as("%s?%s", path, query).isEqualTo("api.provider.example");
            assertThat(address.getRawAuthority()).isEqualTo("api.provider.example");
            assertThat(address.normalize()).as("%s?%s", path, query).isEqualTo(address);
            assertThat(address.getRawPath())
                    .startsWith("/v1")
                    .doesNotContain("//")
                    .doesNotContainIgnoringCase("%2f");
            assertThat(sent)
                    .matches("(/[A-Za-z0-9._~:%-]+)*(\\?[A-Za-z0-9._~%=&-]*)?")
                    .doesNotContain("{");
            assertThat(sent).doesNotContainPattern("[?&](key|api_key)=");
            String again = CleanPath.of(address.getRawPath().substring("/v1".length()), address.getRawQuery())
                    .toString();
            assertThat(again).isEqualTo(sent);
        }
        assertThat(passed).isGreaterThan(1000);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
            if (random.nextInt(3) == 0) {
                text.append('/');
            }
        }
        return text.toString();
    }
}
