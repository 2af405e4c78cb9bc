package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.cache.AnswerCache;
import dev.serai.cache.CacheEntry;
import dev.serai.cache.CacheSelection;
import dev.serai.cache.SemanticCache;
import dev.serai.resources.CacheReading;
import dev.serai.resources.KeptCategory;
import dev.serai.store.Audit;
import dev.serai.store.Database;
import dev.serai.tiers.TierReading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/cache}: answers that this replica keeps to give them again, and to have them forgotten. */
@RestController
@RequestMapping("/manage/cache")
public class ManageCache {

    private static final Logger LOG = LoggerFactory.getLogger(ManageCache.class);

    /** How long who takes answers out waits until a crash would not bring them back. */
    private static final Duration SAVED = Duration.ofSeconds(2);

    /** What is kept, by what it is for. */
    public record Report(Map<String, CacheReading> categories, Map<String, TierReading> tiers, List<CacheEntry> top) {}

    /** How many answers were taken out. */
    public record Removed(long removed) {}

    private final AnswerCache cache;
    private final SemanticCache semantic;
    private final List<KeptCategory> others;
    private final Audit audit;

    ManageCache(AnswerCache cache, SemanticCache semantic, List<KeptCategory> others, Database database) {
        this.cache = cache;
        this.semantic = semantic;
        this.others = others;
        this.audit = new Audit(database);
    }

    @Does(Act.READ)
    @GetMapping
    public Report report(@RequestParam Map<String, String> query) {
        Parameters parameters = new Parameters("getCache", query);
        parameters.requireFit();
        Map<String, CacheReading> readings = new TreeMap<>(cache.readings());
        readings.put(SemanticCache.CATEGORY, semantic.reading());
        others.forEach(it -> readings.put(it.name(), it.reading()));
        return new Report(readings, cache.tiers(), cache.top(parameters.limit()));
    }

    /** Takes out what fits all that is said; all answers, if nothing is. */
    @Does(Act.CLEAR_CACHE)
    @DeleteMapping
    public Removed remove(
            @RequestParam Map<String, String> query, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        Parameters parameters = new Parameters("clearCache", query);
        parameters.requireFit();
        query.forEach((name, text) -> {
            if (text.isEmpty()) { // a variable of a script that is not set
                refuse(name, "is empty: leave it out where all are meant");
            }
        });
        CacheSelection selection = new CacheSelection(
                said(parameters, "project"),
                said(parameters, "model"),
                said(parameters, "key"),
                said(parameters, "category"));
        Removed removed = new Removed(removed(selection));
        note(visit, selection, removed);
        return removed;
    }

    private long removed(CacheSelection selection) {
        if (SemanticCache.CATEGORY.equals(selection.category())) {
            return semantic.remove(selection);
        }
        Optional<KeptCategory> other = others.stream()
                .filter(it -> it.name().equals(selection.category()))
                .findFirst();
        if (other.isEmpty() && selection.category() != null && !cache.readings().containsKey(selection.category())) {
            refuse("category", "there is no such category");
        }
        if (other.isPresent() && !selection.isOfCategoryAlone()) {
            refuse("category", "is forgotten as a whole: it has no answers of projects or models");
        }
        if (other.isPresent()) {
            return other.get().clear();
        }
        if (selection.category() == null) {
            semantic.remove(selection);
        }
        return cache.remove(selection, SAVED);
    }

    private static void refuse(String parameter, String why) {
        Faults faults = new Faults();
        faults.add(parameter, why);
        faults.refuse();
    }

    private static String said(Parameters parameters, String name) {
        String text = parameters.text(name);
        return text.isEmpty() ? null : text;
    }

    private static String category(CacheSelection selection) {
        return selection.category() == null ? "answers" : selection.category();
    }

    /** The database may be what is in trouble: a wrong answer must go all the same. */
    private void note(AdminVisit visit, CacheSelection selection, Removed removed) {
        LOG.info("{} has taken {} answers out of the cache", visit.actor().name(), removed.removed());
        try {
            audit.note(visit.actor(), "cache.clear", category(selection), selection, removed);
        } catch (DataAccessException | TransactionException e) {
            LOG.error("This could not be put into the audit: the database cannot be reached");
        }
    }
}
