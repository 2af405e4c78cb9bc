package dev.serai.routing;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A class that tells when it is loaded or made: nobody is to do that who only looks. */
public final class Trap extends RuntimeException implements Processor {

    private static final long serialVersionUID = 1L;

    static {
        Sprung.TIMES.incrementAndGet();
    }

    public Trap() {
        Sprung.TIMES.incrementAndGet();
    }

    /** Where it is counted. */
    static final class Sprung {

        static final AtomicInteger TIMES = new AtomicInteger();

        private Sprung() {}
    }

    public static String spring() {
        Sprung.TIMES.incrementAndGet();
        return "sprung";
    }

    @Override
    public void process(Exchange exchange) {
        Sprung.TIMES.incrementAndGet();
    }
}
