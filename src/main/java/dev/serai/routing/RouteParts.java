package dev.serai.routing;

import dev.serai.upstream.UpstreamProducer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Channel;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.processor.DefaultInternalProcessorFactory;
import org.apache.camel.support.AsyncProcessorConverterHelper;

/** What Camel makes routes of, where ours takes less time: a {@link StepChannel} before each step, and calls of providers. */
final class RouteParts extends DefaultInternalProcessorFactory {

    @Override
    public Channel createChannel(CamelContext context) {
        return new StepChannel(context);
    }

    @Override
    public AsyncProducer createAsyncProducer(Endpoint endpoint) throws Exception {
        return endpoint instanceof HttpEndpoint http
                ? AsyncProcessorConverterHelper.convert(new UpstreamProducer(http))
                : super.createAsyncProducer(endpoint);
    }
}
