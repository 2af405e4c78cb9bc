package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What each role may do. */
class RolesTest extends ManageTest {

    private void assertRefused(String[] who, String method, String path, String body) throws Exception {
        assertProblem(send(method, path, body, who), 403, "role_insufficient");
    }

    private void assertAllowed(String[] who, String method, String path, String body) throws Exception {
        assertThat(send(method, path, body, who).statusCode())
                .as(method + " " + path)
                .isLessThan(300);
    }

    @Test
    void viewer_readsAndChangesNothing() throws Exception {
        String[] viewer = as("VIEWER");
        String project = "projects/" + project();
        String token = "tokens/" + id(tokenOf(project()));
        for (String path : new String[] {
            "projects",
            project,
            "tokens",
            token,
            "usage",
            "usage/records",
            "requests",
            "prices",
            "alerts",
            "routes",
            "openapi.yaml"
        }) {
            assertAllowed(viewer, "GET", path, null);
        }
        assertRefused(viewer, "GET", "audit", null);
        assertRefused(viewer, "POST", "projects", "{\"name\":\"a\"}");
        assertRefused(viewer, "PATCH", project, "{}");
        assertRefused(viewer, "DELETE", project, null);
        assertRefused(viewer, "POST", "tokens", "{}");
        assertRefused(viewer, "POST", token + "/revoke", null);
        assertRefused(viewer, "POST", "prices/reload", null);
        assertRefused(viewer, "PUT", "alerts/memory/silence", "{\"length\":\"PT1H\"}");
        assertRefused(viewer, "DELETE", "alerts/memory/silence", null);
        assertRefused(viewer, "POST", "alerts/memory/test", null);
        assertRefused(viewer, "POST", "routes/check", null);
        assertRefused(viewer, "GET", "routes/files?file=routes/router.camel.yaml", null);
    }

    @Test
    void operator_managesProjectsAndTheirTokens() throws Exception {
        String[] operator = as("OPERATOR");
        String id = project();
        String token = "tokens/" + id(tokenOf(id));
        assertAllowed(operator, "POST", "projects", "{\"name\":\"" + name() + "\"}");
        assertAllowed(operator, "PATCH", "projects/" + id, "{\"active\":true}");
        assertAllowed(operator, "POST", "tokens", "{\"name\":\"a\",\"project\":\"" + id + "\"}");
        assertAllowed(operator, "PATCH", token, "{\"active\":true}");
        assertAllowed(operator, "POST", token + "/rotate", "{\"overlap\":\"PT1H\"}");
        assertAllowed(operator, "POST", token + "/revoke", null);
        assertAllowed(operator, "DELETE", token, null);
        assertAllowed(operator, "POST", "prices/reload", null);
        assertAllowed(operator, "PUT", "alerts/memory/silence", "{\"length\":\"PT1H\"}");
        assertAllowed(operator, "DELETE", "alerts/memory/silence", null);
    }

    @Test
    void operator_touchesNoRolesKeysOrAudit() throws Exception {
        String[] operator = as("OPERATOR");
        String admin = "tokens/" + id(token("\"role\":\"VIEWER\""));
        assertRefused(operator, "POST", "tokens", "{\"name\":\"a\",\"role\":\"VIEWER\"}");
        assertRefused(operator, "PATCH", admin, "{\"active\":false}");
        assertRefused(operator, "POST", admin + "/rotate", null);
        assertRefused(operator, "POST", admin + "/revoke", null);
        assertRefused(operator, "DELETE", admin, null);
        assertRefused(operator, "GET", "audit", null);
        assertRefused(operator, "POST", "routes/check", null);
        assertRefused(operator, "PUT", "routes/files?file=routes/router.camel.yaml", "{\"text\":\"\"}");
        String key = "projects/" + project() + "/provider-keys/openai";
        assertRefused(operator, "PUT", key, "{\"key\":\"a\"}");
        assertRefused(operator, "DELETE", key, null);
    }

    @Test
    void admin_doesTheRest() throws Exception {
        String[] admin = as("ADMIN");
        String token = "tokens/" + id(token("\"role\":\"VIEWER\""));
        assertAllowed(admin, "POST", "tokens", "{\"name\":\"a\",\"role\":\"ADMIN\"}");
        assertAllowed(admin, "POST", token + "/rotate", "{\"overlap\":\"PT1H\"}");
        assertAllowed(admin, "POST", token + "/revoke", null);
        assertAllowed(admin, "GET", "audit", null);
    }

    @Test
    void revokedAdministrator_isOutAtOnce() throws Exception {
        var token = token("\"role\":\"ADMIN\"");
        assertAllowed(bearer(token), "GET", "audit", null);
        send("POST", "tokens/" + id(token) + "/revoke", null);
        assertProblem(read("audit", bearer(token)), 401, "invalid_admin_key");
    }

    @Test
    void callersToken_opensNothing() throws Exception {
        assertProblem(read("projects", bearer(tokenOf(project()))), 401, "invalid_admin_key");
    }
}
