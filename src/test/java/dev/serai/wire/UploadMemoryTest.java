package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.serai.support.Counted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a large file is in memory on its way from a client's socket to a provider's: twice at most, and then once. */
class UploadMemoryTest {

    private static final int LARGE = 20 << 20;
    private static final long BESIDE = 1 << 18;

    /** Room for what may come yet, where no length was announced. */
    private static final long ROOM = 1 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static byte[] form(String operation, int bytes) {
        byte[] file = new byte[bytes];
        Arrays.fill(file, (byte) 'x');
        String name = operation.equals("imageEdits") ? "image" : "file";
        String before = FormRequestTest.text("prompt", "a hat") + "--x\r\nContent-Disposition: form-data; name=\""
                + name + "\"; filename=\"a\"\r\n\r\n";
        String after = "\r\n" + FormRequestTest.text("model", "m") + "--x--";
        return (before + new String(file, StandardCharsets.ISO_8859_1) + after).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void pass(String operation, InputStream client, long announced, Memory memory) throws IOException {
        OutputStream provider = OutputStream.nullOutputStream();
        byte[] body = Intake.read(client, announced, 2L * LARGE, memory);
        ApiRequest request = FormRequest.scan(operation, body, FormRequestTest.TYPE, null, memory);
        request.members().put("model", (Object) "another");
        request.members().sendTo(provider);
        request.members().sendTo(provider); // a second target
    }

    @ParameterizedTest
    @CsvSource({"transcriptions, true", "transcriptions, false", "imageEdits, true", "imageEdits, false"})
    void file_isInMemoryTwiceAtMost(String operation, boolean announced) throws IOException {
        byte[] form = form(operation, LARGE);
        byte[] small = form(operation, 1);
        pass(operation, new ByteArrayInputStream(small), -1, Memory.UNCOUNTED); // what is loaded once is loaded now
        Counted memory = new Counted();

        long before = THREADS.getCurrentThreadAllocatedBytes();
        pass(operation, new ByteArrayInputStream(form), announced ? form.length : -1, memory);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(memory.most()).isBetween((long) LARGE, 2L * LARGE + ROOM + BESIDE);
        assertThat(memory.taken()).isBetween((long) LARGE, LARGE + BESIDE);
        assertThat(allocated).as("what the ledger says is what is made").isLessThan(2L * LARGE + ROOM + 4 * BESIDE);
    }
}
