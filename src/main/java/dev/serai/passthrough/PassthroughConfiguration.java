package dev.serai.passthrough;

import dev.serai.call.Works;
import dev.serai.store.Database;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.util.unit.DataSize;

/** What providers keep for callers. */
@Configuration(proxyBeanMethods = false)
class PassthroughConfiguration {

    @Bean(Passage.NAME)
    Passage passage(
            Database database,
            Clock clock,
            @Value("${serai.max-upload}") DataSize maxUpload,
            ObjectProvider<Works> works,
            @Qualifier("applicationTaskExecutor") TaskExecutor workers) {
        UnreadOutputs unread = new UnreadOutputs(works::getObject, workers);
        return new Passage(new OwnedIds(database, clock), maxUpload.toBytes(), unread);
    }

    @Bean
    OwnedUpkeep ownedUpkeep(
            Database database,
            Clock clock,
            @Value("${serai.owned-objects.keep}") Duration kept,
            @Value("${serai.owned-objects.most}") int most) {
        return new OwnedUpkeep(database, kept, most, clock);
    }
}
