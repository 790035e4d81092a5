package dev.ducksheet.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.cli.format.JsonCells;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.RowBatch;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.seed.DemoWorkbook;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;

/**
 * What a demo says about itself: four commands that work as they are printed.
 *
 * @param total the largest total of a supplier in a month
 */
record DemoGuide(DemoWorkbook demo, Total total) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** A cell of the rollup. */
    private record Total(String supplier, String month, BigDecimal quantity) {
        /** Returns the next hundred, so that people see at once what changed. */
        BigDecimal next() {
            return quantity.divideToIntegralValue(HUNDRED).add(BigDecimal.ONE).multiply(HUNDRED);
        }
    }

    /** Reads from the workbook what there is to try. */
    static DemoGuide of(Workbook workbook, DemoWorkbook demo) {
        ViewTable.View view = new ViewTable.View(
                DemoWorkbook.ROLLUP,
                List.of("supplier", "invoice_date_month", "quantity"),
                "grouping_set_id = 3",
                List.of("-quantity"),
                1,
                List.of());
        if (!(workbook.viewTable().view(view) instanceof ViewTable.Opening.Opened opened)) {
            throw new IllegalStateException("the demo has no " + DemoWorkbook.ROLLUP);
        }
        try (RowStream rows = opened.rows()) {
            rows.next();
            RowBatch batch = rows.batch();
            return new DemoGuide(demo, new Total(batch.getText(0, 0), batch.getText(1, 0), batch.getNumber(2, 0)));
        }
    }

    void print(PrintWriter out, URI uri) {
        out.println("A demo workbook with " + Counts.of(demo.tables().get(2).size(), "sale")
                + " is open to everybody on this machine, at\n\n    " + uri + "\n");
        out.println("Watch every change live:\n");
        out.println("    curl -N -H 'Accept: text/event-stream' " + uri + "/get_updates\n");
        out.println("Meanwhile set a total, in another terminal (" + total.supplier() + " sold "
                + total.quantity().toPlainString() + " in " + total.month() + "); it is spread over the sales:\n");
        out.println("    curl -H 'Content-Type: application/json' " + uri + "/update_cell -d " + quoted(edit()) + "\n");
        out.println("See what has become of the rollup:\n");
        out.println("    curl '" + uri + "/view_table/" + DemoWorkbook.ROLLUP + "?format=csv'\n");
        out.println("Have another server of this machine told of every edit (docs/webhooks.md):\n");
        out.println("    curl -H 'Content-Type: application/json' " + uri + "/webhooks -d "
                + quoted("{\"url\":\"http://127.0.0.1:9000/\",\"types\":[\"cell.updated\"]}") + "\n");
        out.println("Ctrl-C ends the demo and deletes it.");
    }

    private String edit() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonCells.generator(text)) {
            json.writeStartObject();
            json.writeStringField("table", DemoWorkbook.ROLLUP);
            json.writeStringField("column", "quantity");
            JsonCells.write(json, "value", CellValue.of(total.next()));
            json.writeObjectFieldStart("condition");
            json.writeStringField("supplier", total.supplier());
            json.writeStringField("invoice_date_month", total.month());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
