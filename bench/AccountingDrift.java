import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Streams that end in any way, and whether all who sum up their costs come to the same. */
final class AccountingDrift {
    private static final String MODEL = "openai/gpt-4o";
    private static final Pattern SPENT = Pattern.compile("(?i)\r\nx-serai-budget: project total (\\S+) of");
    /** What the database calls its periods. */
    private static final Map<String, String> PERIODS =
            new TreeMap<>(Map.of("day", "____-__-__", "month", "____-__", "all time", "total"));
    private static final Random RANDOM = new Random(7);

    private final AccountingGateway gateway;
    private final String project;
    private final String key;
    private final int[] ends = new int[3];
    private double slowestStream;
    private double slowestRecord;

    private AccountingDrift(AccountingGateway gateway) throws Exception {
        this.gateway = gateway;
        // beyond the soft limit each answer says what is spent
        project = gateway.project("drift", "{\"budget\":{\"soft\":{\"total\":0},\"hard\":{\"total\":100000}}}");
        key = gateway.token(project, "{}").path("secret").textValue();
    }

    /** {@code GATEWAY ADMIN ROUNDS STREAMS FILE}: the file gets the project's id and the sum of its records' costs. */
    static void streams(String[] args) throws Exception {
        AccountingDrift drift = new AccountingDrift(new AccountingGateway(args[0], args[1]));
        int rounds = Integer.parseInt(args[2]);
        int streams = Integer.parseInt(args[3]);
        for (int round = 1; round <= rounds; round++) {
            drift.round(streams);
            drift.await(round * streams);
        }
        Accounting.row("streams: whole / left by the client / cut by the provider", drift.ends[0] + " / " + drift.ends[1]
                + " / " + drift.ends[2], drift.ends[0] > 0 && drift.ends[1] > 0 && drift.ends[2] > 0);
        Accounting.row("slowest stream, s / last record after the last stream, s",
                "%.1f / %.1f".formatted(drift.slowestStream, drift.slowestRecord));
        BigDecimal used = drift.compare(rounds * streams);
        Files.writeString(Path.of(args[4]), drift.project + "\n" + used.toPlainString() + "\n");
    }

    /** A third leaves at some point, a tenth is cut. */
    private void round(int streams) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(streams);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            int most = i % 3 == 0 ? 1 + RANDOM.nextInt(5000) : Integer.MAX_VALUE;
            int events = 20 + RANDOM.nextInt(40);
            String prompt = "Send " + events + " events" + (i % 10 == 1 ? ", cut after " + RANDOM.nextInt(20) : "");
            all.add(threads.submit(() -> stream(prompt, most)));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
    }

    private Void stream(String prompt, int most) throws IOException {
        long begin = System.nanoTime();
        try (AccountingGateway.Caller caller = gateway.caller()) {
            AccountingGateway.Answer answer = caller.ask(key, "drift", MODEL, true, prompt, most);
            boolean cut = !answer.text().contains("data: [DONE]") || answer.status() != 200;
            synchronized (ends) {
                ends[!answer.whole() ? 1 : cut ? 2 : 0]++;
                slowestStream = Math.max(slowestStream, (answer.nanos() - begin) / 1e9);
            }
            if (answer.whole() && cut != prompt.contains("cut")) {
                throw new IllegalStateException(prompt + ": " + answer.text());
            }
        }
        return null;
    }

    /** Waits until so many are on record. */
    private void await(int requests) throws Exception {
        long begin = System.nanoTime();
        while (sum().path("requests").asLong() < requests && System.nanoTime() - begin < 60_000_000_000L) {
            Thread.sleep(100);
        }
        slowestRecord = Math.max(slowestRecord, (System.nanoTime() - begin) / 1e9);
    }

    private JsonNode sum() throws Exception {
        return gateway.sum("?project=" + project);
    }

    /** Compares what is known while the gateway runs; gives the sum of all costs. */
    private BigDecimal compare(int streams) throws Exception {
        List<JsonNode> records = gateway.records("&project=" + project);
        long left = records.stream().filter(record -> record.path("aborted").asBoolean()).count();
        Accounting.row("records: all / of clients that left", records.size() + " / " + left,
                records.size() == streams && left <= ends[1]);
        BigDecimal used = Accounting.cost(records);
        Accounting.row("sum of the records' costs", used, used.signum() > 0);
        difference("sum of the rollups less that", sum().path("cost").decimalValue(), used);
        difference("what the budget counts in memory less that", spentInMemory(), used);
        await(streams + 1);
        return Accounting.cost(gateway.records("&project=" + project));
    }

    private BigDecimal spentInMemory() throws IOException {
        try (AccountingGateway.Caller caller = gateway.caller()) {
            AccountingGateway.Answer answer = caller.ask(key, "last", MODEL, true, "Send 2 events", Integer.MAX_VALUE);
            Matcher spent = SPENT.matcher(answer.text());
            if (!spent.find()) {
                throw new IllegalStateException("no x-serai-budget: " + answer.text());
            }
            return new BigDecimal(spent.group(1));
        }
    }

    private static void difference(String label, BigDecimal one, BigDecimal other) {
        BigDecimal difference = one.subtract(other).stripTrailingZeros();
        Accounting.row(label, difference.toPlainString(), difference.signum() == 0);
    }

    /** {@code DATA FILE}: compares with what the database of a gateway that has ended says was spent. */
    static void spending(String[] args) throws Exception {
        List<String> known = Files.readAllLines(Path.of(args[1]));
        BigDecimal used = new BigDecimal(known.get(1));
        String url = "jdbc:h2:file:" + args[0] + "/serai;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;ACCESS_MODE_DATA=r";
        try (Connection connection = DriverManager.getConnection(url)) {
            String token = "(select 'token:' || id from token where project_id = '" + known.get(0) + "')";
            for (Map.Entry<String, String> kind : PERIODS.entrySet()) {
                String of = "select sum(amount) from spending where period like '" + kind.getValue() + "' and subject = ";
                difference("spending of the project by " + kind.getKey() + " less that",
                        amount(connection, of + "'project:" + known.get(0) + "'"), used);
                difference("spending of the token by " + kind.getKey() + " less that", amount(connection, of + token), used);
            }
        }
    }

    private static BigDecimal amount(Connection connection, String query) throws Exception {
        try (ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getBigDecimal(1);
        }
    }
}
