package dev.serai.routing;

import dev.serai.alerts.Alerts;
import dev.serai.cache.AliasVariables;
import dev.serai.call.Reach;
import dev.serai.check.Declared;
import dev.serai.delivery.Feeds;
import dev.serai.delivery.SeraiComponent;
import dev.serai.files.GenerationFiles;
import dev.serai.http.ClientFormats;
import dev.serai.inbound.ClientComponent;
import dev.serai.limits.TokenEstimate;
import dev.serai.models.AliasReach;
import dev.serai.models.GetModel;
import dev.serai.models.ListModels;
import dev.serai.models.ModelCatalog;
import dev.serai.models.ModelIndex;
import dev.serai.models.Permit;
import dev.serai.models.Resolve;
import dev.serai.passthrough.PassComponent;
import dev.serai.realtime.RealtimeComponent;
import dev.serai.transform.Transforms;
import dev.serai.upstream.Keys;
import dev.serai.upstream.TransformComponent;
import dev.serai.upstream.UpstreamConnections;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;

/**
 * What routes can name that belongs to their generation.
 *
 * @param tokens estimates them
 * @param maxBodyBytes that a request may have
 * @param feeds of event routes; null where none is run
 * @param alerts who judges; null where nothing runs
 * @param connections to providers; null where none is asked
 * @param keys that they are called with
 */
record Equipment(
        ModelCatalog catalog,
        TokenEstimate tokens,
        int maxBodyBytes,
        Feeds feeds,
        Alerts alerts,
        UpstreamConnections connections,
        Keys keys) {

    /** Puts it into a context. */
    void addTo(CamelContext context, Transforms transforms, Declared declared, GenerationFiles files) {
        ModelIndex models = declared.models();
        declared.alerts().addTo(context, alerts);
        if (connections != null) {
            keys.serve(models.providers());
            connections.lead(context, models.providers(), keys);
        }
        context.addComponent("transform", new TransformComponent(context, transforms));
        context.addComponent(ClientFormats.SCHEME, new ClientComponent(context, transforms, maxBodyBytes));
        context.addComponent("target", new TargetComponent(context, models));
        context.addComponent(PassComponent.SCHEME, new PassComponent(context, models));
        context.addComponent(RealtimeComponent.SCHEME, new RealtimeComponent(context));
        SeraiComponent.addTo(context, feeds);
        context.getRegistry().bind("resolve", new Resolve(models));
        context.getRegistry().bind("permit", new Permit(models));
        AliasVariables.addTo(context, models, files.answering());
        Reach reach = new AliasReach(models, context);
        context.getRegistry().bind(Reach.NAME, reach);
        CountTokens counting = new CountTokens(reach, tokens);
        context.getRegistry().bind("countTokens", counting);
        context.getRegistry().bind("estimateTokens", (Processor) counting::estimate);
        context.getRegistry().bind("askInTurn", new AskInTurn(models, context));
        context.getRegistry().bind("readPrompt", new ReadPrompt(models, maxBodyBytes));
        context.getRegistry().bind("listModels", new ListModels(models, catalog));
        context.getRegistry().bind("getModel", new GetModel(models, catalog));
    }
}
