package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.wire.ApiException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An empty database for each test, of the kind that the subclass names. */
abstract class StoreKit {

    @TempDir
    Path data;

    Replica replica;

    /** The address of an empty database. */
    abstract String url();

    @BeforeEach
    void open() {
        replica = new Replica(url(), data);
        replica.database.migrate();
    }

    @AfterEach
    void close() {
        replica.close();
    }

    static void assertRefused(int status, String code, ThrowingCallable call) {
        ApiException refusal = catchThrowableOfType(ApiException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.code()).isEqualTo(code);
    }
}
