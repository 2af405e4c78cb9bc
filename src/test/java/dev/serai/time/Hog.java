package dev.serai.time;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step that takes all of the heap, in small parts, and holds it until it gets no more. */
public final class Hog implements Processor {

    private static final int PART = 64 << 10;

    @Override
    public void process(Exchange exchange) {
        List<byte[]> all = new ArrayList<>();
        while (all.add(new byte[PART])) {
            // until there is none left
        }
    }
}
