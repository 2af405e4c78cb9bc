package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.balancing.Loads;
import dev.serai.breakers.Breakers;
import dev.serai.provider.Provider;
import dev.serai.routing.Generations;
import dev.serai.store.Audit;
import dev.serai.store.Database;
import dev.serai.wire.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/providers}: which providers there are, how they do, and to leave one alone by hand. */
@RestController
@RequestMapping("/manage/providers")
public class ManageProviders {

    private static final Logger LOG = LoggerFactory.getLogger(ManageProviders.class);

    /**
     * A provider.
     *
     * @param configured whether it can be called with the environment's key
     * @param breakers its own, and those of its targets: models that aliases name, and others that have answered
     */
    public record Report(String name, boolean configured, List<Breakers.Reading> breakers) {}

    /**
     * What a breaker is to be.
     *
     * @param state {@code open}, {@code closed} or {@code auto}
     * @param model null for the provider's own breaker
     */
    record BreakerChange(String state, String model) {}

    private final Generations generations;
    private final Breakers breakers;
    private final Loads loads;
    private final Audit audit;

    ManageProviders(Generations generations, Breakers breakers, Loads loads, Database database) {
        this.loads = loads;
        this.generations = generations;
        this.breakers = breakers;
        this.audit = new Audit(database);
    }

    @Does(Act.READ)
    @GetMapping
    public List<Report> reports() {
        List<Breakers.Reading> readings = readings();
        return generations.providers().stream()
                .map(provider -> report(provider, readings))
                .toList();
    }

    private List<Breakers.Reading> readings() {
        List<Breakers.Reading> all = new ArrayList<>(breakers.readings());
        all.addAll(loads.unlisted());
        all.sort(Comparator.comparing(Breakers.Reading::name));
        return all;
    }

    private static Report report(Provider provider, List<Breakers.Reading> readings) {
        String name = provider.name();
        return new Report(
                name,
                provider.configured(),
                readings.stream()
                        .filter(it -> it.name().equals(name) || it.name().startsWith(name + "/"))
                        .toList());
    }

    /** Opens or closes a breaker by hand, until it is set to {@code auto} or the process ends. */
    @Does(Act.FORCE_BREAKERS)
    @PutMapping(path = "/{name}/breaker", consumes = "application/json")
    public Report force(@PathVariable String name, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, InputStream body)
            throws IOException {
        Provider provider = generations.providers().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        404, "invalid_request_error", "provider_not_found", null, "There is no provider " + name));
        Faults faults = new Faults();
        BreakerChange wish = Body.read(body).appliedTo(new BreakerChange(null, null), faults);
        String breaker = wish.model() == null ? name : name + "/" + wish.model();
        if (wish.model() != null
                && readings().stream().noneMatch(it -> it.name().equals(breaker))) {
            faults.add("model", "no alias has asked for it, and it has not answered: it has no breaker");
        }
        faults.refuse();
        loads.list(breaker);
        Breakers.Reading before = breakers.reading(breaker).orElse(null);
        breakers.force(breaker, wish.state());
        note(visit, breaker, before);
        return report(provider, readings());
    }

    /** The database may be what is in trouble: who is called at night must be able to act all the same. */
    private void note(AdminVisit visit, String breaker, Breakers.Reading before) {
        Breakers.Reading after = breakers.reading(breaker).orElse(null);
        LOG.info("{} has set the circuit breaker of {}", visit.actor().name(), breaker);
        try {
            audit.note(visit.actor(), "breaker.force", breaker, before, after);
        } catch (DataAccessException | TransactionException e) {
            LOG.error("This could not be put into the audit: the database cannot be reached");
        }
    }
}
