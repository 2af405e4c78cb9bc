package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RebasedTest {

    private static final String BASE = "http://up/v1";

    private static String rebased(String text, int most) throws IOException {
        InputStream dribbling = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int wanted) {
                return super.read(buffer, offset, Math.min(most, wanted));
            }
        };
        return new String(new Rebased(dribbling, BASE, "/v1").readAllBytes(), StandardCharsets.UTF_8);
    }

    /** As if all of it were there. */
    @Test
    void addresses_areChanged_whereverTheyAreCut() throws IOException {
        Random random = new Random(9);
        String[] parts = {
            "\"", "\"http://up/v1/", "http://up/v1/x", "\"http://up", "\"\"", "/v1/", "x", "\"http://up/v1", "é"
        };
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(rebased(text.toString(), 1 + random.nextInt(6)))
                    .isEqualTo(text.toString().replace("\"" + BASE + "/", "\"/v1/"));
        }
    }
}
