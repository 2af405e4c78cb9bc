package dev.serai.usage;

import dev.serai.support.Postgres;
import org.junit.jupiter.api.Nested;

/** What usage may not do to the database, of either kind. */
class PoisonTest {

    @Nested
    class OnH2 extends PoisonContract {

        @Override
        String url() {
            return "";
        }
    }

    @Nested
    class OnPostgres extends PoisonContract {

        @Override
        String url() {
            return Postgres.freshDatabase();
        }
    }

    @Nested
    class DamageOnH2 extends DamageContract {

        @Override
        String url() {
            return "";
        }
    }

    @Nested
    class DamageOnPostgres extends DamageContract {

        @Override
        String url() {
            return Postgres.freshDatabase();
        }
    }
}
