package dev.serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to say where the database is. */
class DatabaseUrlTest {

    private static DatabaseUrl of(String url) {
        return DatabaseUrl.of(url, "", "", Path.of("data"));
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://ada:canary@db.example:5433/serai, jdbc:postgresql://db.example:5433/serai, ada, canary",
        "postgres://ada:canary@db.example/serai, jdbc:postgresql://db.example/serai, ada, canary",
        "PostgreSQL://ada:canary@db/serai?sslmode=require, jdbc:postgresql://db/serai?sslmode=require, ada, canary",
        "postgresql://ada:ca%3Anary%40%2F@db/serai, jdbc:postgresql://db/serai, ada, ca:nary@/",
        "postgresql://a%3Ada:canary@db/serai, jdbc:postgresql://db/serai, a:da, canary",
        "postgresql://ada:ca:nary@db/serai, jdbc:postgresql://db/serai, ada, ca:nary",
        "postgresql://ada:ca+nary%2B@db/serai, jdbc:postgresql://db/serai, ada, ca+nary+",
        "postgresql://ada:ca^n a|ry%@db/serai, jdbc:postgresql://db/serai, ada, ca^n a|ry%",
        "postgresql://ada:ca@nary@db/serai, jdbc:postgresql://db/serai, ada, ca@nary",
        "postgresql://ada:canary@serai_db/serai, jdbc:postgresql://serai_db/serai, ada, canary",
        "'postgresql://ada:canary@one:1,two:2/serai', 'jdbc:postgresql://one:1,two:2/serai', ada, canary",
        "postgresql://ada:canary@[::1]:5432/serai, jdbc:postgresql://[::1]:5432/serai, ada, canary",
        "jdbc:postgresql://ada:canary@db/serai, jdbc:postgresql://db/serai, ada, canary",
    })
    void postgres_isReadWithItsCredentials(String url, String jdbc, String user, String password) {
        DatabaseUrl read = of(url);
        assertThat(read.jdbc()).isEqualTo(jdbc);
        assertThat(read.user()).isEqualTo(user);
        assertThat(read.password()).isEqualTo(password);
        assertThat(read.isPostgres()).isTrue();
        assertThat(read.toString()).startsWith("jdbc:postgresql://").doesNotContain("nary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://db/serai", "jdbc:postgresql://db/serai"})
    void credentials_mayStandBeside(String url) {
        DatabaseUrl read = DatabaseUrl.of(url, "ada", "canary", Path.of("data"));
        assertThat(read).isEqualTo(new DatabaseUrl("jdbc:postgresql://db/serai", "ada", "canary"));
        assertThat(of(url).user()).isNull();
    }

    @Test
    void passwordBesideTheUser_isTaken() {
        DatabaseUrl read = DatabaseUrl.of("postgresql://ada@db/serai", "", "canary", Path.of("data"));
        assertThat(read).isEqualTo(new DatabaseUrl("jdbc:postgresql://db/serai", "ada", "canary"));
    }

    @Test
    void options_areNotShown() {
        assertThat(of("jdbc:postgresql://db/serai?user=ada&password=canary")).hasToString("jdbc:postgresql://db/serai");
        assertThat(of("jdbc:h2:file:./x;PASSWORD=canary")).hasToString("jdbc:h2:file:./x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void nothing_isAFileInTheDataFolder(String url) {
        assertThat(of(url).isPostgres()).isFalse();
        assertThat(of(url)).hasToString("jdbc:h2:retry:" + Path.of("data/serai").toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mysql://ada:canary@db/x", "db.example", "postgresql:canary", "postgresql://ada:canary@/serai"})
    void anythingElse_isRefusedAndNotShown(String url) {
        assertThatThrownBy(() -> of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SERAI_DB_URL")
                .hasMessageNotContaining("canary");
    }
}
