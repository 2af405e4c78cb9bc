package dev.serai.routing;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.ModelToXMLDumper;
import org.apache.camel.support.PluginHelper;

/**
 * Routes as XML, for Hawtio to draw: with placeholders as they are written, since what they stand for may be a key, and in
 * {@link DrawableXml}'s shape.
 */
public final class RouteDumps implements ModelToXMLDumper {

    private final ModelToXMLDumper camel;

    private RouteDumps(ModelToXMLDumper camel) {
        this.camel = camel;
    }

    /** Has a context's routes dumped so. */
    public static void addTo(CamelContext context) {
        ModelToXMLDumper camel = PluginHelper.getModelToXMLDumper(context);
        context.getCamelContextExtension().addContextPlugin(ModelToXMLDumper.class, new RouteDumps(camel));
    }

    @Override
    public String dumpModelAsXml(CamelContext context, NamedNode definition) throws Exception {
        return DrawableXml.of(camel.dumpModelAsXml(context, definition));
    }

    @Override
    public String dumpModelAsXml(
            CamelContext context, NamedNode definition, boolean resolve, boolean generatedIds, boolean sourceLocation)
            throws Exception {
        return DrawableXml.of(camel.dumpModelAsXml(context, definition, false, generatedIds, sourceLocation));
    }

    @Override
    public String dumpBeansAsXml(CamelContext context, List<Object> beans) throws Exception {
        return camel.dumpBeansAsXml(context, beans);
    }

    @Override
    public String dumpDataFormatsAsXml(CamelContext context, Map<String, Object> dataFormats) throws Exception {
        return camel.dumpDataFormatsAsXml(context, dataFormats);
    }
}
