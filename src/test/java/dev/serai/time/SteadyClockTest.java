package dev.serai.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is followed, and what is not. */
class SteadyClockTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private Instant wall = START;
    private long nanos = Long.MAX_VALUE - 5; // it may wrap around
    private final SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

    /** Both go on, as they do. */
    private void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    /** Time passes while someone asks for it each second. */
    private void passLooking(Duration time) {
        for (long i = 0; i < time.toSeconds(); i++) {
            pass(Duration.ofSeconds(1));
            clock.instant();
        }
    }

    @Test
    void time_passesAsByTheTimer() {
        pass(Duration.ofMillis(1500));
        assertThat(clock.instant()).isEqualTo(START.plusMillis(1500));
        pass(Duration.ofNanos(7));
        assertThat(clock.instant()).isEqualTo(START.plusMillis(1500).plusNanos(7));
    }

    @ParameterizedTest
    @ValueSource(longs = {-999, -20, 20, 999})
    void drift_isFollowedAtTheNextLook(long millis) {
        wall = wall.plusMillis(millis);
        pass(Duration.ofMillis(999));
        assertThat(clock.instant()).isEqualTo(START.plusMillis(999));
        pass(Duration.ofMillis(1));
        assertThat(clock.instant()).isEqualTo(START.plusMillis(1000 + millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-P400D", "-PT1H", "-PT1S", "PT1S", "PT1H", "P400D"})
    void jump_isFollowedOnlyAfterItHasLasted(Duration jump) {
        wall = wall.plus(jump);
        passLooking(Duration.ofMinutes(10));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(10)));
        passLooking(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(wall);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1H", "PT1H"})
    void jumpThatIsTakenBack_isNeverFollowed(Duration jump) {
        wall = wall.plus(jump);
        passLooking(Duration.ofMinutes(9));
        wall = wall.minus(jump);
        passLooking(Duration.ofMinutes(9));
        assertThat(clock.instant()).isEqualTo(wall);
        wall = wall.plus(jump);
        passLooking(Duration.ofMinutes(9));
        assertThat(clock.instant()).isEqualTo(wall.minus(jump));
    }

    @Test
    void followedJump_isTheNewCourse() {
        wall = wall.plus(Duration.ofHours(1));
        passLooking(Duration.ofMinutes(11));
        wall = wall.plus(Duration.ofHours(1));
        passLooking(Duration.ofMinutes(5));
        assertThat(clock.instant()).isEqualTo(wall.minus(Duration.ofHours(1)));
    }

    @Test
    void jumpThatNobodySaw_isFollowedTenMinutesAfterItIsSeen() {
        wall = wall.plus(Duration.ofHours(1));
        pass(Duration.ofDays(1));
        assertThat(clock.instant()).isEqualTo(wall.minus(Duration.ofHours(1)));
        passLooking(Duration.ofMinutes(11));
        assertThat(clock.instant()).isEqualTo(wall);
    }

    @Test
    void zones_showTheSameTime() {
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        assertThat(clock.withZone(tokyo).getZone()).isEqualTo(tokyo);
        pass(Duration.ofMillis(10));
        assertThat(clock.withZone(tokyo).instant()).isEqualTo(START.plusMillis(10));
    }

    @Test
    void systemClock_isWhereItStarts() {
        Instant before = Instant.now();
        assertThat(new SteadyClock().instant()).isBetween(before, Instant.now().plusSeconds(1));
    }
}
