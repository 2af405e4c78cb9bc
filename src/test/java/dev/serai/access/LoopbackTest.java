package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who counts as a program of this machine. */
class LoopbackTest {

    private static boolean admits(List<String> origins, Map<String, String> headers) {
        return new Loopback(origins).admits("127.0.0.1", new TreeMap<>(headers));
    }

    @ParameterizedTest
    @CsvSource({
        "Host,localhost:8080",
        "Host,127.0.0.1",
        "Host,[::1]:8080",
        "Host,serai.localhost",
        "Origin,http://localhost:3000",
        "Origin,http://127.0.0.1:5173"
    })
    void localNames_areAdmitted(String header, String value) {
        assertThat(admits(List.of(), Map.of(header, value))).isTrue();
    }

    /** A page of another site, in a browser on this machine; and one that had its own name lead here. */
    @ParameterizedTest
    @CsvSource({
        "Origin,https://evil.example",
        "Origin,null",
        "Origin,http://localhost.evil.example",
        "Origin,http://127.0.0.1.evil.example",
        "Origin,file://",
        "Origin,http://[bad",
        "Host,evil.example:8080",
        "Host,127.0.0.1.evil.example",
        "X-Forwarded-For,127.0.0.1",
        "x-forwarded-for,127.0.0.1",
        "X-Forwarded-Proto,https",
        "X-Forwarded-Anything,''",
        "Forwarded,for=127.0.0.1",
        "Via,1.1 a",
        "X-Real-IP,127.0.0.1",
        "True-Client-IP,127.0.0.1",
        "CF-Connecting-IP,127.0.0.1",
    })
    void pagesOfOthers_areNot(String header, String value) {
        assertThat(admits(List.of(), Map.of(header, value))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example,https://app.example,true",
        "*,https://app.example,true",
        "https://app.example,https://evil.example,false"
    })
    void originsThatCorsAllows_areAdmitted(String allowed, String origin, boolean admitted) {
        assertThat(admits(List.of(allowed), Map.of("Origin", origin))).isEqualTo(admitted);
    }
}
