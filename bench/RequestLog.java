import dev.serai.store.Database;
import dev.serai.usage.RequestFilter;
import dev.serai.usage.RequestFilter.Field;
import dev.serai.usage.RequestPage;
import dev.serai.usage.RequestQueries;
import dev.serai.usage.RequestSpans;
import dev.serai.wire.ApiException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;

/**
 * The log of requests over many records.
 *
 * <p>{@code fill URL ROWS FOLDER}: makes them by SQL, in a database of the version before the log, migrates that, tells what the
 * log costs who writes, and makes spans of all. {@code ask URL FOLDER NAME}: one question, timed in a process that has just opened
 * the database; {@code names} lists them.
 */
public final class RequestLog {

    private static final RequestFilter ALL = new RequestFilter(null, null, Map.of(), null, false, null, null, null);
    /** Hundred days, the last of which is today: spread evenly. */
    private static final int SECONDS = 100 * 24 * 3600;

    /** No record is newer: spans are made as the gateway does when all are old enough. */
    private static final Duration LATEST = Duration.ofSeconds(10);

    private static final int PAGE = 50;
    private static final int ROUNDS = 20;

    private static final String INSERT = """
            insert into usage_record (at, request_id, project, token, endpoint, alias, provider, model, status, streaming,
            aborted, estimated, prompt_tokens, completion_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, cost,
            price_version, latency_ms, overhead_ms, attempts)
            values (?, ?, ?, ?, '/v1/chat/completions', ?, ?, ?, ?, true, false, false, 812, 97, 512, 0, 0, ?, '2026-11', ?, 1.5, 1)
            """;

    /** The version of the schema before the log, if there is one of that number. */
    private static final String BEFORE = "9?";

    /** As the gateway opens its file. */
    private static final String H2_MODE = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

    private RequestLog() {}

    public static void main(String[] arguments) throws SQLException {
        switch (arguments[0]) {
            case "names" -> QUESTIONS.keySet().forEach(System.out::println);
            case "fill" -> fill(arguments[1], Long.parseLong(arguments[2]), Path.of(arguments[3]));
            case "ask" -> ask(arguments[1], Path.of(arguments[2]), arguments[3]);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Some are of many, some of few: a token of three requests, a provider of ten, an error of a hundred. */
    private static final Map<String, RequestFilter> QUESTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("newest", ALL),
            Map.entry("project-usual", only(Field.PROJECT, "prj_7")),
            Map.entry("project-rare", only(Field.PROJECT, "prj_rare")),
            Map.entry("project-unknown", only(Field.PROJECT, "prj_none")),
            Map.entry("token-usual", only(Field.TOKEN, "tok_1")),
            Map.entry("token-rare", only(Field.TOKEN, "tok_rare")),
            Map.entry("alias-rare", only(Field.ALIAS, "rare")),
            Map.entry("model-usual", only(Field.MODEL, "model-3")),
            Map.entry("model-rare", only(Field.MODEL, "rare")),
            Map.entry("provider-rare", only(Field.PROVIDER, "rare")),
            Map.entry("request-id", only(Field.REQUEST_ID, "req_sought")),
            Map.entry("status-200", status(200)),
            Map.entry("status-rare", status(451)),
            Map.entry("status-unknown", status(418)),
            Map.entry("failed", new RequestFilter(null, null, Map.of(), null, true, null, null, null)),
            Map.entry("slow", new RequestFilter(null, null, Map.of(), null, false, 30_000L, null, null)),
            Map.entry("slowest", new RequestFilter(null, null, Map.of(), null, false, 500_000L, null, null)),
            Map.entry("cost-from", cost("0.9", null)),
            Map.entry("cost-from-to", cost("0.0123", "0.0124")),
            Map.entry("cost-highest", cost("50", null)),
            Map.entry("cost-up-to", cost(null, "0.0001")),
            Map.entry("time-range", range(40, 41)),
            Map.entry("time-range-empty", range(200, 201)),
            Map.entry("token-and-failed", new RequestFilter(null, null, Map.of(Field.TOKEN, "tok_1"), null, true, null, null, null)),
            Map.entry("project-model-failed", new RequestFilter(null, null, Map.of(Field.PROJECT, "prj_7", Field.MODEL, "model-3"), null, true, null, null, null))));

    private static RequestFilter only(Field field, String value) {
        return new RequestFilter(null, null, Map.of(field, value), null, false, null, null, null);
    }

    private static RequestFilter status(int status) {
        return new RequestFilter(null, null, Map.of(), status, false, null, null, null);
    }

    private static RequestFilter cost(String least, String most) {
        return new RequestFilter(null, null, Map.of(), null, false, null, amount(least), amount(most));
    }

    private static BigDecimal amount(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static RequestFilter range(int first, int last) {
        Instant begin = Instant.parse("2026-08-01T00:00:00Z");
        return new RequestFilter(
                begin.plusSeconds(first * 86_400L), begin.plusSeconds(last * 86_400L), Map.of(), null, false, null, null, null);
    }

    private static Database open(String url, Path folder) {
        return new Database(url.equals("h2") ? "" : url, "", "", folder);
    }

    private static void ask(String url, Path folder, String name) {
        long began = System.nanoTime();
        try (Database database = open(url, folder)) {
            long one = database.sql().sql("select 1").query(Long.class).single();
            RequestQueries requests = new RequestQueries(database);
            long opened = System.nanoTime();
            RequestPage page = requests.page(QUESTIONS.get(name), null, PAGE);
            long first = System.nanoTime();
            int next = page.next() == null
                    ? 0
                    : requests.page(QUESTIONS.get(name), page.next(), PAGE).data().size();
            long second = System.nanoTime();
            System.out.printf(
                    Locale.ROOT,
                    "%-22s opened %6d ms   first page %6d ms %3d rows%s   next page %6d ms %3d rows%n",
                    name,
                    (opened - began) / 1_000_000 * one,
                    (first - opened) / 1_000_000,
                    page.data().size(),
                    page.complete() ? "" : ", not all looked through",
                    (second - first) / 1_000_000,
                    next);
        } catch (ApiException tooLong) {
            System.out.printf(Locale.ROOT, "%-22s %s%n", name, tooLong.getMessage());
        }
    }

    private static void fill(String url, long rows, Path folder) throws SQLException {
        boolean h2 = url.equals("h2");
        String address = h2 ? "jdbc:h2:" + folder.resolve("serai") + H2_MODE : jdbc(url);
        Flyway.configure()
                .dataSource(address, null, null)
                .target(BEFORE)
                .load()
                .migrate();
        long start = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(address);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into usage_record (at, request_id, project, token, endpoint, alias, provider, model, status, error,
                    streaming, aborted, estimated, prompt_tokens, completion_tokens, cached_tokens, cache_write_tokens,
                    reasoning_tokens, cost, price_version, latency_ms, first_token_ms, overhead_ms, attempts)
                    select timestamp with time zone '2026-08-01 00:00:00+00' + (x * %1$d.0 / %2$d) * interval '1' second,
                    case when x = %2$d / 3 then 'req_sought' else 'req_' || x * 7919 || '-' || %4$s end,
                    case when mod(x, 999983) = 5 then 'prj_rare' else 'prj_' || mod(x * 7919, 40) end,
                    case when mod(x, 3333331) = 7 then 'tok_rare' else 'tok_' || cast(%3$s * %3$s * %3$s * 2000 as int) end,
                    '/v1/chat/completions',
                    case when mod(x, 999979) = 11 then 'rare' else 'alias-' || mod(x * 31, 20) end,
                    case when mod(x, 999961) = 13 then 'rare' else 'provider-' || mod(x * 17, 10) end,
                    case when mod(x, 999959) = 17 then 'rare' else 'model-' || mod(x * 13, 50) end,
                    case when mod(x, 99991) = 19 then 451 when mod(x, 97) = 0 then 503 when mod(x, 199) = 0 then 429 else 200 end,
                    case when mod(x, 97) = 0 then 'overloaded' when mod(x, 1999) = 3 then 'upstream_stream_truncated' end,
                    mod(x, 2) = 0, false, false, 812, 97, 512, 0, 0,
                    case when mod(x, 999953) = 23 then 60 else power(%3$s, 6) end, '2026-11',
                    case when mod(x, 999931) = 29 then 600000 else 200 + power(%3$s, 12) * 60000 end, 30, 1.5, 1
                    from %5$s(cast(1 as bigint), %2$d) as numbers(x)
                    """.formatted(SECONDS, rows, h2 ? "rand()" : "random()", h2 ? "random_uuid()" : "gen_random_uuid()",
                            h2 ? "system_range" : "generate_series"));
        }
        row("rows made, s", start);
        try (Database before = open(url, folder)) {
            write("as before", before, false);
        }
        try (Database database = open(url, folder)) {
            long began = System.nanoTime();
            database.migrate();
            row("migrated, s", began);
            began = System.nanoTime();
            database.sql().sql("analyze").update();
            row("analysed, s", began);
            write("with the log", database, true);
            began = System.nanoTime();
            int spans = new RequestSpans(database).make(Instant.now().plus(LATEST), Duration.ZERO, took -> true);
            row("spans made, s", began);
            System.out.printf(Locale.ROOT, "%-60s %8d%n", "spans", spans);
        }
    }

    /** As the gateway does it: five thousand at a time, of many tokens, a commit each. */
    private static void write(String what, Database database, boolean sealed) {
        String seal = "select sealed_at from usage_seal for " + (database.isPostgres() ? "share" : "update");
        List<Integer> batch = IntStream.range(0, 5000).boxed().toList();
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            Instant now = Instant.now();
            long began = System.nanoTime();
            database.transaction(() -> {
                if (sealed) {
                    database.jdbc().queryForList(seal);
                }
                return database.jdbc().batchUpdate(INSERT, batch, batch.size(), (row, i) -> {
                    row.setObject(1, now.plusMillis(i).atOffset(ZoneOffset.UTC));
                    row.setString(2, "req_" + now.toEpochMilli() + i);
                    row.setString(3, "prj_" + i % 40);
                    row.setString(4, "tok_" + i * 7919 % 2000);
                    row.setString(5, "alias-" + i % 20);
                    row.setString(6, "provider-" + i % 10);
                    row.setString(7, "model-" + i % 50);
                    row.setInt(8, i % 97 == 0 ? 503 : 200);
                    row.setBigDecimal(9, BigDecimal.valueOf(i * 7919L % 1_000_000, 6));
                    row.setDouble(10, 200 + i * 31 % 9000);
                });
            });
            best = Math.min(best, (System.nanoTime() - began) / 1e9);
        }
        System.out.printf(Locale.ROOT, "%-60s %8.0f%n", "records/s written, " + what, batch.size() / best);
    }

    private static String jdbc(String url) {
        return url.replaceFirst("^postgresql://(\\w+):\\w+@(.*)$", "jdbc:postgresql://$2?user=$1");
    }

    private static void row(String what, long began) {
        System.out.printf(Locale.ROOT, "%-60s %8.1f%n", what, (System.nanoTime() - began) / 1e9);
    }
}
