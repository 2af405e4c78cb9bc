package dev.serai.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Growth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks through all that is logged works in proportion to its size, whatever is in it and however many secrets are known. */
@Timeout(60)
class LogGrowthTest {

    private static final double MOST = 3;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bearer ",
                "basic          ",
                "Authorization: ",
                "authorization  ",
                "x-a-b-api-key",
                "aaaaaaaaaaaaaaaaaaaa-",
                "cookie  ",
                "cookie:",
                "password=",
                "password=\"  ",
                "?key=",
                "\"key\":[",
                "://",
                "://a:",
                "://a:b",
                "sk-",
                "sk-aaaaaa.",
                "eyJ",
                "\n",
                "\u202e",
                " ",
                "a"
            })
    void masking_growsWithTheText(String repeated) throws Exception {
        assertThat(Growth.perDoubling(
                        size -> {
                            String text = repeated.repeat(size);
                            return () -> LogText.of(text);
                        },
                        1000,
                        64_000))
                .isLessThan(MOST);
    }

    @Test
    void masking_growsWithTheTextAlone_howeverManyKeysOfOneVendorAreKnown() throws Exception {
        Secrets secrets = new Secrets();
        for (int i = 0; i < 5_000; i++) {
            secrets.add("sk-proj-" + Integer.toString(1_000_000 + 7919 * i, 36) + "abcdefghijkl");
        }
        String text = "sk-proj-".repeat(20_000);
        Secrets few = new Secrets();
        few.add("sk-proj-0000abcdefghijkl");
        long ofFew = Growth.once(() -> few.masked(text));
        long ofMany = Growth.once(() -> secrets.masked(text));
        assertThat(ofMany).isLessThan(20 * ofFew + 50_000_000);
    }

    @Test
    void secretsThatBeginAlike_areEachMasked() {
        Secrets secrets = new Secrets();
        secrets.add("sk-proj-");
        secrets.add("sk-proj-abcdefghi");
        secrets.add("sk-proj-abcdefghiTail");
        secrets.add("sk-proj-abcd");
        assertThat(secrets.masked(
                        "1 sk-proj-abcdefghiTail 2 sk-proj-abcdefghi 3 sk-proj-abcd 4 sk-proj-x 5 sk-proj- 6"))
                .isEqualTo("1 [secret] 2 [secret] 3 [secret] 4 sk-proj-x 5 [secret] 6");
    }
}
