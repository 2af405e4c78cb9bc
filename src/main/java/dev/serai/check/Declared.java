package dev.serai.check;

import dev.serai.alerts.AlertRules;
import dev.serai.files.InvalidFilesException;
import dev.serai.models.ModelIndex;
import dev.serai.models.RuleFiles;
import dev.serai.transform.Transforms;
import org.apache.camel.CamelContext;

/**
 * What the files of a generation declare besides their routes.
 *
 * @param models aliases, and providers with their rules
 * @param alerts and the channels that they tell
 */
public record Declared(ModelIndex models, AlertRules alerts) {

    /**
     * Reads the routes of a context.
     *
     * @throws InvalidFilesException naming each parameter that is wrong
     */
    public static Declared of(CamelContext context, RuleFiles rules, Transforms transforms, RouteErrors errors) {
        CacheChecks.require(context, errors);
        return new Declared(
                Definitions.index(context, rules, transforms, errors), new AlertRoutes(context, errors).rules());
    }
}
