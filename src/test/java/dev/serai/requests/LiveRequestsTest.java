package dev.serai.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.usage.RequestFilter;
import dev.serai.usage.RequestFilter.Field;
import dev.serai.usage.UsageEventsTest;
import dev.serai.usage.UsageRecord;
import dev.serai.wire.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who looks on keeps nobody waiting, and takes a bounded place. */
class LiveRequestsTest {

    private static final RequestFilter ALL = new RequestFilter(null, null, Map.of(), null, false, null, null, null);

    private final LiveRequests live = new LiveRequests();

    @BeforeEach
    void start() {
        live.start();
    }

    private static UsageRecord record(String requestId) {
        return UsageEventsTest.ordinary(requestId);
    }

    @Test
    void twentyLookOn_andOneMoreWhenOneHasLeft() {
        List<LiveView> views = new ArrayList<>();
        for (int i = 0; i < LiveRequests.MOST; i++) {
            views.add(live.watch(ALL));
        }
        assertThatThrownBy(() -> live.watch(ALL))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("20");

        views.get(0).close();
        views.get(0).close();
        live.watch(ALL);
        assertThatThrownBy(() -> live.watch(ALL)).isInstanceOf(ApiException.class);
    }

    @Test
    void whoLooksAway_keepsNobodyWaiting_andTakesABoundedPlace() throws InterruptedException {
        LiveView view = live.watch(ALL);
        for (int i = 0; i < 100_000; i++) {
            view.offer(record("r" + i % 100));
        }
        LiveView.News news = view.next(Duration.ZERO);
        assertThat(news.records()).hasSize(LiveView.SHOWN);
        assertThat(news.more()).isEqualTo(100_000 - LiveView.SHOWN);
        assertThat(view.isOver()).isFalse();
    }

    @Test
    void moreThanAnybodyReads_isCounted_theLastAreShown() throws InterruptedException {
        LiveView view = live.watch(ALL);
        for (int i = 0; i < LiveView.SHOWN + 5; i++) {
            view.offer(record("r" + i));
        }
        LiveView.News news = view.next(Duration.ofSeconds(10));
        assertThat(news.more()).isEqualTo(5);
        assertThat(news.records())
                .extracting(UsageRecord::requestId)
                .startsWith("r5")
                .hasSize(LiveView.SHOWN);
        assertThat(view.next(Duration.ZERO).records()).isEmpty();
    }

    @Test
    void whatIsNotAskedFor_isNotShown() throws InterruptedException {
        LiveView view =
                live.watch(new RequestFilter(null, null, Map.of(Field.REQUEST_ID, "b"), null, false, null, null, null));
        view.offer(record("a"));
        view.offer(record("b"));

        assertThat(view.next(Duration.ofSeconds(10)).records())
                .extracting(UsageRecord::requestId)
                .containsExactly("b");
    }

    @Test
    void gatewayThatStops_sendsAllAway() {
        LiveView view = live.watch(ALL);
        live.stop();

        assertThat(view.isOver()).isTrue();
        assertThatThrownBy(() -> live.watch(ALL)).isInstanceOf(ApiException.class);
    }
}
