package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.Faults.Fault;
import dev.serai.admin.Faults.Invalid;
import dev.serai.files.Problem;
import dev.serai.prices.PriceList;
import dev.serai.prices.Prices;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/prices}: what models cost. */
@RestController
@RequestMapping("/manage/prices")
public class ManagePrices {

    /**
     * The prices that count.
     *
     * @param problems what is wrong with the file, so that these still count; empty if nothing is
     */
    public record Report(String version, String currency, List<Prices.Listed> models, List<Problem> problems) {}

    private final PriceList list;

    ManagePrices(PriceList list) {
        this.list = list;
    }

    @Does(Act.READ)
    @GetMapping
    public Report report() {
        Prices prices = list.prices();
        return new Report(prices.version(), prices.currency(), prices.list(), list.problems());
    }

    /** Now, instead of at the next look. */
    @Does(Act.RELOAD)
    @PostMapping("/reload")
    public Report reload() {
        List<Problem> problems = list.reload();
        if (!problems.isEmpty()) {
            throw new Invalid(
                    "invalid_prices",
                    "The price list has mistakes: the prices stay as they were",
                    problems.stream().map(ManagePrices::fault).toList());
        }
        return report();
    }

    private static Fault fault(Problem problem) {
        String line = problem.line() > 0 ? ":" + problem.line() : "";
        return new Fault(problem.file() + line, problem.reason());
    }
}
