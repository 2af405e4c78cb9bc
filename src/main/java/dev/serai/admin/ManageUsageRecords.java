package dev.serai.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.prices.Units;
import dev.serai.usage.Savings;
import dev.serai.usage.UsageQueries;
import dev.serai.usage.UsageQueries.Filter;
import dev.serai.usage.UsageRecord;
import dev.serai.wire.Json;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/usage/records}: what single requests used. */
@RestController
@RequestMapping("/manage/usage/records")
class ManageUsageRecords {

    private static final List<String> COLUMNS = Stream.of(UsageRecord.class.getRecordComponents())
            .flatMap(ManageUsageRecords::columns)
            .toList();

    private final UsageQueries usage;

    ManageUsageRecords(UsageQueries usage) {
        this.usage = usage;
    }

    private static Stream<String> columns(RecordComponent component) {
        if (component.getType() == Savings.class) {
            return Stream.of(Savings.class.getRecordComponents()).map(RecordComponent::getName);
        }
        return component.getType() == Units.class ? Units.WORDS.stream() : Stream.of(component.getName());
    }

    /** The newest first. */
    @Does(Act.READ_OWN)
    @GetMapping(produces = "application/json")
    Page<UsageRecord> list(
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, @RequestParam Map<String, String> query) {
        UsageQuery asked = new UsageQuery("listUsage", visit.scope(), query);
        Parameters parameters = asked.parameters();
        Filter filter = asked.filter();
        Integer status = asked.status();
        String requestId = parameters.text("request_id");
        long before = parameters.before();
        return Page.of(
                parameters,
                limit -> usage.records(filter, status, requestId, before, limit),
                row -> Long.toString(row.id()),
                row -> row);
    }

    @Does(Act.READ_OWN)
    @GetMapping(produces = Csv.TYPE)
    String listAsCsv(
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, @RequestParam Map<String, String> query) {
        List<ObjectNode> rows = list(visit, query).data().stream()
                .<ObjectNode>map(Json.MAPPER::valueToTree)
                .toList();
        return Csv.of(COLUMNS, rows);
    }
}
