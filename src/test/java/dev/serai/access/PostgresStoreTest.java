package dev.serai.access;

import dev.serai.support.Postgres;
import org.junit.jupiter.api.Nested;

/** PostgreSQL, which replicas share. */
class PostgresStoreTest {

    @Nested
    class Registries extends StoreContract {

        @Override
        String url() {
            return Postgres.freshDatabase();
        }
    }

    @Nested
    class TokensLives extends StoreTokensContract {

        @Override
        String url() {
            return Postgres.freshDatabase();
        }
    }

    @Nested
    class Pages extends StorePagesContract {

        @Override
        String url() {
            return Postgres.freshDatabase();
        }
    }

    @Nested
    class Concurrency extends StoreConcurrencyContract {

        @Override
        String url() {
            return Postgres.freshDatabase();
        }
    }
}
