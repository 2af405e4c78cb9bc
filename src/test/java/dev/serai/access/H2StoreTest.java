package dev.serai.access;

import org.junit.jupiter.api.Nested;

/** H2 in a file, which serves where nothing is configured. */
class H2StoreTest {

    @Nested
    class Registries extends StoreContract {

        @Override
        String url() {
            return "";
        }
    }

    @Nested
    class TokensLives extends StoreTokensContract {

        @Override
        String url() {
            return "";
        }
    }

    @Nested
    class Pages extends StorePagesContract {

        @Override
        String url() {
            return "";
        }
    }

    @Nested
    class Concurrency extends StoreConcurrencyContract {

        @Override
        String url() {
            return "";
        }
    }
}
