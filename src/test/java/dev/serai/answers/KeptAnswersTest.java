package dev.serai.answers;

import dev.serai.support.Postgres;
import org.junit.jupiter.api.Nested;

/** Kept answers, in either kind of database. */
class KeptAnswersTest {

    @Nested
    class OnH2 extends KeptAnswersContract {

        @Override
        String url() {
            return "";
        }
    }

    @Nested
    class OnPostgres extends KeptAnswersContract {

        @Override
        String url() {
            return Postgres.freshDatabase();
        }
    }
}
