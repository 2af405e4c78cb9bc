package dev.serai.admin;

import dev.serai.store.Database;
import java.time.Instant;
import java.time.ZoneOffset;

/** A record and a sum of usage, for lists that must not be empty. */
final class SomeUsage {

    private SomeUsage() {}

    static void insert(Database database) {
        var now = Instant.now().atOffset(ZoneOffset.UTC);
        database.sql()
                .sql(
                        "insert into usage_hour values (?, 'p', '', 'openai', 'm', 1, 0, 1, 1, 0, 0, 0, 0.25, 0, 0, 0, 0, 0, 0, 2, 30, 0.5)")
                .param(now.minusMinutes(1))
                .update();
        database.sql().sql("""
                        insert into usage_record (at, request_id, endpoint, status, streaming, aborted, estimated,
                        prompt_tokens, completion_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, latency_ms,
                        overhead_ms, attempts)
                        values (?, 'r', '/v1/embeddings', 200, false, false, false, 1, 1, 0, 0, 0, 1.5, 0.5, 1)
                        """).param(now.minusMinutes(1)).update();
    }
}
