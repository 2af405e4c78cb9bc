package dev.serai.routing;

import org.apache.camel.CamelContext;
import org.apache.camel.Channel;
import org.apache.camel.processor.DefaultInternalProcessorFactory;

/** Has Camel put a {@link StepChannel} before each step. */
final class StepChannels extends DefaultInternalProcessorFactory {

    @Override
    public Channel createChannel(CamelContext context) {
        return new StepChannel(context);
    }
}
