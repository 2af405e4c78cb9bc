package dev.serai.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What all answers tell browsers to keep to; one that is empty is not sent.
 *
 * @param strictTransportSecurity of answers over TLS
 * @param contentSecurityPolicy of the console's pages: what else is answered is no page
 */
public record SecurityHeaders(
        String contentTypeOptions,
        String frameOptions,
        String xssProtection,
        String referrerPolicy,
        String strictTransportSecurity,
        String contentSecurityPolicy) {

    void applyTo(HttpServletRequest request, HttpServletResponse response) {
        set(response, "X-Content-Type-Options", contentTypeOptions);
        set(response, "X-Frame-Options", frameOptions);
        set(response, "X-XSS-Protection", xssProtection);
        set(response, "Referrer-Policy", referrerPolicy);
        if (request.isSecure()) {
            set(response, "Strict-Transport-Security", strictTransportSecurity);
        }
    }

    /** Has an answer be a page of ours. A form that it sends says where it is from. */
    public void applyToPage(HttpServletResponse response) {
        set(response, "Content-Security-Policy", contentSecurityPolicy);
        response.setHeader("Referrer-Policy", "same-origin"); // else the form's Origin is "null"
    }

    private static void set(HttpServletResponse response, String name, String value) {
        if (!value.isEmpty()) {
            response.setHeader(name, value);
        }
    }
}
