package dev.serai.usage;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What the provider charges by its own books: tokens that it reported, and tokens that it could not report. */
final class MoneyBooks {

    /** One kind of request. */
    static final class Page {
        final AtomicLong reported = new AtomicLong();
        final AtomicLong unreported = new AtomicLong();
        final AtomicLong attempts = new AtomicLong();
    }

    /** An attempt: open until it is said whether its usage went out. */
    static final class Entry {

        private final Page page;
        private final long prompt;
        private long written;

        private Entry(Page page, long prompt) {
            this.page = page;
            this.prompt = prompt;
            page.attempts.incrementAndGet();
            page.unreported.addAndGet(prompt);
        }

        /** So much more of an answer went out. */
        void writes(long tokens) {
            written += tokens;
            page.unreported.addAndGet(tokens);
        }

        long prompt() {
            return prompt;
        }

        long written() {
            return written;
        }

        /** The usage went out, too. */
        void reports() {
            page.unreported.addAndGet(-prompt - written);
            page.reported.addAndGet(prompt + written);
        }

        /** Nothing is charged: it was refused. */
        void isFree() {
            page.unreported.addAndGet(-prompt);
        }
    }

    private final Map<MoneyKind, Page> pages = new EnumMap<>(MoneyKind.class);

    MoneyBooks() {
        for (MoneyKind kind : MoneyKind.values()) {
            pages.put(kind, new Page());
        }
    }

    Entry asked(MoneyKind kind, long prompt) {
        return new Entry(pages.get(kind), prompt);
    }

    Page page(MoneyKind kind) {
        return pages.get(kind);
    }
}
