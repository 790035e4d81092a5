package dev.ducksheet.cli.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.spread.SpreadMethod;
import dev.ducksheet.testkit.CoreDriver;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An edit of the tree, as JSON for a server and as an update for the core. */
sealed interface Edit {

    /** Returns the update. */
    CellUpdate update();

    /** Returns the body of the request. */
    String json();

    /** What happens to the cell. */
    enum Op {
        SET,
        ADD,
        MULTIPLY;

        String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        Operation of(BigDecimal value) {
            var cell = CellValue.of(value);
            return switch (this) {
                case SET -> new Operation.Set(cell);
                case ADD -> new Operation.Add(cell);
                case MULTIPLY -> new Operation.Multiply(cell);
            };
        }
    }

    /** An edit of the column of one leaf. */
    record OfLeaf(int id, String column, Op op, BigDecimal value, Optional<BigDecimal> expected) implements Edit {
        static OfLeaf of(int id, Op op, long value) {
            return new OfLeaf(id, "amount", op, BigDecimal.valueOf(value), Optional.empty());
        }

        private String condition() {
            return "id = " + id;
        }

        @Override
        public CellUpdate update() {
            return Edit.expecting(expected, CellUpdate.of("leaf", column, op.of(value), CoreDriver.where(condition())));
        }

        @Override
        public String json() {
            return body("leaf", column, op, value, expected, condition()).toString();
        }
    }

    /** An edit of the total of one node: the values of its first levels. */
    record OfNode(
            List<String> path,
            Op op,
            BigDecimal value,
            SpreadMethod method,
            boolean flat,
            Optional<BigDecimal> expected)
            implements Edit {
        static OfNode of(List<String> path, long total) {
            return new OfNode(
                    path, Op.SET, BigDecimal.valueOf(total), SpreadMethod.PROPORTIONAL, false, Optional.empty());
        }

        private String condition() {
            return IntStream.range(0, path.size())
                    .mapToObj(i -> Tree.LEVELS.get(i) + " = '" + path.get(i) + "'")
                    .collect(Collectors.joining(" AND "));
        }

        @Override
        public CellUpdate update() {
            var over = flat ? Spreading.Over.LEAVES : Spreading.Over.CHILDREN;
            return Edit.expecting(
                    expected,
                    CellUpdate.of("tree", "amount", op.of(value), CoreDriver.where(condition()))
                            .spread(new Spreading.By(method, over, new Spreading.Weights.Own(), List.of())));
        }

        @Override
        public String json() {
            var body = body("tree", "amount", op, value, expected, condition());
            body.putObject("spread").put("method", method.wireName()).put("over", flat ? "leaves" : "children");
            return body.toString();
        }
    }

    private static CellUpdate expecting(Optional<BigDecimal> expected, CellUpdate update) {
        return expected.map(value -> update.expecting(new Expectation.Holding(CellValue.of(value))))
                .orElse(update);
    }

    private static ObjectNode body(
            String table, String column, Op op, BigDecimal value, Optional<BigDecimal> expected, String condition) {
        var body = Json.object()
                .put("table", table)
                .put("column", column)
                .put("op", op.wireName())
                .put("value", value)
                .put("condition", condition);
        expected.ifPresent(number -> body.put("expected", number));
        return body;
    }
}
