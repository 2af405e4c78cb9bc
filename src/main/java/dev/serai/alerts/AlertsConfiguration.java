package dev.serai.alerts;

import dev.serai.SeraiProperties;
import dev.serai.access.Directory;
import dev.serai.breakers.Breakers;
import dev.serai.events.Event;
import dev.serai.events.Events;
import dev.serai.journal.Journal;
import dev.serai.limits.Budgets;
import dev.serai.shedding.MemoryBudget;
import dev.serai.store.Database;
import dev.serai.upstream.Certificates;
import dev.serai.wire.Json;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What outlives the generations that alerts belong to: figures, what was told, and who is to be told. */
@Configuration(proxyBeanMethods = false)
class AlertsConfiguration {

    @Bean
    RequestWindows requestWindows(Clock clock) {
        return new RequestWindows(clock);
    }

    @Bean
    Figures figures(
            RequestWindows requests,
            Breakers breakers,
            MemoryBudget bodies,
            Certificates certificates,
            Directory directory,
            Budgets budgets,
            MeterRegistry meters,
            ObjectProvider<HealthEndpoint> health,
            SeraiProperties serai,
            Clock clock) {
        return new Figures(
                requests,
                new StateFigures(breakers, bodies, certificates, serai.data(), clock),
                new BudgetFigures(directory, budgets, clock),
                new MeterFigures(meters, clock),
                health::getObject);
    }

    @Bean
    DatabaseBook alertBook(Database database, Journal journal) {
        return new DatabaseBook(database, journal.id().toString());
    }

    @Bean
    Books alertBooks(DatabaseBook book, Clock clock) {
        return new Books(book, clock);
    }

    @Bean
    Alerts alerts(
            Figures figures,
            Books books,
            Database database,
            DatabaseBook book,
            MeterRegistry meters,
            Events events,
            Clock clock) {
        return new Alerts(
                figures,
                books,
                new Silences(database),
                new Channels(meters, clock),
                new AlertViews(meters, clock),
                facts -> events.publish(Event.of(Event.ALERT, clock.instant(), Json.MAPPER.valueToTree(facts))),
                book.replica(),
                clock);
    }

    @Bean
    MailLogin mailLogin(@Value("${serai.mail.user:}") String user, @Value("${serai.mail.password:}") String password) {
        return new MailLogin(user, password);
    }

    @Bean
    AlertsUpkeep alertsUpkeep(Alerts alerts, DatabaseBook book) {
        return new AlertsUpkeep(alerts, book);
    }
}
