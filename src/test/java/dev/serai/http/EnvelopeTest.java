package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What every answer has. */
class EnvelopeTest {

    private static final SecurityHeaders SECURITY =
            new SecurityHeaders("nosniff", "DENY", "0", "no-referrer", "max-age=1; includeSubDomains", "");

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    private MockHttpServletResponse answer() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new Envelope(SECURITY).doFilter(request, response, new MockFilterChain());
        return response;
    }

    private String requestId(String given) throws Exception {
        request.addHeader("X-Request-Id", given);
        return answer().getHeader("x-request-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "req_1",
                "0af7651916cd43dd8448eb211c80319c",
                "1-5759e988-bd862e3fe1be46a994272793",
                "A.b:c/d+e="
            })
    void sensibleRequestId_isKept(String given) throws Exception {
        assertThat(requestId(given)).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", "a\r\nSet-Cookie: b", "<script>", "{{env:HOME}}", "é", "\"a\""})
    void otherRequestId_isReplaced(String given) throws Exception {
        assertThat(requestId(given)).startsWith("req_").doesNotContain(" ", "\n", "<", "{");
    }

    @Test
    void longRequestId_isReplaced() throws Exception {
        assertThat(requestId("a".repeat(129))).startsWith("req_");
    }

    @Test
    void missingRequestId_isMade() throws Exception {
        assertThat(answer().getHeader("x-request-id"))
                .startsWith("req_")
                .isNotEqualTo(answer().getHeader("x-request-id"));
    }

    @Test
    void madeRequestId_saysWhenItWasMade() throws Exception {
        long before = System.currentTimeMillis();
        UUID id = UUID.fromString(answer().getHeader("x-request-id").substring("req_".length()));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void answer_hasSecurityHeaders() throws Exception {
        MockHttpServletResponse response = answer();

        assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.getHeader("X-Frame-Options")).isEqualTo("DENY");
        assertThat(response.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void headerThatIsEmpty_isNotSent() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new Envelope(new SecurityHeaders("", "", "", "", "", "")).doFilter(request, response, new MockFilterChain());

        assertThat(response.getHeaderNames()).containsExactly("x-request-id");
    }

    @Test
    void answerOverTls_asksForTlsFromNowOn() throws Exception {
        request.setSecure(true);

        assertThat(answer().getHeader("Strict-Transport-Security")).startsWith("max-age=");
    }

    @Test
    void answerWithoutTls_doesNot() throws Exception {
        assertThat(answer().getHeader("Strict-Transport-Security")).isNull();
    }
}
