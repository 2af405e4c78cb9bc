package dev.serai.routing;

import dev.serai.SeraiProperties;
import dev.serai.access.Authenticator;
import dev.serai.access.Callers;
import dev.serai.access.ClientSecrets;
import dev.serai.access.Loopback;
import dev.serai.breakers.Breakers;
import dev.serai.http.ErrorAnswer;
import dev.serai.http.ReadRequest;
import dev.serai.http.Unserved;
import dev.serai.simulator.Simulator;
import dev.serai.simulator.SimulatorProcessor;
import dev.serai.time.Watchdog;
import dev.serai.upstream.Accept;
import dev.serai.upstream.Answer;
import dev.serai.upstream.Authorize;
import dev.serai.upstream.Batches;
import dev.serai.upstream.KeepStream;
import dev.serai.upstream.Keys;
import dev.serai.upstream.Prepare;
import dev.serai.upstream.PromptAnswer;
import dev.serai.upstream.Unreachable;
import dev.serai.upstream.UpstreamErrors;
import dev.serai.upstream.UpstreamHeaderFilter;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Processor;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;

/**
 * The steps that route files name in {@code process: ref}; a bean's name is the word in the route. Those that know the
 * generation's models ({@code resolve}, {@code listModels}, …) are bound by {@link GenerationLoader}.
 */
@Configuration(proxyBeanMethods = false)
class Steps {

    @Bean
    Processor authenticate(
            SeraiProperties serai, Callers callers, ClientSecrets secrets, Loopback loopback, Clock clock) {
        boolean open = serai.anonymousLoopback() && serai.keys().isEmpty();
        return new Authenticator(callers, secrets, serai.keyHeader(), open ? loopback : null, clock);
    }

    @Bean
    Processor readChat(SeraiProperties serai) {
        return new ReadRequest("chat", serai.maxBodyBytes());
    }

    @Bean
    Processor readCompletion(SeraiProperties serai) {
        return new ReadRequest("completions", serai.maxBodyBytes());
    }

    @Bean
    Processor readEmbeddings(SeraiProperties serai) {
        return new ReadRequest("embeddings", serai.maxBodyBytes());
    }

    @Bean
    Processor readRerank(SeraiProperties serai) {
        return new ReadRequest("rerank", serai.maxBodyBytes());
    }

    @Bean
    Processor readModerations(SeraiProperties serai) {
        return new ReadRequest("moderations", serai.maxBodyBytes());
    }

    @Bean
    Processor readImages(SeraiProperties serai) {
        return new ReadRequest("images", serai.maxBodyBytes());
    }

    @Bean
    Processor readImageEdits(SeraiProperties serai) {
        return new ReadRequest("imageEdits", serai.maxBodyBytes());
    }

    @Bean
    Processor readImageVariations(SeraiProperties serai) {
        return new ReadRequest("imageVariations", serai.maxBodyBytes());
    }

    @Bean
    Processor readSpeech(SeraiProperties serai) {
        return new ReadRequest("speech", serai.maxBodyBytes());
    }

    @Bean
    Processor readTranscription(SeraiProperties serai) {
        return new ReadRequest("transcriptions", serai.maxBodyBytes());
    }

    @Bean
    Processor readTranslation(SeraiProperties serai) {
        return new ReadRequest("translations", serai.maxBodyBytes());
    }

    @Bean
    Processor readVideos(SeraiProperties serai) {
        return new ReadRequest("videos", serai.maxBodyBytes());
    }

    @Bean
    Processor batches() {
        return new Batches();
    }

    @Bean
    Processor prepare(SeraiProperties serai) {
        return new Prepare(serai.failover().silentStream(), serai.failover().silentWhole());
    }

    @Bean
    Processor authorize(Keys keys) {
        return new Authorize(keys);
    }

    @Bean
    Processor accept(
            SeraiProperties serai, Watchdog watchdog, @Qualifier("applicationTaskExecutor") TaskExecutor waiters) {
        return new Accept(
                new UpstreamErrors("pass".equals(serai.upstreamAuthErrors())),
                watchdog,
                waiters,
                serai.firstEventPatience(),
                serai.maxAnswerBytes());
    }

    @Bean
    HeaderFilterStrategy upstreamHeaders() {
        return new UpstreamHeaderFilter();
    }

    @Bean
    Processor keep() {
        return new KeepStream();
    }

    @Bean
    Processor unreachable(Breakers breakers) {
        return new Unreachable(breakers);
    }

    @Bean
    Processor answer() {
        return new Answer();
    }

    @Bean
    Processor promptAnswer() {
        return new PromptAnswer();
    }

    @Bean
    Processor openaiError() {
        return new ErrorAnswer((error, call) -> error.status());
    }

    /** The same in the format of the client, where that is another one. */
    @Bean
    Processor unserved() {
        return new Unserved();
    }

    @Bean
    Processor clientError() {
        return new ErrorAnswer((error, call) -> error.status());
    }

    /** The simple endpoint knows two failures: the caller's, and the provider's, which is a 500 whatever it was. */
    @Bean
    Processor promptError() {
        return new ErrorAnswer((error, call) -> call.target() == null ? error.status() : 500);
    }

    /** What is refused or fails is on record, and no log's business. */
    @Bean
    RedeliveryPolicy quietly() {
        return new RedeliveryPolicy().logExhausted(false).logHandled(false);
    }

    @Bean
    Processor simulator(
            @Value("${serai.simulator.first-token-delay}") Duration firstTokenDelay,
            @Value("${serai.simulator.tokens-per-second}") double tokensPerSecond) {
        return new SimulatorProcessor(new Simulator(Clock.systemUTC(), firstTokenDelay, tokensPerSecond));
    }
}
