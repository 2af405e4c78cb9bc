package dev.serai.alerts;

import dev.serai.store.Database;
import dev.serai.support.MovedClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.dao.DataAccessResourceFailureException;

/** One process that judges an alert, on a database that others may share; time passes when it is told to. */
final class AlertKit implements AutoCloseable {

    private static final Map<String, String> RULE = Map.of(
            "alert", "slow",
            "says", "{provider} takes {value}",
            "question", "figure:latency?by=provider&window=5m",
            "threshold", "> 30s",
            "every", "1m",
            "channel", "mail");

    private static final Set<String> READS = Set.of("standings", "others");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Database database;
    final MovedClock clock;
    final String replica;
    final Books books;
    final Alerts alerts;
    final List<String> told;
    final List<Map<String, Object>> documents = new CopyOnWriteArrayList<>();
    final List<Map<String, Object>> events = new CopyOnWriteArrayList<>();
    final Set<String> broken = new HashSet<>();
    volatile boolean cut;
    private volatile Runnable meanwhile;

    private AlertKit(Database database, MovedClock clock, String replica, List<String> told) {
        this.database = database;
        this.clock = clock;
        this.replica = replica;
        this.told = told;
        this.books = new Books(cable(new DatabaseBook(database, replica)), clock);
        this.alerts = new Alerts(
                null,
                books,
                new Silences(database),
                new Channels(meters, clock),
                new AlertViews(meters, clock),
                events::add,
                replica,
                clock);
    }

    static Database h2() {
        Database database =
                new Database("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "", Path.of("target/data"));
        database.migrate();
        return database;
    }

    /** The same book, which cannot be reached while {@link #cut}. */
    private Book cable(Book book) {
        return (Book) Proxy.newProxyInstance(
                Book.class.getClassLoader(), new Class<?>[] {Book.class}, (me, method, given) -> {
                    if (cut) {
                        throw new DataAccessResourceFailureException("the database is away");
                    }
                    Object answer = method.invoke(book, given);
                    Runnable others = meanwhile;
                    if (others != null && READS.contains(method.getName())) {
                        meanwhile = null;
                        others.run();
                    }
                    return answer;
                });
    }

    /** What others do between the first thing that the next round reads in the book and the second. */
    void meanwhile(Runnable others) {
        meanwhile = others;
    }

    /** The first process on a database. */
    static AlertKit on(Database database) {
        return new AlertKit(database, MovedClock.standing(), "one", new CopyOnWriteArrayList<>());
    }

    /** The same after a new start. */
    AlertKit restarted() {
        books.close();
        return new AlertKit(database, clock, replica, told);
    }

    /** Another one on the same database, at the same time, whose messages are noted in the same list. */
    AlertKit beside(String name) {
        return new AlertKit(database, clock, name, told);
    }

    static AlertRule rule(String... changes) {
        Map<String, String> words = new HashMap<>(RULE);
        for (int i = 0; i < changes.length; i += 2) {
            words.put(changes[i], changes[i + 1]);
        }
        return AlertReader.read(words, Set.of("mail", "slack", "log"));
    }

    /** A minute passes, and the question is answered so: provider, seconds, provider, seconds. */
    void round(AlertRule rule, Object... answers) {
        clock.pass(Duration.ofMinutes(1));
        roundNow(rule, answers);
    }

    void roundNow(AlertRule rule, Object... answers) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < answers.length; i += 2) {
            readings.add(Reading.of("provider", (String) answers[i], ((Number) answers[i + 1]).doubleValue()));
        }
        alerts.round(rule, readings, this::send);
    }

    void unanswered(AlertRule rule) {
        clock.pass(Duration.ofMinutes(1));
        alerts.unanswered(rule, new IllegalStateException("no answer"), this::send);
    }

    void send(String channel, Map<String, Object> document) {
        if (broken.contains(channel)) {
            throw new IllegalStateException("the channel is broken");
        }
        documents.add(document);
        told.add(channel + " " + document.get("state") + (Boolean.TRUE.equals(document.get("again")) ? " again " : " ")
                + document.get("labels"));
    }

    /** What was told since the last time that this was asked. */
    List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    @Override
    public void close() {
        books.close();
        database.close();
    }
}
