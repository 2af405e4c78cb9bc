package dev.serai.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What passes text by looks at each place where a secret may begin, and at few others. */
class BeginningsTest {

    private static final String ALPHABET = "abcXYZ019-_.:=+/%é€\u0000\n ";

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        random.ints(length, 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));
        return text.toString();
    }

    @Test
    void beginning_isNeverPassedBy_andAlmostAllElseIs() {
        Random random = new Random(1);
        List<Long> known = random.longs(500).boxed().toList();
        Beginnings beginnings = Beginnings.NONE.with(known);

        assertThat(known).allMatch(beginnings::mayHave);
        assertThat(random.longs(10_000).filter(beginnings::mayHave).count()).isLessThan(500);
        assertThat(known).noneMatch(Beginnings.NONE::mayHave);
    }

    @Test
    void secretsOfAnyCharacters_areLeftOut_whereverTheyStand() {
        Random random = new Random(2);
        Secrets secrets = new Secrets();
        List<String> known = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String secret = "k" + text(random, 16 + random.nextInt(20)) + "k";
            secrets.add(secret);
            known.add(secret);

            String around = text(random, random.nextInt(20));
            assertThat(secrets.masked(around + secret + around))
                    .contains("[secret]")
                    .doesNotContain(secret);
        }
        String all = String.join("|", known);
        assertThat(secrets.masked(all)).doesNotContain(known);
    }

    @Test
    void secretThatIsForgotten_stays_andTheOthersAreLeftOut() {
        Secrets secrets = new Secrets();
        secrets.add("canary-0123456789-first");
        secrets.add("another-0123456789-key");
        secrets.forget("canary-0123456789-first");

        assertThat(secrets.masked("canary-0123456789-first, another-0123456789-key"))
                .isEqualTo("canary-0123456789-first, [secret]");
    }
}
