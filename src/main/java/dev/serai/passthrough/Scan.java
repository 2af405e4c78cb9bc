package dev.serai.passthrough;

import dev.serai.wire.JsonPass;

/** What looks at bytes as they pass; what it throws ends their way. */
interface Scan {

    /** Looks at nothing. */
    Scan NONE = new Scan() {
        @Override
        public void add(byte[] bytes, int offset, int count) {}

        @Override
        public void end() {}
    };

    /** Looks at JSON. */
    static Scan of(JsonPass json) {
        return new Scan() {
            @Override
            public void add(byte[] bytes, int offset, int count) {
                json.add(bytes, offset, count);
            }

            @Override
            public void end() {
                json.end();
            }
        };
    }

    /** The next bytes. */
    void add(byte[] bytes, int offset, int count);

    /** Nothing follows. */
    void end();
}
