package dev.serai.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.condensing.ListedWindows;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.KeepsByName;
import dev.serai.memory.NamesInUse;
import dev.serai.provider.Provider;
import dev.serai.time.HotCache;
import dev.serai.wire.Glob;
import dev.serai.wire.Json;
import dev.serai.wire.ModelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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

    /** What one takes beside its name, about. */
    private static final int ENTRY = 200;

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

        int weight() {
            return ENTRY * (1 + models.size())
                    + models.stream().mapToInt(model -> model.id().length()).sum();
        }
    }

    private final Cache<String, Listed> discovered;
    private final LongSupplier nanos;

    /** One that forgets nothing, for a look at files. */
    public ModelCatalog() {
        this(System::nanoTime, Long.MAX_VALUE, Duration.ofDays(1));
    }

    /** Sets its bounds: the bytes that lists may take, and for how long one is kept of a provider that gives no other. */
    public ModelCatalog(LongSupplier nanos, long bytes, Duration keep) {
        this.nanos = nanos;
        this.discovered = HotCache.builder()
                .ticker(nanos::getAsLong)
                .maximumWeight(bytes)
                .weigher((String provider, Listed listed) -> listed.weight())
                .expireAfterWrite(keep)
                .recordStats()
                .build();
    }

    /** The lists, by provider. */
    public Cache<?, ?> lists() {
        return discovered;
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
                models.add(new Discovered(id, item.path("created").asLong(), ListedWindow.of(item)));
            }
        }
        long now = nanos.getAsLong();
        Listed last = discovered.asMap().get(provider);
        if (models.isEmpty() && last != null && !last.models().isEmpty() && now - last.nanos() < DOUBT_NANOS) {
            return false;
        }
        discovered.put(provider, Listed.of(models, now));
        return true;
    }

    /** How many models a provider listed; empty where it has listed none yet. */
    public OptionalInt discovered(String provider) {
        Listed listed = discovered.asMap().get(provider);
        return listed == null ? OptionalInt.empty() : OptionalInt.of(listed.models.size());
    }

    @Override
    public void retain(NamesInUse names) {
        discovered.asMap().keySet().removeIf(provider -> !names.haveProvider(provider));
    }

    @Override
    public List<Holding> holdings() {
        long models = discovered.asMap().values().stream()
                .mapToLong(it -> it.models().size())
                .sum();
        return List.of(Holding.unbounded("models-discovered", models));
    }

    /** Whether a provider listed a model when it was last asked. */
    public boolean lists(String provider, String model) {
        Listed listed = discovered.getIfPresent(provider);
        return listed != null && listed.windows().containsKey(model);
    }

    @Override
    public long contextWindow(String provider, String model) {
        Listed listed = discovered.getIfPresent(provider);
        return listed == null ? 0 : listed.windows().getOrDefault(model, 0L);
    }

    private List<Discovered> discovered(Provider provider) {
        Listed listed = discovered.getIfPresent(provider.name());
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
