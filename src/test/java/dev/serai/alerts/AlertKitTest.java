package dev.serai.alerts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Alerts of one gateway with a database of its own, and what its channel `mail` is told of `acme`. */
abstract class AlertKitTest {

    static final String FIRES = "mail firing {provider=acme}";
    static final String OVER = "mail over {provider=acme}";

    AlertKit kit;

    @BeforeEach
    void start() {
        kit = AlertKit.on(AlertKit.h2());
    }

    @AfterEach
    void stop() {
        kit.close();
    }
}
