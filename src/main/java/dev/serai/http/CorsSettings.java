package dev.serai.http;

import java.util.List;

/**
 * Who may call from a browser.
 *
 * @param allowedOrigins origins, none by default
 */
public record CorsSettings(List<String> allowedOrigins) {}
