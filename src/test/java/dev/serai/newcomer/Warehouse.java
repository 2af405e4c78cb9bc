package dev.serai.newcomer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The database of the documents' examples, in memory. */
final class Warehouse {

    static final String URL = "jdbc:h2:mem:warehouse;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";

    private Warehouse() {}

    /** The first column of what a statement finds. */
    static List<String> query(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection database = DriverManager.getConnection(URL);
                Statement statement = database.createStatement()) {
            if (statement.execute(sql)) {
                for (ResultSet rows = statement.getResultSet(); rows.next(); ) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
