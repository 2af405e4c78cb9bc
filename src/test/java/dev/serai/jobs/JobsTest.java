package dev.serai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Jobs that nobody can begin. */
class JobsTest {

    private static final Duration KEEP = Duration.ofHours(1);
    private static final DataSize SIZE = DataSize.ofMegabytes(1);

    @ParameterizedTest
    @ValueSource(classes = {RejectedExecutionException.class, OutOfMemoryError.class})
    void jobThatNoThreadIsThereFor_waitsForOne_andIsNotHeld(Class<? extends Throwable> thrown) {
        Executor threads = mock(Executor.class);
        doThrow(thrown).when(threads).execute(any());
        Job job = mock(Job.class);
        when(job.id()).thenReturn("job_1");
        JobLeases leases = mock(JobLeases.class);
        when(leases.take()).thenReturn(Optional.of(job)).thenReturn(Optional.empty());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        JobLimits limits = new JobLimits(KEEP, 10, SIZE, SIZE, 1, 1, KEEP, DataSize.ofBytes(0));
        Jobs jobs = new Jobs(mock(JobStore.class), leases, limits, mock(JobWork.class), new JobMeters(meters), threads);

        jobs.look();

        verify(leases).putBack(eq("job_1"), any(), eq(false));
        assertThat(meters.get("serai.jobs.running").gauge().value()).isZero();
    }
}
