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
        return new KeptAnswers(new AnswerStore(database, clock), new AnswerLimits(kept, largest, most, mostCharacters));
    }

    @Bean
    Processor recall(KeptAnswers answers) {
        return new Recall(answers);
    }

    @Bean
    Processor remember(KeptAnswers answers, Clock clock) {
        return new Remember(answers, kept, clock);
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
    Processor deleteAnswer(KeptAnswers answers) {
        return new DeleteAnswer(answers);
    }

    @Bean
    Later later(
            KeptAnswers answers,
            Clock clock,
            ObjectProvider<Works> works,
            @Qualifier("applicationTaskExecutor") TaskExecutor workers) {
        return new Later(answers, new Remember(answers, kept, clock), works::getObject, workers);
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
