package dev.serai.answers;

import dev.serai.call.Works;
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

    @Bean
    AnswerLimits answerLimits(
            @Value("${serai.answers.keep}") Duration kept,
            @Value("${serai.answers.largest}") long largest,
            @Value("${serai.answers.most}") long most,
            @Value("${serai.answers.most-characters}") long mostCharacters) {
        return new AnswerLimits(kept, largest, most, mostCharacters);
    }

    @Bean
    AnswerStore answerStore(Database database, Clock clock) {
        return new AnswerStore(database, clock);
    }

    @Bean
    KeptAnswers keptAnswers(AnswerStore store, AnswerLimits limits) {
        return new KeptAnswers(store, limits);
    }

    @Bean
    Telling telling(KeptAnswers answers, Database database, Clock clock, AnswerStore store, AnswerLimits limits) {
        return new Telling(answers, new EventStore(database, clock), store, limits);
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
    Remember remember(KeptAnswers answers, Telling telling, AnswerLimits limits, Clock clock) {
        return new Remember(answers, telling, limits.kept(), clock);
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
            Remember remember,
            ObjectProvider<Works> works,
            @Qualifier("applicationTaskExecutor") TaskExecutor workers) {
        return new Later(answers, telling, remember, works::getObject, workers);
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
