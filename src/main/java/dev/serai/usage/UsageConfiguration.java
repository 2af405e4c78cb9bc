package dev.serai.usage;

import dev.serai.SeraiProperties;
import dev.serai.access.Directory;
import dev.serai.events.Events;
import dev.serai.journal.Journal;
import dev.serai.limits.Buckets;
import dev.serai.limits.Budgets;
import dev.serai.limits.Limiter;
import dev.serai.prices.PriceList;
import dev.serai.store.Database;
import dev.serai.time.Watchdog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Processor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What requests use, what that costs, and how much of it they may. */
@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

    /** Longer than the longest request: what is reserved for one is given back then, whatever happened. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(30);

    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(1);

    @Bean
    PriceList priceList(SeraiProperties serai) {
        return new PriceList(serai.prices(), serai.watchInterval());
    }

    @Bean
    UsageQueries usageQueries(Database database) {
        return new UsageQueries(database);
    }

    @Bean
    RequestQueries requestQueries(Database database) {
        return new RequestQueries(database);
    }

    /** A command beside a gateway that runs must not ask for its journal. */
    @Bean
    @Lazy
    Journal journal(SeraiProperties serai) {
        return new Journal(serai.data().resolve("journal"));
    }

    @Bean
    Buckets buckets(SeraiProperties serai, MeterRegistry meters) {
        SeraiProperties.LimitsShared limits = serai.limits();
        return limits.redisUrl().isBlank()
                ? Buckets.local()
                : Buckets.shared(limits.redisUrl(), limits.whenRedisFails().equals("open"), REDIS_TIMEOUT, meters);
    }

    @Bean
    Limiter limiter(Buckets buckets) {
        return new Limiter(buckets, FORGOTTEN);
    }

    @Bean
    Budgets budgets(Clock clock, Watchdog watchdog, MeterRegistry meters, Events events) {
        return new Budgets(clock, watchdog, FORGOTTEN, new BudgetEvents(clock, meters, events));
    }

    @Bean
    Expectations expectations() {
        return new Expectations();
    }

    @Bean
    UsageWriter usageWriter(
            SeraiProperties serai,
            Journal journal,
            Database database,
            Budgets budgets,
            Directory directory,
            Clock clock) {
        Spending spending = new Spending(database, budgets);
        return new UsageWriter(
                journal,
                new UsageStore(database, spending),
                new SetAside(serai.data().resolve("set-aside").resolve("usage.jsonl")),
                spending,
                directory::budgeted,
                database,
                serai.usage().interval(),
                clock);
    }

    @Bean
    Retention retention(SeraiProperties serai, Database database, Clock clock) {
        return new Retention(
                database, serai.usage().keepRecords(), serai.usage().keepHours(), clock);
    }

    @Bean
    SpanRounds spanRounds(Database database, Clock clock) {
        return new SpanRounds(new RequestSpans(database), clock);
    }

    @Bean
    UsageMetrics usageMetrics(MeterRegistry meters, Journal journal, UsageWriter writer) {
        return new UsageMetrics(meters, journal, writer);
    }

    @Bean
    Processor account(
            SeraiProperties serai,
            PriceList prices,
            Journal journal,
            Expectations expectations,
            UsageMetrics metrics,
            ObjectProvider<RequestObserver> observers) {
        return new Account(
                prices,
                journal,
                expectations,
                metrics,
                serai.usage().durable(),
                observers.orderedStream().toList());
    }

    @Bean
    Processor limit(Limiter limiter, Expectations expectations, PriceList prices) {
        return new Limit(limiter, expectations, prices);
    }

    @Bean
    Processor spend(SeraiProperties serai, Budgets budgets, Expectations expectations, PriceList prices) {
        return new Spend(
                budgets, expectations, prices, serai.budgets().unpriced() == SeraiProperties.Budgets.Choice.REFUSE);
    }
}
