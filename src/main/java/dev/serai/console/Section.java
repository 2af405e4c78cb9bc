package dev.serai.console;

import dev.serai.access.Act;

/** The console's pages, in the order of the menu, each for who may do this. */
public enum Section {
    DASHBOARD("admin", "Dashboard", Act.READ_OWN),
    REQUESTS("admin/requests", "Requests", Act.READ_OWN),
    PROJECTS("admin/projects", "Projects", Act.READ_OWN),
    TOKENS("admin/tokens", "Tokens", Act.READ_OWN),
    MODELS("admin/models", "Models", Act.READ_OWN),
    PROVIDERS("admin/providers", "Providers", Act.READ),
    USAGE("admin/usage", "Usage", Act.READ_OWN),
    ROUTES("admin/routes", "Routes", Act.READ),
    ALERTS("admin/alerts", "Alerts", Act.READ),
    CACHE("admin/cache", "Cache", Act.READ),
    AUDIT("admin/audit", "Audit", Act.READ_AUDIT),
    DIAGNOSTICS("admin/diagnostics", "Diagnostics", Act.DIAGNOSE),
    PLAYGROUND("admin/playground", "Playground", Act.READ_OWN);

    private final String path;
    private final String title;
    private final Act act;

    Section(String path, String title, Act act) {
        this.path = path;
        this.title = title;
        this.act = act;
    }

    /** From {@code /}, without a slash at its beginning. */
    public String path() {
        return path;
    }

    public String title() {
        return title;
    }

    public Act act() {
        return act;
    }
}
