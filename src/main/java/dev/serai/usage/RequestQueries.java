package dev.serai.usage;

import dev.serai.store.Database;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The log of requests. */
public final class RequestQueries {

    /** What takes longer is given up: it would be asked once more by whoever has lost patience. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Most pages are full after so many records. */
    private static final int STEP = 1000;

    private static final int MOST_BESIDE = 1000;

    private final Database database;
    private final int step;
    private final Duration patience;

    public RequestQueries(Database database) {
        this(database, STEP, LONGEST);
    }

    /**
     * A log that is read in other steps.
     *
     * @param step records of the first
     * @param patience after which there is no further one
     */
    RequestQueries(Database database, int step, Duration patience) {
        this.database = database;
        this.step = step;
        this.patience = patience;
    }

    /**
     * Requests, the newest first.
     *
     * @param before older than this one; null for the newest
     * @throws dev.serai.wire.ApiException 503 if the database takes too long for one step
     */
    public RequestPage page(RequestFilter filter, RequestPosition before, int size) {
        return database.within(
                LONGEST,
                "name a range of time",
                sql -> new RequestSearch(sql, filter).page(before, size, step, patience));
    }

    /** All of one request; empty where there is none of that number. */
    public Optional<RequestDetails> find(long id) {
        return database.sql()
                .sql("select * from usage_record where id = :id and " + RequestSearch.REQUESTS)
                .param("id", id)
                .query((row, number) -> {
                    UsageRecord request = UsageRecord.of(row, number);
                    return new RequestDetails(request, RequestTimeline.of(row.getString("timeline")), others(request));
                })
                .optional();
    }

    private List<UsageRecord> others(UsageRecord request) {
        return database.sql()
                .sql("select * from usage_record where request_id = :request and at = :at and not "
                        + RequestSearch.REQUESTS + " order by id limit " + MOST_BESIDE)
                .param("request", request.requestId())
                .param("at", request.at().atOffset(ZoneOffset.UTC))
                .query(UsageRecord::of)
                .list();
    }
}
