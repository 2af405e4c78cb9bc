package dev.serai.console;

import dev.serai.access.Act;

/** The console's pages, in the order of the menu, each for who may do this. */
public enum Section {
    DASHBOARD("admin", "Dashboard", Act.READ),
    REQUESTS("admin/requests", "Requests", Act.READ);

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
