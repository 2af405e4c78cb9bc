package dev.serai.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be done over JMX, by whom, and however it is asked for. */
class JmxPolicyTest extends HawtioGatewayTest {

    private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";
    private static final String HEAP = "com.sun.management:type=HotSpotDiagnostic";
    private static final String RUNTIME = "java.lang:type=Runtime";

    /** For nobody, whatever their role. */
    private List<ObjectNode> forbidden() {
        String context = mbean("context", generations.serving().context().getName());
        String route = mbean("routes", "router");
        return List.of(
                read(RUNTIME, "SystemProperties"),
                read(RUNTIME, "InputArguments"),
                read(RUNTIME, "ClassPath"),
                read("java.lang:*", "SystemProperties"),
                read(context, "GlobalOptions"),
                read(HEAP, "DiagnosticOptions"),
                read("java.util.logging:type=Logging", "LoggerNames"),
                read("JMImplementation:type=MBeanServerDelegate", "MBeanServerId"),
                read("Tomcat:type=Server", "serverInfo"),
                exec(DIAGNOSTICS, "vmSystemProperties"),
                exec(DIAGNOSTICS, "gcClassHistogram", List.of()),
                exec(DIAGNOSTICS, "compilerDirectivesAdd", List.of("/etc/passwd")),
                exec(DIAGNOSTICS, "jvmtiAgentLoad", List.of("/tmp/x.so")),
                exec(HEAP, "dumpHeap", "/tmp/serai.hprof", true),
                exec(HEAP, "setVMOption", "HeapDumpOnOutOfMemoryError", "true"),
                exec("java.util.logging:type=Logging", "setLoggerLevel", "org.apache", "FINEST"),
                exec("java.lang:type=Memory", "gc"),
                exec("jolokia:type=Config", "debug"),
                exec("JMImplementation:type=MBeanServerDelegate", "toString"),
                exec(context, "stop"),
                exec(context, "suspend"),
                exec(context, "sendBody(java.lang.String,java.lang.Object)", "direct:router", "{}"),
                exec(context, "requestBody(java.lang.String,java.lang.Object)", "direct:router", "{}"),
                exec(context, "getProperty(java.lang.String)", "java.home"),
                exec(context, "getGlobalOption(java.lang.String)", "x"),
                exec(context, "createEndpoint(java.lang.String)", "file:/tmp"),
                exec(context, "addOrUpdateRoutesFromXml(java.lang.String)", "<routes/>"),
                exec(route, "dumpRouteAsYaml(boolean)", true),
                exec(context, "dumpRoutesAsYaml(boolean)", true),
                exec(route, "remove"),
                exec(route, "shutdown"),
                exec(route, "updateRouteFromXml(java.lang.String)", "<route/>"),
                exec(mbean("processors", "resolve"), "stop"),
                write(route, "Tracing", "true"),
                write(route, "StatisticsEnabled", "false"),
                write("java.lang:type=Memory", "Verbose", "true"),
                write(context, "Tracing", "true"));
    }

    private static ObjectNode write(String mbean, String attribute, String value) {
        return question("write", mbean).put("attribute", attribute).put("value", value);
    }

    private static void assertNotDone(JsonNode answer, ObjectNode question) {
        JsonNode value = answer.path("value");
        String as = question + " -> " + answer;
        // of a pattern there is an answer without what may not be read
        boolean nothing = question.path("mbean").asText().contains("*")
                && answer.path("status").asInt() == 200
                && !value.toString().contains("java.home");
        assertThat(nothing || answer.path("status").asInt() == 403).as(as).isTrue();
        assertThat(as).doesNotContain("stacktrace\":\"").doesNotContain("java.vm.name");
    }

    @Test
    void whatMayNotBeDone_isDoneForNobody_inNoWay() throws Exception {
        for (String role : List.of("VIEWER", "OPERATOR", "ADMIN")) {
            String[] who = as(role);
            for (ObjectNode question : forbidden()) {
                assertNotDone(ask(who, question), question);
                assertNotDone(askAmongOthers(who, question), question);
                assertNotDone(askByPath(who, question), question);
            }
        }
        assertThat(state("router")).isEqualTo("Started");
    }

    @Test
    void lesserRoles_stopNoRoute() throws Exception {
        ObjectNode stop = exec(mbean("routes", "model-canary"), "stop()");
        for (String role : List.of("VIEWER", "OPERATOR")) {
            String[] who = as(role);
            for (JsonNode answer : List.of(ask(who, stop), askAmongOthers(who, stop), askByPath(who, stop))) {
                assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
            }
        }
        assertThat(state("model-canary")).isEqualTo("Started");
    }

    @Test
    void adminsLink_stopsNoRoute() throws Exception {
        JsonNode answer = askByPath(as("ADMIN"), exec(mbean("routes", "model-canary"), "stop()"));

        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
        assertThat(state("model-canary")).isEqualTo("Started");
    }

    @Test
    void admin_stopsAndStartsARoute_whichIsInTheAudit() throws Exception {
        String route = mbean("routes", "model-canary");
        String[] admin = as("ADMIN");

        assertThat(ask(admin, exec(route, "stop()")).path("status").asInt()).isEqualTo(200);
        assertThat(state("model-canary")).isEqualTo("Stopped");
        assertThat(askAmongOthers(admin, exec(route, "start()")).path("status").asInt())
                .isEqualTo(200);
        assertThat(state("model-canary")).isEqualTo("Started");

        List<String> noted = new ArrayList<>();
        json(read("audit")).path("data").forEach(change -> {
            if (change.path("action").asText().equals("mbean.invoke")
                    && change.path("subject").asText().contains("model-canary")) {
                noted.add(change.at("/after/operation").asText());
                assertThat(change.path("actor").asText()).contains("a token");
                assertThat(change.path("address").asText()).isNotBlank();
                assertThat(change.path("requestId").asText()).isNotBlank();
            }
        });
        assertThat(noted).startsWith("start()", "stop()");
    }

    @Test
    void viewer_seesRoutesStepsAndFigures() throws Exception {
        String[] viewer = as("VIEWER");
        String route = mbean("routes", "provider-openai");

        assertThat(ask(viewer, read(route, "State")).path("value").asText()).isEqualTo("Started");
        assertThat(ask(viewer, read(mbean("processors", "openai-call"), "ExchangesTotal"))
                        .path("value")
                        .isNumber())
                .isTrue();
        assertThat(ask(viewer, exec(route, "dumpRouteAsXml(boolean)", true))
                        .path("value")
                        .asText())
                .contains("<route");
        assertThat(ask(viewer, read("java.lang:type=Memory", "HeapMemoryUsage"))
                        .at("/value/used")
                        .asLong())
                .isPositive();
        assertThat(askByPath(viewer, read("dev.serai:type=CircuitBreaker,*", "State"))
                        .path("value")
                        .size())
                .isPositive();
        assertThat(ask(viewer, question("list", null))
                        .at("/value/org.apache.camel")
                        .size())
                .isPositive();
    }

    @Test
    void whatIsNotToBeRead_isNotShownEither() throws Exception {
        JsonNode shown = ask(as("ADMIN"), question("list", null)).path("value");
        List<String> domains = new ArrayList<>();
        shown.fieldNames().forEachRemaining(domains::add);

        assertThat(domains).containsExactlyInAnyOrder("org.apache.camel", "dev.serai", "java.lang", "java.nio");
        assertThat(ask(as("ADMIN"), question("search", "com.sun.management:*")).path("value"))
                .isEmpty();
    }

    /** All attributes of all MBeans that are shown, and each route as XML. */
    @Test
    void nothingThatIsShown_hasAKeyInIt() throws Exception {
        String[] viewer = as("VIEWER");
        StringBuilder all = new StringBuilder();
        for (JsonNode name : ask(viewer, question("search", "*:*")).path("value")) {
            all.append(ask(viewer, question("read", name.asText()).put("ignoreErrors", true)));
            if (name.asText().contains("type=routes,")) {
                all.append(ask(viewer, exec(name.asText(), "dumpRouteAsXml(boolean)", true)));
            }
        }
        assertThat(all.toString())
                .hasSizeGreaterThan(100_000)
                .contains("openai-call")
                .doesNotContain(PROVIDER_KEY)
                .doesNotContain(ADMIN_KEY)
                .doesNotContain("java.class.path");
    }
}
