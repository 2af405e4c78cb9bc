package dev.serai.answers;

import dev.serai.store.Database;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Processor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;

/** Where answers are kept, and the steps that keep and find them. */
@Configuration(proxyBeanMethods = false)
class AnswersConfiguration {

    private final Duration kept;

    AnswersConfiguration(@Value("${serai.answers.keep}") Duration kept) {
        this.kept = kept;
    }

    @Bean
    KeptAnswers keptAnswers(
            Database database,
            Clock clock,
            @Value("${serai.answers.largest}") long largest,
            @Value("${serai.answers.most}") long most,
            @Value("${serai.answers.most-characters}") long mostCharacters) {
        return new KeptAnswers(new AnswerStore(database, clock), limits(largest, most, mostCharacters));
    }

    private AnswerLimits limits(long largest, long most, long mostCharacters) {
        return new AnswerLimits(kept, largest, most, mostCharacters);
    }

    @Bean
    Telling telling(
            KeptAnswers answers,
            Database database,
            Clock clock,
            @Value("${serai.answers.largest}") long largest,
            @Value("${serai.answers.most}") long most,
            @Value("${serai.answers.most-characters}") long mostCharacters) {
        return new Telling(
                answers,
                new EventStore(database, clock),
                new AnswerStore(database, clock),
                limits(largest, most, mostCharacters));
    }

    @Bean
    Processor tellAnswer(Telling telling) {
        return new TellAnswer(telling);
    }

    @Bean
    Processor recall(KeptAnswers answers) {
        return new Recall(answers);
    }

    @Bean
    Processor remember(KeptAnswers answers, Telling telling, Clock clock) {
        return new Remember(answers, telling, kept, clock);
    }

    @Bean
    Processor findAnswer(KeptAnswers answers) {
        return new FindAnswer(answers);
    }

    @Bean
    Processor findKeeper(KeptAnswers answers) {
        return new FindKeeper(answers);
    }

    @Bean
    Processor deleteAnswer(KeptAnswers answers, Telling telling) {
        return new DeleteAnswer(answers, telling);
    }

    @Bean
    Later later(
            KeptAnswers answers,
            Telling telling,
            Clock clock,
            ObjectProvider<Works> works,
            @Qualifier("applicationTaskExecutor") TaskExecutor workers) {
        return new Later(answers, telling, new Remember(answers, telling, kept, clock), works::getObject, workers);
    }

    @Bean
    Processor answerLater(Later later) {
        return later::begin;
    }

    @Bean
    Processor cancelAnswer(Later later) {
        return later::cancel;
    }
}
