package dev.serai.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceListTest {

    private static final Duration OFTEN = Duration.ofMillis(5);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("prices.yaml");
        write("one");
    }

    @Test
    void file_isReadAtOnce() {
        assertThat(new PriceList(file, Duration.ZERO).prices().version()).isEqualTo("one");
    }

    @Test
    void missingFile_leavesTheShippedList() {
        PriceList list = new PriceList(folder.resolve("none.yaml"), Duration.ZERO);

        assertThat(list.prices().find("simulator", "any")).isPresent();
        assertThat(list.problems()).isEmpty();
    }

    @Test
    void brokenFile_isRefusedAtTheStart() throws IOException {
        Files.writeString(file, "version: [");

        assertThatThrownBy(() -> new PriceList(file, Duration.ZERO)).isInstanceOf(InvalidFilesException.class);
    }

    @Test
    void unreadableFile_isRefusedAtTheStart() {
        assertThatThrownBy(() -> new PriceList(folder, Duration.ZERO))
                .isInstanceOf(InvalidFilesException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void changedFile_counts() throws IOException {
        PriceList list = started(OFTEN);
        try {
            write("two");

            await(() -> list.prices().version().equals("two"));
        } finally {
            list.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 5_000, 50_000})
    void nestedBrackets_areAMistakeLikeOthers(int depth) throws IOException {
        PriceList list = started(OFTEN);
        try {
            Files.writeString(file, "version: three\ncurrency: " + "[".repeat(depth));
            await(() -> !list.problems().isEmpty());
            assertThat(list.problems().get(0).toString()).contains("prices.yaml:2", "nested");
            assertThat(list.prices().version()).isEqualTo("one");

            write("two");

            await(() -> list.prices().version().equals("two"));
        } finally {
            list.stop();
        }
    }

    @Test
    void fileThatAppears_counts() throws IOException {
        Files.delete(file);
        PriceList list = started(OFTEN);
        try {
            write("two");

            await(() -> list.prices().version().equals("two"));
        } finally {
            list.stop();
        }
    }

    @Test
    void brokenChange_keepsThePricesUntilItIsRepaired() throws IOException {
        PriceList list = started(OFTEN);
        try {
            Files.writeString(file, "version: two\ncurrency: USD\nprices: {acme/x: {input: 1}}\n");
            Problem missing = new Problem(file.toString(), 3, "acme/x: output is missing");
            await(() -> list.problems().equals(List.of(missing)));
            assertThat(list.prices().version()).isEqualTo("one");

            write("one");
            await(() -> list.problems().isEmpty());
            assertThat(list.prices().version()).isEqualTo("one");
        } finally {
            list.stop();
        }
    }

    @Test
    void goneFile_keepsThePrices() throws IOException {
        PriceList list = started(OFTEN);
        try {
            Files.delete(file);

            await(() -> !list.problems().isEmpty());
            assertThat(list.prices().version()).isEqualTo("one");
        } finally {
            list.stop();
        }
    }

    @Test
    void reload_countsAtOnce() throws IOException {
        PriceList list = started(Duration.ZERO);
        write("two");
        assertThat(list.prices().version()).isEqualTo("one");

        assertThat(list.reload()).isEmpty();

        assertThat(list.prices().version()).isEqualTo("two");
        list.stop();
    }

    @Test
    void reload_tellsWhatIsWrong() throws IOException {
        PriceList list = new PriceList(file, Duration.ZERO);
        Files.writeString(file, "");

        assertThat(list.reload()).hasSize(1).isEqualTo(list.problems());
        assertThat(list.prices().version()).isEqualTo("one");
    }

    @Test
    void watch_runsFromStartToStop() {
        PriceList list = new PriceList(file, OFTEN);
        assertThat(list.isRunning()).isFalse();
        list.start();
        assertThat(list.isRunning()).isTrue();
        list.stop();
        assertThat(list.isRunning()).isFalse();
    }

    private PriceList started(Duration interval) {
        PriceList list = new PriceList(file, interval);
        list.start();
        return list;
    }

    private void write(String version) throws IOException {
        Files.writeString(file, "version: " + version + "\ncurrency: USD\nprices: {acme/x: {input: 1, output: 2}}\n");
    }

    private static void await(BooleanSupplier condition) {
        Instant limit = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(limit);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
