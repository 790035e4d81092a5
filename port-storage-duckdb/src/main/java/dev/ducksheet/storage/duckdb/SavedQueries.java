package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.SavedQuery;
import java.sql.SQLException;
import java.util.List;

/** The saved queries in the file. */
final class SavedQueries {
    private final Session session;

    SavedQueries(Session session) {
        this.session = session;
    }

    List<SavedQuery> all() throws SQLException {
        return session
                .texts(Sql.of("SELECT definition FROM workbook.ducksheet.saved_query ORDER BY name COLLATE \"binary\""))
                .stream()
                .map(QueryJson::read)
                .toList();
    }

    /** Keeps a query in the place of the one of its name. */
    void save(SavedQuery query) throws SQLException {
        remove(query.name());
        session.update(Sql.of(
                "INSERT INTO workbook.ducksheet.saved_query VALUES (CAST(? AS VARCHAR), CAST(? AS VARCHAR))",
                query.name(),
                QueryJson.write(query)));
    }

    boolean remove(String name) throws SQLException {
        return session.update(
                        Sql.of("DELETE FROM workbook.ducksheet.saved_query WHERE name = CAST(? AS VARCHAR)", name))
                > 0;
    }
}
