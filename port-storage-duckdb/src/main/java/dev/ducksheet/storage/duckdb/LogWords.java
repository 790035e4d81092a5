package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.ChangedRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBAppender;

/**
 * The writer's memory of what log rows say again and again: {@link Topic}s, {@link Shape}s and {@link ImageShape}s, each
 * kept once in a table of its own and named by its number, counted from 0. Editors name themselves as they like, so there is room for so many
 * topics only: later ones have no number and are written out. Good as long as every transaction that {@link #save saved} commits.
 * Many threads may ask for numbers; the writer saves.
 */
final class LogWords {
    static final int NONE = -1;

    /** Some megabytes of names. */
    static final int MOST_TOPICS = 10_000;

    private final Words<Topic> topics;
    private final Words<Shape> shapes;
    private final Words<ImageShape> imageShapes;

    /** Starts with what is saved. */
    LogWords(List<Topic> topics, List<Shape> shapes, List<ImageShape> imageShapes) {
        this.topics = new Words<>(topics, MOST_TOPICS);
        this.shapes = new Words<>(shapes, Integer.MAX_VALUE);
        this.imageShapes = new Words<>(imageShapes, Integer.MAX_VALUE);
    }

    /**
     * What a request was.
     *
     * @param sheet, and column, are empty for the end of a hold
     */
    record Topic(String kind, String editor, String sheet, String column) {}

    /** What some rows of a change are rows of. */
    record Shape(String sheet, String column, List<String> names) {
        static Shape of(ChangedRow row) {
            return new Shape(row.sheet(), row.column(), row.columns());
        }
    }

    /**
     * What images are of.
     *
     * @param names the columns that name the rows
     * @param written the columns of rows that were updated
     * @param whole all columns, of rows that came or went
     */
    record ImageShape(String table, List<String> names, List<String> written, List<String> whole) {}

    static LogWords read(Session session) throws SQLException {
        return new LogWords(topics(session), shapes(session), imageShapes(session));
    }

    private static List<ImageShape> imageShapes(Session session) throws SQLException {
        var shapes = new ArrayList<ImageShape>();
        try (var rows = session.query(Sql.of(
                "SELECT table_name, names, written, whole FROM workbook.ducksheet.image_shape ORDER BY number"))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    shapes.add(new ImageShape(
                            Cells.text(rows.column(0), i),
                            LogJson.names(Cells.text(rows.column(1), i)),
                            LogJson.names(Cells.text(rows.column(2), i)),
                            LogJson.names(Cells.text(rows.column(3), i))));
                }
            }
        }
        return shapes;
    }

    private static List<Topic> topics(Session session) throws SQLException {
        var topics = new ArrayList<Topic>();
        try (var rows = session.query(
                Sql.of("SELECT kind, editor, sheet, column_name FROM workbook.ducksheet.topic ORDER BY number"))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    topics.add(new Topic(
                            Cells.text(rows.column(0), i),
                            Cells.text(rows.column(1), i),
                            Cells.text(rows.column(2), i),
                            Cells.text(rows.column(3), i)));
                }
            }
        }
        return topics;
    }

    private static List<Shape> shapes(Session session) throws SQLException {
        var shapes = new ArrayList<Shape>();
        try (var rows = session.query(
                Sql.of("SELECT sheet, column_name, names FROM workbook.ducksheet.shape ORDER BY number"))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    shapes.add(new Shape(
                            Cells.text(rows.column(0), i),
                            Cells.text(rows.column(1), i),
                            LogJson.names(Cells.text(rows.column(2), i))));
                }
            }
        }
        return shapes;
    }

    /** Returns the number of a topic, or {@link #NONE} if it has none. */
    int number(Topic topic) {
        return topics.number(topic);
    }

    int number(Shape shape) {
        return shapes.number(shape);
    }

    int number(ImageShape shape) {
        return imageShapes.number(shape);
    }

    /** Returns the shape of images that has a number. */
    ImageShape imageShape(int number) {
        return imageShapes.all.get(number);
    }

    /** Returns the topic that has a number. */
    Topic topic(int number) {
        return topics.all.get(number);
    }

    /** Returns the shape that has a number. */
    Shape shape(int number) {
        return shapes.all.get(number);
    }

    /** Adds what is new to the tables, in the running transaction. */
    void save(Session session) throws SQLException {
        topics.save(
                session,
                "topic",
                (row, it) -> row.append(it.kind())
                        .append(it.editor())
                        .append(it.sheet())
                        .append(it.column()));
        shapes.save(
                session,
                "shape",
                (row, it) -> row.append(it.sheet()).append(it.column()).append(LogJson.names(it.names())));
        imageShapes.save(
                session,
                "image_shape",
                (row, it) -> row.append(it.table())
                        .append(LogJson.names(it.names()))
                        .append(LogJson.names(it.written()))
                        .append(LogJson.names(it.whole())));
    }

    /** One kind of them. */
    private static final class Words<T> {
        private final Map<T, Integer> numbers = new ConcurrentHashMap<>();
        private final List<T> all;
        private final int most;
        private int saved;

        Words(List<T> saved, int most) {
            this.all = new ArrayList<>(saved);
            this.most = most;
            this.saved = saved.size();
            saved.forEach(word -> numbers.put(word, numbers.size()));
        }

        int number(T word) {
            Integer known = numbers.get(word);
            return known != null ? known : added(word);
        }

        private synchronized int added(T word) {
            Integer known = numbers.get(word);
            if (known != null) {
                return known;
            }
            if (all.size() >= most) {
                return NONE;
            }
            numbers.put(word, all.size());
            all.add(word);
            return all.size() - 1;
        }

        void save(Session session, String table, Columns<T> columns) throws SQLException {
            if (saved == all.size()) {
                return;
            }
            try (var appender = session.appender("ducksheet", table)) {
                for (int number = saved; number < all.size(); number++) {
                    columns.append(appender.beginRow().append(number), all.get(number));
                    appender.endRow();
                }
                appender.flush();
            }
            saved = all.size();
        }
    }

    private interface Columns<T> {
        void append(DuckDBAppender row, T word) throws SQLException;
    }
}
