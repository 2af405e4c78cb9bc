package dev.serai.call;

import org.apache.camel.Exchange;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;

/** The end of a call, which is that of an exchange: those that are copied of it end earlier. */
public final class End {

    private final Exchange whole;

    End(Exchange whole) {
        this.whole = whole;
    }

    /** Has something done then: when the answer's last byte is out. Any thread may ask for it. */
    public synchronized void then(Runnable action) {
        whole.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange exchange) {
                action.run();
            }
        });
    }

    /** Has what is to be done at the end of a copy done at this one. Several may be at it at a time. */
    public synchronized void takesOver(Exchange copy) {
        UnitOfWork work = copy.getUnitOfWork();
        if (work == null || work != whole.getUnitOfWork()) {
            copy.getExchangeExtension().handoverCompletions(whole);
        }
    }
}
