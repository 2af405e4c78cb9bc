package dev.serai.stream;

import java.io.IOException;

/** What came is no frame: where the next one begins is not known either. */
final class BrokenFrame extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenFrame(String why) {
        super(why);
    }
}
