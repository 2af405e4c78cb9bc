package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry.Issued;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that serves while the database is away. */
class SnapshotTest {

    @TempDir
    private Path data;

    private Replica replica;

    @BeforeEach
    void open() {
        replica = new Replica("", data);
        assertThat(replica.feed.refresh()).isTrue();
    }

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void snapshot_isPrivateAndTheSameWhenRead() throws IOException {
        Project team = replica.project("team");
        Issued issued = replica.token(team, "ci");
        replica.tokens.issue(Role.ADMIN, TokenRegistry.Draft.named("root"), Replica.ACTOR);
        replica.feed.save();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(replica.snapshot())))
                .isEqualTo("rw-------");
        Snapshot.Contents read = new Snapshot(replica.snapshot()).read().orElseThrow();
        assertThat(read.projects()).containsExactly(team);
        assertThat(read.tokens())
                .containsExactlyInAnyOrderElementsOf(replica.directory.tokens())
                .contains(issued.token());
    }

    @Test
    void unchangedDirectory_isNotWrittenAgain() throws IOException {
        replica.project("team");
        replica.feed.save();
        Files.delete(replica.snapshot());
        replica.feed.save();
        assertThat(replica.snapshot()).doesNotExist();
        replica.project("another");
        replica.feed.save();
        assertThat(replica.snapshot()).exists();
    }

    @Test
    void unreadableSnapshot_isNone() throws IOException {
        for (byte[] contents : new byte[][] {{}, {1, 2, 3}, gzipped("{}"), gzipped("null"), gzipped("[")}) {
            Files.write(data.resolve("other.json.gz"), contents);
            assertThat(new Snapshot(data.resolve("other.json.gz")).read()).isEmpty();
        }
    }

    private static byte[] gzipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zipped = new GZIPOutputStream(bytes)) {
            zipped.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
