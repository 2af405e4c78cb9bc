package dev.serai.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Growth;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand in the log. */
class LogTextTest {

    private static final String CANARY = "Canary+key/with=signs&more";

    private static String of(String text) {
        return LogText.of(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-serai-abcdefghijk",
                "sk-ant-api03-abc_def",
                "gsk_abcdefghijk",
                "ek_serai_abcdefghijk",
                "AIzaSyAbcdefghi",
                "eyJhbGciOi.eyJzdWIiOi.c2ln_bmF-0",
                "Authorization: Bearer canary~1/2+3=",
                "authorization=[Bearer canary-canary]",
                "\"x-api-key\":\"canary-canary\"",
                "x-goog-api-key: canary-canary",
                "{x-api-key=canary-canary, b=c}",
                "Cookie: a=canary-canary; b=canary-canary",
                "Proxy-Authorization: Basic Y2FuYXJ5Y2FuYXJ5",
                "bearer canary-canary",
                "BEARER canary-canary",
                "Basic Y2FuYXJ5Y2FuYXJ5",
                "{\"key\":\"canary-canary\"}",
                "{\"key\": [\"canary-canary\"]}",
                "https://x/y?key=canary-canary&z=1",
                "password=canary-canary",
                "postgresql://serai:canary-canary@db/x",
                "redis://:canary@db",
                "\"client_secret\" : \"canary-canary\"",
                "SERAI_MASTER_KEY=canary-canary-canary"
            })
    void secret_isLeftOut(String text) {
        assertThat(of("before " + text + " after"))
                .contains("[secret]")
                .doesNotContain("canary", "abcdefghi", "Y2FuYXJ5", "c2ln")
                .startsWith("before ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The key of team for openai cannot be used: none",
                "max_tokens: 123456789",
                "prompt_tokens=123456789",
                "This is the first start: data/admin-token has a token for /manage",
                "task-runner-with-a-long-name",
                "https://api.acme.example/v1/models",
                "12:30:11 ok",
                "routes/a.camel.yaml:3: there is no route x",
                "a basic need",
                "curl http://a/b -H \"Authorization: Bearer $(cat data/project-token)\" -d '{}'",
                "curl http://a/b -H \"Authorization: Bearer <a token>\" -d '{}'",
                "monkey=something-long"
            })
    void otherText_stays(String text) {
        assertThat(of(text)).isEqualTo(text);
    }

    @Test
    void knownSecret_isLeftOutInEveryForm() {
        Secrets.known().add(CANARY);
        byte[] bytes = CANARY.getBytes(StandardCharsets.UTF_8);
        assertThat(of("a" + CANARY + "b")).isEqualTo("a[secret]b");
        assertThat(of("a=Canary%2Bkey%2Fwith%3Dsigns%26more")).isEqualTo("a=[secret]");
        for (String before : new String[] {"", "u", "us", "user:", "Bearer "}) {
            byte[] all = (before + CANARY).getBytes(StandardCharsets.UTF_8);
            for (Base64.Encoder encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
                assertThat(of(encoder.encodeToString(all))).contains("[secret]").hasSizeLessThan(25);
            }
        }
        assertThat(Base64.getEncoder().encodeToString(bytes)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a,a sad banana", "default,by default it is so", "passwor,the passwor d"})
    void shortSecret_garblesNothing(String secret, String text) {
        Secrets secrets = new Secrets();
        secrets.add(secret);
        assertThat(secrets.masked(text)).isEqualTo(text);
        assertThat(Secrets.without(secret, text, "[key]")).isEqualTo(text);
    }

    @Test
    void secretOfAWord_isLeftOutAsAWord() {
        Secrets secrets = new Secrets();
        secrets.add("password");
        assertThat(secrets.masked("the password, passwords and mypassword"))
                .isEqualTo("the [secret], passwords and mypassword");
        assertThat(Secrets.without("password", "password passwords", "[key]")).isEqualTo("[key] passwords");
    }

    @Test
    void secretThatBeginsAnother_leavesNothingOfIt() {
        Secrets secrets = new Secrets();
        secrets.add("canary-0123456789");
        secrets.add("canary-0123456789-and-more");
        assertThat(secrets.masked("x canary-0123456789-and-more y")).isEqualTo("x [secret] y");
        assertThat(secrets.masked("canary-0123456789canary-0123456789")).isEqualTo("[secret][secret]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r\n",
                "\r",
                "\u0085",
                "\u2028",
                "\u2029",
                "\u001b[31m",
                "\u0000",
                "\u000b",
                "\u202e",
                "\u009b31m"
            })
    void lineOfAnother_isNone(String breaking) {
        String text = of("model 'x" + breaking + "2026-11-27 ERROR forged");
        assertThat(text).startsWith("model 'x\\").endsWith("ERROR forged");
        assertThat(text.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029))
                .isTrue();
    }

    @Test
    void longText_isCut() {
        assertThat(of("a".repeat(100_000))).hasSizeLessThan(8100).endsWith("(92000 more characters)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-",
                "sk-a",
                "eyJ",
                "eyJabcdefgh.",
                "authorization ",
                "authorization:",
                "Bearer ",
                "bearer\t",
                "://",
                "://a:",
                "://a:b",
                "a-",
                "x-a-api-",
                "password",
                "password=",
                "\"key\":",
                "cookie",
                ".",
                "\n",
                "canary-0",
                "&key="
            })
    void hostileText_takesTimeThatGrowsWithItsLength(String piece) throws Exception {
        Secrets.known().add("canary-0canary-0canary-0!");
        double growth = Growth.perDoubling(
                length -> {
                    String text = piece.repeat(length / piece.length());
                    return () -> LogText.of(text, true);
                },
                1 << 12,
                1 << 20);
        assertThat(growth).isLessThan(3);
    }

    /** Those that change the order in which a line is shown: https://www.unicode.org/reports/tr9/#Bidirectional_Character_Types */
    @Test
    void characterThatTurnsALineRound_isShownAsWhatItIs() {
        String marks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

        for (char c = 0x80; c < Character.MAX_VALUE; c++) {
            boolean shown = marks.indexOf(c) >= 0 || Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
            assertThat(LogText.breaks(c)).as("%04x", (int) c).isEqualTo(shown);
        }
    }
}
