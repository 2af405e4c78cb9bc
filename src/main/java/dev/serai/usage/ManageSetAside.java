package dev.serai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Act;
import dev.serai.access.Does;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/usage/set-aside}: records of usage that the database did not take, while all others go on. */
@RestController
@RequestMapping("/manage/usage/set-aside")
class ManageSetAside {

    private static final int SHOWN = 100;

    /**
     * A record that was set aside.
     *
     * @param record as far as it can be read, else null
     */
    record Item(String journal, long sequence, Instant setAsideAt, String reason, JsonNode record) {

        private static Item of(SetAside.Entry entry) {
            return new Item(
                    entry.journal().toString(), entry.sequence(), entry.setAsideAt(), entry.reason(), entry.record());
        }
    }

    /**
     * All of them.
     *
     * @param count how many there are
     * @param data the first hundred
     */
    record Report(int count, List<Item> data) {}

    private final UsageWriter writer;

    ManageSetAside(UsageWriter writer) {
        this.writer = writer;
    }

    @Does(Act.READ)
    @GetMapping
    Report report() {
        List<SetAside.Entry> entries = writer.setAside();
        return new Report(
                entries.size(), entries.stream().limit(SHOWN).map(Item::of).toList());
    }

    /** Now, instead of at the next start. */
    @Does(Act.RELOAD)
    @PostMapping("/retry")
    Report retry() {
        writer.retrySetAside();
        return report();
    }
}
