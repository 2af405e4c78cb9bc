package dev.serai.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.store.Database;
import dev.serai.wire.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.RowMapper;

/** How projects and tokens stand in the database's rows. */
final class DirectoryRows {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    /** How many rows are read at a time. */
    private static final int PAGE = 5000;

    /** Many tokens have the same rules. */
    private static final Cache<String, Rules> RULES =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private DirectoryRows() {}

    /**
     * All that changed after a revision, page by page: neither the database nor the driver then holds all of them.
     *
     * @param select of which table, without a condition
     */
    static <T> List<T> changedAfter(
            Database database, String select, long revision, RowMapper<T> row, Function<T, String> id) {
        List<T> all = new ArrayList<>();
        List<T> page;
        do {
            page = database.sql()
                    .sql(select + "where revision > :revision and id > :after order by id limit " + PAGE)
                    .param("revision", revision)
                    .param("after", all.isEmpty() ? "" : id.apply(all.get(all.size() - 1)))
                    .query(row)
                    .list();
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    static Project project(ResultSet row, int number) throws SQLException {
        return new Project(
                row.getString("id"),
                row.getString("name"),
                row.getBoolean("active"),
                rules(row),
                texts(row, "provider_keys"),
                texts(row, "metadata"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("revision"));
    }

    static Token token(ResultSet row, int number) throws SQLException {
        String role = row.getString("role");
        return new Token(
                row.getString("id"),
                row.getString("hash"),
                row.getString("prefix"),
                row.getString("name"),
                row.getString("project_id"),
                role == null ? null : Role.valueOf(role),
                row.getBoolean("active"),
                rules(row),
                texts(row, "labels"),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                instant(row, "last_used_at"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("revision"));
    }

    /** This moment, as exactly as the database keeps it: what is returned is what is read later. */
    static Instant now() {
        return exact(Instant.now());
    }

    /** A moment as exactly as the database keeps it; null of null. */
    static Instant exact(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** A moment as JDBC takes it. */
    static OffsetDateTime timestamp(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Rules rules(ResultSet row) throws SQLException {
        String json = row.getString("rules");
        try {
            Rules known = RULES.getIfPresent(json);
            if (known == null) {
                known = Json.MAPPER.readValue(json, Rules.class);
                RULES.put(json, known);
            }
            return known;
        } catch (JsonProcessingException e) {
            throw new SQLException("The rules of " + row.getString("id") + " are no JSON of this version", e);
        }
    }

    private static Map<String, String> texts(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        try {
            return json.equals("{}") ? Map.of() : Map.copyOf(Json.MAPPER.readValue(json, TEXTS));
        } catch (JsonProcessingException e) {
            throw new SQLException(column + " of " + row.getString("id") + " is no JSON object of texts", e);
        }
    }
}
