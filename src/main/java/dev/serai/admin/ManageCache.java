package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.cache.AnswerCache;
import dev.serai.cache.CacheEntry;
import dev.serai.cache.CacheReading;
import dev.serai.cache.CacheSelection;
import dev.serai.store.Audit;
import dev.serai.store.Database;
import java.util.List;
import java.util.Map;
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

    /** What is kept, by what it is for. */
    public record Report(Map<String, CacheReading> categories, List<CacheEntry> top) {}

    /** How many answers were taken out. */
    public record Removed(long removed) {}

    private final AnswerCache cache;
    private final Audit audit;

    ManageCache(AnswerCache cache, Database database) {
        this.cache = cache;
        this.audit = new Audit(database);
    }

    @Does(Act.READ)
    @GetMapping
    public Report report(@RequestParam Map<String, String> query) {
        Parameters parameters = new Parameters("getCache", query);
        parameters.requireFit();
        return new Report(Map.of(AnswerCache.CATEGORY, cache.reading()), cache.top(parameters.limit()));
    }

    /** Takes out what fits all that is said; everything, if nothing is. */
    @Does(Act.CLEAR_CACHE)
    @DeleteMapping
    public Removed remove(@RequestParam Map<String, String> query, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        Parameters parameters = new Parameters("clearCache", query);
        parameters.requireFit();
        CacheSelection selection =
                new CacheSelection(said(parameters, "project"), said(parameters, "model"), said(parameters, "key"));
        Removed removed = new Removed(cache.remove(selection));
        note(visit, selection, removed);
        return removed;
    }

    private static String said(Parameters parameters, String name) {
        String text = parameters.text(name);
        return text.isEmpty() ? null : text;
    }

    /** The database may be what is in trouble: a wrong answer must go all the same. */
    private void note(AdminVisit visit, CacheSelection selection, Removed removed) {
        LOG.info("{} has taken {} answers out of the cache", visit.actor().name(), removed.removed());
        try {
            audit.note(visit.actor(), "cache.clear", AnswerCache.CATEGORY, selection, removed);
        } catch (DataAccessException | TransactionException e) {
            LOG.error("This could not be put into the audit: the database cannot be reached");
        }
    }
}
