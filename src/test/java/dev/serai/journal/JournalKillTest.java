package dev.serai.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own appends, and is killed as {@code kill -9} does it. */
@Timeout(60)
class JournalKillTest {

    @TempDir
    private Path folder;

    /** Appends numbers until it is killed, each tenth durably, and says which of those are on disk. */
    static final class Appender {

        private Appender() {}

        public static void main(String[] arguments) {
            Journal journal = new Journal(Path.of(arguments[0]), 4096, JournalFolder.SOON, 100_000, SegmentFile::open);
            for (int number = 1; ; number++) {
                byte[] record = JournalFolder.bytes("record " + number);
                if (number % 10 == 0) {
                    journal.appendDurably(record).join();
                    System.out.println("durable " + number);
                } else {
                    journal.append(record);
                }
            }
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Appender.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Reads what it says, and kills it once it has acknowledged so many. */
    private static int killAfter(int acknowledgements, Process process) throws Exception {
        List<String> said = new ArrayList<>();
        try (BufferedReader output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("durable ")) {
                    said.add(line.substring("durable ".length()));
                    if (said.size() == acknowledgements) {
                        process.toHandle().destroyForcibly(); // what it has said can still be read
                    }
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(said).as("acknowledged").hasSizeGreaterThanOrEqualTo(acknowledgements);
        return Integer.parseInt(said.get(said.size() - 1));
    }

    @Test
    void killedProcess_losesNothingThatItAcknowledged() throws Exception {
        int acknowledged = killAfter(50, start());
        try (Journal journal = new JournalFolder(folder).open()) {
            int last = (int) journal.last();
            assertThat(last).isGreaterThanOrEqualTo(acknowledged);
            assertThat(JournalFolder.all(journal)).isEqualTo(JournalFolder.records(1, last));
        }
    }

    @Test
    void otherProcess_isRefused() throws Exception {
        Journal journal = new JournalFolder(folder).open();
        // opening again within the process must not give the lock up
        assertThat(catchRefusal()).contains("Another gateway");
        Process other = start();
        try (journal;
                BufferedReader output = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines())
                    .anySatisfy(
                            line -> assertThat(line).contains("Another gateway is running in " + folder.getParent()));
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private String catchRefusal() {
        try (Journal second = new JournalFolder(folder).open()) {
            return "opened " + second.id();
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }
}
