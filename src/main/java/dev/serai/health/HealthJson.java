package dev.serai.health;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.SystemHealth;

/**
 * What Spring Boot found out as JSON: {@code {"status", "timestamp"}} of the whole, and for who may see details
 * {@code "version"}, {@code "uptime"} in seconds and {@code "checks"} besides, each with its status and its details.
 */
final class HealthJson extends JsonSerializer<HealthComponent> {

    private final Clock clock;
    private final String version;
    private final Supplier<Duration> uptime;

    HealthJson(Clock clock, String version, Supplier<Duration> uptime) {
        this.clock = clock;
        this.version = version;
        this.uptime = uptime;
    }

    @Override
    public void serialize(HealthComponent health, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject();
        json.writeStringField("status", health.getStatus().getCode());
        if (health instanceof SystemHealth) {
            json.writeStringField(
                    "timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        }
        if (health instanceof CompositeHealth composite && composite.getComponents() != null) {
            writeChecks(composite, json, provider);
        }
        if (health instanceof Health check) {
            for (Map.Entry<String, Object> detail : check.getDetails().entrySet()) {
                provider.defaultSerializeField(detail.getKey(), detail.getValue(), json);
            }
        }
        json.writeEndObject();
    }

    private void writeChecks(CompositeHealth health, JsonGenerator json, SerializerProvider provider)
            throws IOException {
        if (health instanceof SystemHealth) {
            json.writeStringField("version", version);
            json.writeNumberField("uptime", uptime.get().toSeconds());
        }
        json.writeObjectFieldStart("checks");
        for (Map.Entry<String, HealthComponent> check : health.getComponents().entrySet()) {
            json.writeFieldName(check.getKey());
            serialize(check.getValue(), json, provider);
        }
        json.writeEndObject();
    }
}
