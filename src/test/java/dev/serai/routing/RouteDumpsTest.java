package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ModelToXMLDumper;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The shape of routes as XML that Hawtio draws: what it takes for steps has to hang together. */
class RouteDumpsTest extends GatewayTest {

    /** Elements of steps that say how, and are drawn as no step. */
    private static final Set<String> NO_STEPS = Set.of(
            "simple",
            "constant",
            "expression",
            "exception",
            "handled",
            "redeliveryPolicy",
            "description",
            "method",
            "correlationExpression");

    @Autowired
    private Generations generations;

    private static Element parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static void assertDrawable(String id, String xml) throws Exception {
        Element route = parse(xml);
        assertThat(route.getTagName()).isEqualTo("route");
        assertThat(route.getAttribute("id")).isEqualTo(id);
        List<Element> children = children(route);
        assertThat(children.get(0).getTagName()).as(xml).isEqualTo("from");
        assertThat(children.subList(1, children.size())).as(xml).isNotEmpty().allSatisfy(RouteDumpsTest::assertStep);
    }

    private static void assertStep(Element step) {
        assertThat(step.getTagName()).isNotIn("errorHandler", "from");
        assertThat(step.getAttribute("id"))
                .as("the id of %s", step.getTagName())
                .isNotBlank();
        children(step).stream()
                .filter(child -> !NO_STEPS.contains(child.getTagName()))
                .filter(child -> !child.getTagName().matches("setHeader|setVariable|doCatch|when|otherwise"))
                .forEach(RouteDumpsTest::assertStep);
    }

    @Test
    void everyShippedRoute_hasTheShapeThatHawtioDraws() throws Exception {
        CamelContext context = generations.serving().context();
        ManagedCamelContext managed = context.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        assertThat(context.getRoutes()).hasSizeGreaterThan(20);
        for (var route : context.getRoutes()) {
            for (boolean resolve : new boolean[] {true, false}) {
                assertDrawable(
                        route.getRouteId(),
                        managed.getManagedRoute(route.getRouteId()).dumpRouteAsXml(resolve));
            }
        }
        String all = managed.getManagedCamelContext().dumpRoutesAsXml();
        assertThat(children(parse(all))).hasSameSizeAs(context.getRoutes());
        assertThat(all).doesNotContain("<errorHandler");
    }

    /** As users may write it: any handler, wherever it stands. */
    @Test
    void errorHandlersOfAnyKind_areLeftOut() throws Exception {
        CamelContext context = generations.serving().context();
        ModelToXMLDumper dumper = PluginHelper.getModelToXMLDumper(context);
        RouteDefinition route = new RouteDefinition();
        route.id("mine").from("direct:mine");
        route.errorHandler(new org.apache.camel.model.errorhandler.DeadLetterChannelDefinition("log:dead"));
        route.to("log:x").id("log-x");

        assertDrawable("mine", dumper.dumpModelAsXml(context, route));
    }

    @Test
    void placeholders_areShownAsTheyAreWritten() throws Exception {
        CamelContext context = generations.serving().context();
        RouteDefinition route = new RouteDefinition();
        route.id("mine").from("direct:mine").to("log:{{env:OPENAI_API_KEY}}").id("log-x");

        assertThat(PluginHelper.getModelToXMLDumper(context).dumpModelAsXml(context, route, true, true, true))
                .contains("{{env:OPENAI_API_KEY}}")
                .doesNotContain(PROVIDER_KEY);
    }

    /** Else Hawtio would find no figures of them. */
    @Test
    void stepsOfATemplate_haveTheIdsOfTheirMBeans() throws Exception {
        CamelContext context = generations.serving().context();
        ManagedCamelContext managed = context.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        String xml = managed.getManagedRoute("provider-openai").dumpRouteAsXml();

        assertThat(xml).contains("id=\"openai-call\"").doesNotContain("nodePrefixId", "\"call\"");
        assertThat(managed.getManagedProcessor("openai-call")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "<r/>, <r/>",
        "<r><errorHandler/><a/></r>, <r><a/></r>",
        "<r><errorHandler id=\"x\"><d/></errorHandler><a/></r>, <r><a/></r>",
        "<r><s id=\"1\" t=\"&lt;errorHandler/>\"/></r>, <r><s id=\"1\" t=\"&lt;errorHandler/&gt;\"/></r>",
        "<routes><route id=\"r\" nodePrefixId=\"p-\"><s id=\"a\" u=\"x:{{provider}}\"/></route>"
                + "<route id=\"q\"><s id=\"a\"/></route></routes>,"
                + " <routes><route id=\"r\"><s id=\"p-a\" u=\"x:p\"/></route><route id=\"q\"><s id=\"a\"/></route></routes>",
        "<l id=\"l\"><customLoadBalancer ref=\"b\"/><t/></l>, <l id=\"l\" ref=\"b\"><t/></l>",
        "no XML, no XML",
    })
    void xml_isMadeDrawable(String xml, String drawable) throws Exception {
        assertThat(DrawableXml.of(xml)).isEqualTo(drawable);
    }
}
