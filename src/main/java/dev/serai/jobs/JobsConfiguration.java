package dev.serai.jobs;

import dev.serai.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.apache.camel.Processor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.util.unit.DataSize;

/** Where jobs are kept, who works on them, and the steps that promise, find and end them. */
@Configuration(proxyBeanMethods = false)
class JobsConfiguration {

    @Bean
    JobLimits jobLimits(
            @Value("${serai.jobs.keep}") Duration keep,
            @Value("${serai.jobs.most}") int most,
            @Value("${serai.jobs.most-bytes}") DataSize mostBytes,
            @Value("${serai.jobs.largest}") DataSize largest,
            @Value("${serai.jobs.at-a-time}") int atATime,
            @Value("${serai.jobs.runs}") int runs,
            @Value("${serai.jobs.patience}") Duration patience,
            @Value("${serai.jobs.above}") DataSize above) {
        return new JobLimits(keep, most, mostBytes, largest, atATime, runs, patience, above);
    }

    @Bean
    JobStore jobStore(Database database, Clock clock) {
        return new JobStore(database, clock);
    }

    @Bean
    Jobs jobs(
            JobStore store,
            JobLimits limits,
            ObjectProvider<Runs> runs,
            MeterRegistry meters,
            @Qualifier("applicationTaskExecutor") TaskExecutor workers) {
        JobLeases leases = new JobLeases(store, UUID.randomUUID().toString());
        JobMeters counts = new JobMeters(meters);
        JobWork work = new JobWork(leases, limits, counts, runs::getObject);
        return new Jobs(store, leases, limits, work, counts, workers);
    }

    @Bean
    Processor deferral(JobLimits limits) {
        return new Deferral(limits.most() > 0, limits.above().toBytes());
    }

    @Bean
    Processor promiseJob(Jobs jobs, JobStore store, JobLimits limits, @Value("${serai.key-header}") String keyHeader) {
        return new PromiseJob(jobs, store, limits, keyHeader);
    }

    @Bean
    Processor findJob(JobStore store) {
        return new FindJob(store);
    }

    @Bean
    Processor listJobs(JobStore store) {
        return new ListJobs(store);
    }

    @Bean
    Processor cancelJob(Jobs jobs, JobStore store) {
        return new EndJob(jobs, store, false);
    }

    @Bean
    Processor deleteJob(Jobs jobs, JobStore store) {
        return new EndJob(jobs, store, true);
    }
}
