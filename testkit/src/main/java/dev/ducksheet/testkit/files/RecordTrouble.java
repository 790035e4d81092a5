package dev.ducksheet.testkit.files;

import static dev.ducksheet.testkit.files.Expectation.anyOf;
import static dev.ducksheet.testkit.files.Expectation.kept;
import static dev.ducksheet.testkit.files.Expectation.refused;
import static dev.ducksheet.testkit.files.Expectation.rejects;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** Records that are ragged, and ends of lines and of files in odd places. */
final class RecordTrouble {
    private static final String SWALLOWED = "nobody can say how many records an open quote has swallowed";
    private static final int LONG = 1_000_000;
    private static final int TOO_LONG = 4_000_000;

    private RecordTrouble() {}

    static List<BrokenFile> files(long huge) {
        return List.of(
                Csv.between("one cell", "C3", rejects(1, 2), "cells are missing"),
                Csv.between("two cells", "C3,Third", rejects(1, 2), "a cell is missing"),
                Csv.between(
                        "four cells",
                        "C3,Third,three,more",
                        rejects(1, 2),
                        "a cell too many shifts or loses something"),
                Csv.between(
                        "ten thousand cells", "C3" + ",x".repeat(9_999), rejects(1, 2), "one record, rejected once"),
                Csv.file(
                        "delimiter at the end of records",
                        Csv.HEADER + "A1,First,one,\nB2,Second,two,\n",
                        anyOf(kept(2), rejects(2, 0)),
                        "an empty cell too many loses nothing, though it is one too many"),
                Csv.between("records of delimiters only", ",,\n,,", rejects(2, 2), "they have no key"),
                Csv.between("comment between records", "# Christmas articles", rejects(1, 2), "CSV has no comments"),
                Csv.between(
                        "header again",
                        Csv.HEADER.strip(),
                        anyOf(kept(3), rejects(1, 2)),
                        "files were put together; it is a record like others, or none"),
                Csv.between("blank lines between records", "\n\n", kept(2), "nothing stands there"),
                Csv.between(
                        "text after a closing quote",
                        "C3,\"Third\"x,three",
                        rejects(1, 2),
                        "what was meant is not clear"),
                Csv.between(
                        "quotes behind backslashes",
                        "C3,\"the \\\"third\\\"\",three",
                        rejects(1, 2),
                        "quotes are doubled in CSV"),
                Csv.between("single quotes", "C3,'Third, and last',three", rejects(1, 2), "they quote nothing in CSV"),
                Csv.between(
                        "quote within a cell",
                        "C3,12\" Pan,three",
                        anyOf(kept(3), rejects(1, 2)),
                        "inches are written so; it quotes nothing"),
                Csv.between(
                        "lines in a cell",
                        "C3,\"Third\n\nand \"\"last\"\"\nline\",three",
                        kept(3),
                        "line ends within quotes end no record"),
                Csv.between(
                        "records in a cell",
                        "C3,\"Third\nD4,Fourth,four\nE5,Fifth,five\n\",three",
                        kept(3),
                        "what looks like records is a text"),
                Csv.file(
                        "quote never closed",
                        Csv.HEADER + Csv.FIRST + "C3,\"Third,three\n" + Csv.SECOND,
                        refused(),
                        SWALLOWED),
                Csv.file(
                        "quote never closed, far from the end",
                        Csv.HEADER + Csv.FIRST + "C3,\"Third,three\n"
                                + Csv.SECOND.repeat(TOO_LONG / Csv.SECOND.length()),
                        refused(),
                        SWALLOWED),
                Csv.file("no line end at the end", Csv.GOOD.stripTrailing(), kept(2), "the last record is whole"),
                Csv.file("cut within a record", Csv.GOOD + "C3,Thi", rejects(1, 2), "the last record is not whole"),
                Csv.file(
                        "end mark of old systems",
                        Csv.GOOD + "\u001a",
                        anyOf(kept(2), rejects(1, 2)),
                        "it is no product"),
                Csv.file(
                        "line ends of Windows",
                        Csv.GOOD.replace("\n", "\r\n"),
                        kept(2),
                        "they are no part of the last cell, and the file is not taken for one line"),
                Csv.file(
                        "line ends of Windows in a cell",
                        Csv.GOOD.replace("two", "\"two\nlines\"").replace("\n", "\r\n"),
                        kept(2),
                        "a cell keeps its own"),
                Csv.file(
                        "line ends of old Macs",
                        Csv.GOOD.replace('\n', '\r'),
                        anyOf(kept(2), refused()),
                        "read, or refused with a reason; never an empty delivery"),
                Csv.file(
                        "line ends mixed",
                        "sku,name,description\r\n" + Csv.FIRST + "B2,Second,two\r\nC3,Third,three\n",
                        anyOf(kept(3), refused()),
                        "editors on two systems have saved it; read, or refused with a reason"),
                Csv.file(
                        "line ends mixed, late",
                        Csv.HEADER + lines(100_000) + "B2,Second,two\r\n",
                        anyOf(kept(100_001), refused()),
                        "the first lines do not speak for the others"),
                Csv.between(
                        "line ends of other alphabets",
                        "C3,Th\u2028ird\u0085,thr\u000bee\f",
                        kept(3),
                        "only CR and LF end a line"),
                Csv.between("cell of a megabyte", "C3,Third," + "x".repeat(LONG), kept(3), "long texts are texts"),
                Csv.between(
                        "line over the limit",
                        "C3,Third," + "x".repeat(TOO_LONG),
                        anyOf(rejects(1, 2), refused()),
                        "there is a limit, and it is told"),
                new BrokenFile(
                        "huge line",
                        Csv.FILE_NAME,
                        out -> {
                            out.write((Csv.HEADER + Csv.FIRST + "C3,Third,").getBytes(US_ASCII));
                            Huge.repeat(out, 'x', huge);
                            out.write(("\n" + Csv.SECOND).getBytes(US_ASCII));
                        },
                        anyOf(rejects(1, 2), refused()),
                        "memory does not grow with a line"),
                new BrokenFile(
                        "huge first line",
                        Csv.FILE_NAME,
                        out -> Huge.repeat(out, 'x', huge),
                        refused(),
                        "memory does not grow with a header either"));
    }

    private static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append('P').append(i).append(",Product,some text\n");
        }
        return lines.toString();
    }
}
