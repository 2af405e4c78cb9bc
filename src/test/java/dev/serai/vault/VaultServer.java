package dev.serai.vault;

/** A vault with key/value engines: {@code secret/} of version 2, {@code kv/} of version 1. */
interface VaultServer extends AutoCloseable {

    /** Of its API. */
    String url();

    /** That may do everything. */
    String token();

    /** Makes this the newest version of a secret in {@code secret/}. */
    void put(String secret, String field, String value) throws Exception;

    /** Begins to answer. */
    void open() throws Exception;

    @Override
    void close();
}
