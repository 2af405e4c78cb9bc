package dev.serai.aws;

import dev.serai.credentials.NoCredentials;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What the token service says, in XML: the texts of a few elements, whose names are unique in its answers.
 *
 * @param texts by element; the first one counts
 */
record StsAnswer(Map<String, String> texts) {

    private static final Set<String> KNOWN =
            Set.of("AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration", "Code");

    private static final int LONGEST = 1 << 14;

    /** Reads it; what cannot be read says nothing. */
    static StsAnswer of(byte[] body) {
        Map<String, String> texts = new TreeMap<>();
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(body));
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && KNOWN.contains(xml.getLocalName())) {
                    String name = xml.getLocalName();
                    String text = xml.getElementText();
                    if (text.length() <= LONGEST) {
                        texts.putIfAbsent(name, text.strip());
                    }
                }
            }
        } catch (XMLStreamException e) {
            return new StsAnswer(Map.of());
        }
        return new StsAnswer(texts);
    }

    /** Without entities: whoever answers in the service's place shall neither read files nor fill the memory. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** Why it refused, in one word. */
    String code() {
        String code = texts.getOrDefault("Code", "");
        return code.matches("[A-Za-z.]{1,64}") ? code : "without a reason";
    }

    String expiration() {
        return texts.getOrDefault("Expiration", "");
    }

    AwsCredentials credentials() throws NoCredentials {
        if (!texts.keySet().containsAll(Set.of("AccessKeyId", "SecretAccessKey", "SessionToken"))) {
            throw NoCredentials.failed("STS answered something that is no credentials", null);
        }
        return new AwsCredentials(texts.get("AccessKeyId"), texts.get("SecretAccessKey"), texts.get("SessionToken"));
    }
}
