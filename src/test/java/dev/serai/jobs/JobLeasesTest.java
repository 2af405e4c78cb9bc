package dev.serai.jobs;

import dev.serai.support.Postgres;
import org.junit.jupiter.api.Nested;

/** Jobs, in either kind of database. */
class JobLeasesTest {

    @Nested
    class OnH2 extends JobLeasesContract {

        @Override
        String url() {
            return "";
        }
    }

    @Nested
    class OnPostgres extends JobLeasesContract {

        @Override
        String url() {
            return Postgres.freshDatabase();
        }
    }
}
