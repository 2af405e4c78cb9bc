package dev.serai.access;

import dev.serai.SeraiProperties;
import dev.serai.log.Secrets;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.store.Database;
import dev.serai.time.StartGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may call, and what is known of them. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    /** Programs of this machine, where no key is asked of callers. */
    @Bean
    Loopback loopback(SeraiProperties serai) {
        return new Loopback(serai.cors().allowedOrigins());
    }

    @Bean
    Holder secretHoldings() {
        return () -> List.of(Holding.unbounded("secrets", Secrets.known().size()));
    }

    @Bean
    MasterKeys masterKeys(SeraiProperties serai) {
        return new MasterKeys(serai.masterKeys());
    }

    @Bean(ClientSecrets.NAME)
    ClientSecrets clientSecrets(MasterKeys masterKeys, Clock clock) {
        return new ClientSecrets(masterKeys, clock);
    }

    @Bean
    Directory directory(MasterKeys masterKeys) {
        return new Directory(masterKeys);
    }

    @Bean
    DirectoryFeed directoryFeed(SeraiProperties serai, Database database, Directory directory) {
        return new DirectoryFeed(database, directory, new Snapshot(serai.data().resolve("directory.json.gz")));
    }

    @Bean
    Changes changes(Database database, DirectoryFeed feed) {
        return new Changes(database, feed::refresh);
    }

    @Bean
    ProjectRegistry projectRegistry(Database database, Changes changes) {
        return new ProjectRegistry(database, changes);
    }

    @Bean
    TokenRegistry tokenRegistry(Database database, Changes changes) {
        return new TokenRegistry(database, changes);
    }

    @Bean
    DirectoryUpkeep directoryUpkeep(
            SeraiProperties serai,
            Database database,
            DirectoryFeed feed,
            ProjectRegistry projects,
            TokenRegistry tokens,
            MasterKeys masterKeys) {
        return new DirectoryUpkeep(
                database,
                feed,
                new FirstTokens(projects, tokens, serai.data()),
                new MasterKeyRotation(database, projects, masterKeys));
    }

    /** After the routes were loaded, and before requests are taken. */
    @Bean
    StartGate directoryGate(DirectoryUpkeep upkeep) {
        return new StartGate(2, upkeep::awaitFilled);
    }

    @Bean
    Callers callers(SeraiProperties serai, Directory directory, Clock clock, MeterRegistry meters) {
        JwtCallers jwts = serai.jwt().issuer().isBlank()
                ? null
                : new JwtCallers(
                                IssuerKeys.decoder(serai.jwt(), clock, meters),
                                serai.jwt().projectClaim(),
                                directory,
                                clock)
                        .show(meters);
        return new Callers(serai.keys(), directory, jwts);
    }
}
