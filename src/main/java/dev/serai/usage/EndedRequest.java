package dev.serai.usage;

import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.call.TimedAttempt;
import java.math.BigDecimal;
import java.util.List;

/**
 * A request of a route whose last byte is out, however it ended.
 *
 * @param attempts who was asked, in the order in which that began
 * @param record what is on record of it; of a caller whom nobody knows, too, though that is not kept
 * @param others the same of attempts before or beside the one that the client got its answer or error of
 * @param caller null where nobody knows who called
 * @param total what all of it cost; null where a price is not known
 */
public record EndedRequest(
        Call call,
        List<TimedAttempt> attempts,
        UsageRecord record,
        List<UsageRecord> others,
        Caller caller,
        BigDecimal total) {}
