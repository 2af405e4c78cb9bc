package dev.serai.resources;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** What stands under {@code serai.caches} and {@code serai.datasources}: a name, and what it is. */
record ResourceSettings(Map<String, CacheSettings> caches, Map<String, DataSourceSettings> dataSources) {

    static final String CACHES = "serai.caches";
    static final String DATA_SOURCES = "serai.datasources";

    /**
     * A cache's bounds.
     *
     * @param maximumEntries how many it holds at most
     * @param maximumBytes what all of them take at most
     * @param expireAfterWrite how old an entry may be; zero for any age
     * @param expireAfterAccess how long an entry is kept that nobody asks for; zero for any time
     */
    record CacheSettings(
            @DefaultValue("10000") long maximumEntries,
            @DefaultValue("16MB") DataSize maximumBytes,
            @DefaultValue("5m") Duration expireAfterWrite,
            @DefaultValue("0") Duration expireAfterAccess) {}

    /**
     * Where a database is, and what a route may have of it.
     *
     * @param url {@code postgresql://user:password@host/name}, or a JDBC URL
     * @param poolSize most connections at a time
     * @param readOnly whether the database is told to refuse changes
     * @param connectionTimeout how long a step waits for a connection
     * @param queryTimeout how long a query may take
     * @param maximumRows how many rows a step gets at most, the first ones
     * @param maximumBytes how large a result may be, where the driver can tell
     */
    record DataSourceSettings(
            @DefaultValue("") String url,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @DefaultValue("8") int poolSize,
            @DefaultValue("true") boolean readOnly,
            @DefaultValue("1s") Duration connectionTimeout,
            @DefaultValue("2s") Duration queryTimeout,
            @DefaultValue("1000") int maximumRows,
            @DefaultValue("16MB") DataSize maximumBytes) {}

    /**
     * Reads them.
     *
     * @throws RuntimeException naming a key that is not known, or whose value is not of its kind
     */
    static ResourceSettings of(Environment environment) {
        return new ResourceSettings(
                bound(environment, CACHES, CacheSettings.class),
                bound(environment, DATA_SOURCES, DataSourceSettings.class));
    }

    private static <T> Map<String, T> bound(Environment environment, String prefix, Class<T> type) {
        return Binder.get(environment)
                .bind(prefix, Bindable.mapOf(String.class, type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                .orElseGet(Map::of);
    }
}
