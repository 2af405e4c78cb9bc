package dev.serai.simulator;

import java.io.ByteArrayOutputStream;

/** Bytes that are joined, as many as something that is kept may have. */
final class SimulatedBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds some, if there is room; 413 if there is not. */
    void add(byte[] more) {
        SimulatedObjects.requireRoom((long) bytes.size() + more.length);
        bytes.writeBytes(more);
    }

    /** How many more there is room for. */
    int room() {
        return SimulatedObjects.LARGEST - bytes.size();
    }

    int size() {
        return bytes.size();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
