package dev.serai.http;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.catalina.connector.ClientAbortException;

/**
 * Writes an answer at the pace of its client. One that takes nothing for long is given up by Tomcat, and here one that takes
 * too little: it is written in slices, since a write of all of it says nothing until its end.
 */
final class Delivery extends OutputStream {

    private static final int SLICE = 64 << 10;

    private final OutputStream out;
    private final Client client;
    private final Pace pace;

    Delivery(OutputStream out, Client client, Pace pace) {
        this.out = out;
        this.client = client;
        this.pace = pace;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // it is no matter of priority
    public void write(byte[] bytes, int from, int length) throws IOException {
        int end = from + length;
        for (int at = from; at < end; at += SLICE) {
            int n = Math.min(SLICE, end - at);
            long began = System.nanoTime();
            out.write(bytes, at, n);
            took(n, began);
            if (at + n < end) {
                Thread.yield(); // a client that takes all at once must not keep others from a virtual thread's carrier
            }
        }
    }

    @Override
    public void flush() throws IOException {
        long began = System.nanoTime();
        out.flush();
        took(0, began);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void took(int bytes, long began) throws IOException {
        pace.add(bytes, System.nanoTime() - began);
        if (pace.isTooSlow()) {
            client.drop();
            throw new ClientAbortException("the client takes its answer too slowly");
        }
    }
}
