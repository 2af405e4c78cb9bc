package dev.serai.answers;

import dev.serai.support.Postgres;
import org.junit.jupiter.api.Nested;

/** Events that are told, in either kind of database. */
class TellingTest {

    @Nested
    class OnH2 extends TellingContract {

        @Override
        String url() {
            return "";
        }
    }

    @Nested
    class OnPostgres extends TellingContract {

        @Override
        String url() {
            return Postgres.freshDatabase();
        }
    }
}
