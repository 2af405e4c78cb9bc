package dev.serai.usage;

import dev.serai.support.Postgres;
import org.junit.jupiter.api.Nested;

/** The log of requests, in either database. */
class RequestQueriesTest {

    @Nested
    class OnH2 extends SpanSketchContract {

        @Override
        String url() {
            return "";
        }
    }

    @Nested
    class OnPostgres extends SpanSketchContract {

        @Override
        String url() {
            return Postgres.freshDatabase();
        }
    }
}
