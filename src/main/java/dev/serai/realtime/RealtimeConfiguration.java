package dev.serai.realtime;

import dev.serai.SeraiProperties;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.task.TaskExecutor;

/** The sessions that are open, and the container's own WebSockets. */
@Configuration(proxyBeanMethods = false)
class RealtimeConfiguration {

    @Bean
    RealtimeSettings realtimeSettings(
            SeraiProperties serai,
            @Value("${serai.realtime.sessions}") int most,
            @Value("${serai.realtime.sessions-of-one}") int mostOfOne,
            @Value("${serai.realtime.idle}") Duration idle,
            @Value("${serai.realtime.longest}") Duration longest) {
        return new RealtimeSettings(
                most, mostOfOne, idle, longest, serai.clients().writeTimeout());
    }

    @Bean(destroyMethod = "close")
    Sessions realtimeSessions(
            RealtimeSettings settings,
            ObjectProvider<Turns> turns,
            @Qualifier("applicationTaskExecutor") TaskExecutor threads,
            MeterRegistry meters) {
        Sessions sessions = new Sessions(settings, threads, turns::getObject);
        Gauge.builder("serai.realtime.sessions", sessions, Sessions::open)
                .description("Realtime sessions that are open")
                .register(meters);
        return sessions;
    }

    @Bean
    Holder realtimeHoldings(Sessions sessions, RealtimeSettings settings) {
        return () -> List.of(Holding.bounded("realtime-sessions", sessions.open(), settings.most()));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> webSockets() {
        return tomcat ->
                tomcat.addContextCustomizers(context -> context.addServletContainerInitializer(new WsSci(), Set.of()));
    }

    /** Before the web server waits for requests: a session would not end by itself. */
    @Bean
    ApplicationListener<ContextClosedEvent> endOfSessions(Sessions sessions) {
        return event -> sessions.stop();
    }
}
