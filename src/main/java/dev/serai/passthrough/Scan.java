package dev.serai.passthrough;

/** What looks at bytes as they pass; what it throws ends their way. */
interface Scan {

    /** Looks at nothing. */
    Scan NONE = new Scan() {
        @Override
        public void add(byte[] bytes, int offset, int count) {}

        @Override
        public void end() {}
    };

    /** The next bytes. */
    void add(byte[] bytes, int offset, int count);

    /** Nothing follows. */
    void end();
}
