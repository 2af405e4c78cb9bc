package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.provider.Line;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pools of lines with certificates of their own are there while a generation has such a line, and no longer. */
class ConnectionPoolsTest {

    private final ConnectionPools pools = new ConnectionPools(10, new Certificates());

    @AfterEach
    void close() {
        pools.close();
    }

    private static Line line(int number) {
        return new Line(null, Set.of("/etc/ca-" + number + ".pem"), Set.of());
    }

    @Test
    void thousandReloadsWithOtherCertificates_leaveNoPool() {
        pools.use(line(0));
        for (int i = 1; i <= 1000; i++) {
            pools.use(line(i));
            pools.leave(line(i - 1));
        }

        assertThat(pools.most()).as("connections of two pools").isEqualTo(20);
        pools.leave(line(1000));
        assertThat(pools.most()).isEqualTo(10);
    }

    @Test
    void line_isThereForTheGenerationThatStillHasIt() {
        Line proxied = new Line(URI.create("http://proxy"), line(1).authorities(), Set.of());
        pools.use(line(1));
        pools.use(proxied);
        pools.leave(line(1));

        assertThat(pools.shared(line(1))).isNotNull();
        pools.leave(proxied);
        assertThatThrownBy(() -> pools.shared(line(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void lineWithoutCertificates_hasThePoolOfAll() {
        Line proxied = new Line(URI.create("http://proxy"), Set.of(), Set.of());
        pools.use(proxied);
        pools.leave(proxied);

        assertThat(pools.shared(proxied)).isNotNull();
        assertThat(pools.most()).isEqualTo(10);
    }
}
