package dev.serai.routing;

import dev.serai.check.Definitions;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Camel's XML of routes in a shape that Hawtio can draw. It takes every element for a step that the one before leads to: one
 * that says how is left out, and an error handler, which stands where nothing leads to it, kept all routes from being drawn. And
 * it looks steps up by their ids, which in a template's routes begin with the provider's name: {@link Definitions#nameSteps}.
 */
final class DrawableXml {

    private static final String BALANCER = "customLoadBalancer";
    private static final Set<String> NO_STEPS =
            Set.of("errorHandler", "resilience4jConfiguration", "faultToleranceConfiguration", BALANCER);
    private static final String PREFIX = "nodePrefixId";
    private static final String PROVIDER = "{{provider}}";
    private static final String ID = "id";

    private DrawableXml() {}

    /** Such XML, of one route or many; what is no XML stays as it is. */
    static String of(String xml) throws ParserConfigurationException, IOException, TransformerException {
        if (xml == null || xml.isBlank()) {
            return xml;
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
            shape(document.getDocumentElement(), "");
            return text(document);
        } catch (SAXException e) {
            return xml;
        }
    }

    private static void shape(Element element, String prefix) {
        String own = element.hasAttribute(PREFIX) ? element.getAttribute(PREFIX) : prefix;
        element.removeAttribute(PREFIX);
        Node next;
        for (Node child = element.getFirstChild(); child != null; child = next) {
            next = child.getNextSibling();
            if (!(child instanceof Element step)) {
                continue;
            }
            if (step.getTagName().equals(BALANCER)) {
                element.setAttribute("ref", step.getAttribute("ref"));
            }
            if (NO_STEPS.contains(step.getTagName())) {
                element.removeChild(step);
                continue;
            }
            name(step, own);
            shape(step, own);
        }
    }

    private static void name(Element step, String prefix) {
        if (prefix.isEmpty() || step.getTagName().equals("route")) {
            return;
        }
        NamedNodeMap attributes = step.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Node attribute = attributes.item(i);
            String provider = prefix.substring(0, prefix.length() - 1);
            attribute.setNodeValue(attribute.getNodeValue().replace(PROVIDER, provider));
            if (attribute.getNodeName().equals(ID) && !step.getTagName().equals("from")) {
                attribute.setNodeValue(prefix + attribute.getNodeValue());
            }
        }
    }

    private static String text(Document document) throws TransformerException {
        TransformerFactory factory = TransformerFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Transformer writer = factory.newTransformer();
        writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter text = new StringWriter();
        writer.transform(new DOMSource(document), new StreamResult(text));
        return text.toString();
    }
}
