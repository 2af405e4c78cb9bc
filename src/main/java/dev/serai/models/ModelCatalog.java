package dev.serai.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.condensing.ListedWindows;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.KeepsByName;
import dev.serai.memory.NamesInUse;
import dev.serai.provider.Provider;
import dev.serai.wire.Glob;
import dev.serai.wire.Json;
import dev.serai.wire.ModelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The models that clients can name: aliases, those that provider files declare, and those that providers listed when
 * they were last asked. Reading it never waits for a provider.
 */
public final class ModelCatalog implements KeepsByName, Holder, ListedWindows {

    private static final String OWNER = "serai";

    /** More than any provider has; what is beyond is left out, as are names that nobody could ask for. */
    private static final int MOST_MODELS = 20_000;

    /** For how long an empty list is not believed after one that was not: whoever starts, or is half away, has none. */
    private static final long DOUBT_NANOS = Duration.ofHours(1).toNanos();

    /** The names that servers have for how many tokens a model takes. */
    private static final List<String> WINDOWS =
            List.of("context_window", "context_length", "max_model_len", "max_context_length");

    /** What a list says beyond these is no context window that anybody means. */
    private static final long SMALLEST_WINDOW = 1 << 10;

    private static final long LARGEST_WINDOW = 1 << 30;

    private record Discovered(String id, long created, long contextWindow) {}

    /** A provider's list, and when it came. */
    private record Listed(List<Discovered> models, Map<String, Long> windows, long nanos) {

        static Listed of(List<Discovered> models, long nanos) {
            return new Listed(
                    List.copyOf(models),
                    models.stream()
                            .collect(Collectors.toUnmodifiableMap(
                                    Discovered::id, Discovered::contextWindow, (first, second) -> first)),
                    nanos);
        }
    }

    private final Map<String, Listed> discovered = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    public ModelCatalog() {
        this(System::nanoTime);
    }

    public ModelCatalog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Takes a provider's list in OpenAI's form, {@code {"data": [{"id", "created"}]}}; it replaces the last one.
     *
     * @return false if it is empty where the last one was not, and so is not believed yet
     */
    public boolean discovered(String provider, JsonNode list) {
        List<Discovered> models = new ArrayList<>();
        for (JsonNode item : list.path("data")) {
            String id = item.path("id").asText();
            if (models.size() < MOST_MODELS && !ModelName.isTooLong(provider + "/" + id)) {
                models.add(new Discovered(id, item.path("created").asLong(), contextWindow(item)));
            }
        }
        long now = nanos.getAsLong();
        Listed last = discovered.get(provider);
        if (models.isEmpty() && last != null && !last.models().isEmpty() && now - last.nanos() < DOUBT_NANOS) {
            return false;
        }
        discovered.put(provider, Listed.of(models, now));
        return true;
    }

    /** How many models a provider listed; empty where it has listed none yet. */
    public OptionalInt discovered(String provider) {
        Listed listed = discovered.get(provider);
        return listed == null
                ? OptionalInt.empty()
                : OptionalInt.of(listed.models().size());
    }

    @Override
    public void retain(NamesInUse names) {
        discovered.keySet().removeIf(provider -> !names.haveProvider(provider));
    }

    @Override
    public List<Holding> holdings() {
        long models = 0;
        for (Listed listed : discovered.values()) {
            models += listed.models().size();
        }
        return List.of(Holding.unbounded("models-discovered", models));
    }

    /** Whether a provider listed a model when it was last asked. */
    public boolean lists(String provider, String model) {
        Listed listed = discovered.get(provider);
        return listed != null && listed.windows().containsKey(model);
    }

    private static long contextWindow(JsonNode model) {
        for (String name : WINDOWS) {
            long said = model.path(name).asLong();
            if (said >= SMALLEST_WINDOW && said <= LARGEST_WINDOW) {
                return said;
            }
        }
        return 0;
    }

    @Override
    public long contextWindow(String provider, String model) {
        Listed listed = discovered.get(provider);
        return listed == null ? 0 : listed.windows().getOrDefault(model, 0L);
    }

    private List<Discovered> discovered(Provider provider) {
        Listed listed = discovered.get(provider.name());
        return listed == null ? List.of() : listed.models();
    }

    /** All models by id, each {@code {"id", "object", "created", "owned_by"}}. */
    private Map<String, ObjectNode> all(ModelIndex index) {
        Map<String, ObjectNode> models = new LinkedHashMap<>();
        index.aliases().forEach(alias -> models.put(alias, model(alias, 0, OWNER)));
        for (Provider provider : index.providers()) {
            if (!provider.configured()) {
                continue;
            }
            provider.models().stream()
                    .filter(Glob::isLiteral)
                    .forEach(glob -> add(models, provider.name(), glob.pattern(), 0));
            for (Discovered model : discovered(provider)) {
                add(models, provider.name(), model.id(), model.created());
            }
        }
        return models;
    }

    /** The names of all models, aliases first. */
    public List<String> names(ModelIndex index) {
        return List.copyOf(all(index).keySet());
    }

    /** OpenAI's list of the models whose ids are allowed. */
    ObjectNode list(ModelIndex index, Predicate<String> allowed) {
        ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        all(index).forEach((id, model) -> {
            if (allowed.test(id)) {
                data.add(model);
            }
        });
        return list;
    }

    /** The model that a name stands for, under that name; what providers have not listed was made at no known time. */
    ObjectNode find(ModelIndex index, String id, ModelIndex.Way way) {
        if (way.target() == null) {
            return model(id, 0, OWNER);
        }
        ObjectNode listed = all(index).get(way.target().toString());
        long created = listed == null ? 0 : listed.path("created").asLong();
        return model(id, created, way.target().provider().name());
    }

    private static void add(Map<String, ObjectNode> models, String provider, String id, long created) {
        models.put(provider + "/" + id, model(provider + "/" + id, created, provider));
    }

    private static ObjectNode model(String id, long created, String owner) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", "model")
                .put("created", created)
                .put("owned_by", owner);
    }
}
