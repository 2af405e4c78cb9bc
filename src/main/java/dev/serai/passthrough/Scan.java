package dev.serai.passthrough;

import dev.serai.wire.JsonGrammar;
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

    /** Looks at one object of JSON, and refuses anything else. */
    static Scan ofObject(JsonPass json) {
        JsonGrammar grammar = new JsonGrammar();
        Scan looked = of(json);
        return new Scan() {
            @Override
            public void add(byte[] bytes, int offset, int count) {
                grammar.add(bytes, offset, count);
                looked.add(bytes, offset, count);
            }

            @Override
            public void end() {
                grammar.end();
                looked.end();
            }
        };
    }

    /** The next bytes. */
    void add(byte[] bytes, int offset, int count);

    /** Nothing follows. */
    void end();
}
