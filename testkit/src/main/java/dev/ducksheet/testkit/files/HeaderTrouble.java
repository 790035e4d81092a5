package dev.ducksheet.testkit.files;

import static dev.ducksheet.testkit.files.Expectation.anyOf;
import static dev.ducksheet.testkit.files.Expectation.kept;
import static dev.ducksheet.testkit.files.Expectation.refused;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** First lines that are not quite {@code sku,name,description}, and files with nothing else. */
final class HeaderTrouble {
    private static final String ROWS = Csv.FIRST + Csv.SECOND;
    private static final int MANY = 10_000;
    private static final int TALL = 70_000;

    private HeaderTrouble() {}

    static List<BrokenFile> files() {
        return List.of(
                Csv.file("empty", "", refused(), "an upload that brought nothing is a failed one"),
                Csv.file("one line end", "\n", refused(), "there is no header"),
                Csv.file("only blank lines", "\n\r\n\n\n", refused(), "there is no header"),
                Csv.file("only delimiters", ",,\n,,\n", refused(), "columns without names are none"),
                Csv.file("header only", Csv.HEADER, kept(0), "a delivery may be empty"),
                Csv.file("header only, no line end", Csv.HEADER.strip(), kept(0), "a delivery may be empty"),
                Csv.file("no header", ROWS, refused(), "the first record is not taken for names"),
                Csv.file(
                        "blank lines before the header",
                        "\n\n" + Csv.GOOD,
                        anyOf(kept(2), refused()),
                        "skipped like other blank lines, or no header; never records without one"),
                Csv.file(
                        "quoted header",
                        "\"sku\",\"name\",\"description\"\n" + ROWS,
                        kept(2),
                        "quotes are no part of a name"),
                Csv.file(
                        "header in capitals",
                        "SKU,Name,DESCRIPTION\n" + ROWS,
                        kept(2),
                        "names are found whatever their case"),
                Csv.file(
                        "header with blanks",
                        "sku , name,\tdescription\n" + ROWS,
                        anyOf(kept(2), refused()),
                        "trimmed, or columns that there are not; never shifted"),
                Csv.file(
                        "columns in another order",
                        "description,sku,name\none,A1,First\ntwo,B2,Second\n",
                        kept(2),
                        "columns go by name, not by place"),
                Csv.file(
                        "optional column missing",
                        "sku,name\nA1,First\nB2,Second\n",
                        anyOf(kept(2), refused()),
                        "left alone, or refused by name; never filled with another column"),
                Csv.file(
                        "key column missing",
                        "name,description\nFirst,one\n",
                        refused(),
                        "no row can be found without its key"),
                Csv.file(
                        "column that there is not",
                        "sku,name,description,price\nA1,First,one,5\n",
                        refused(),
                        "values are not dropped silently"),
                Csv.file("column twice", "sku,name,name\nA1,First,one\n", refused(), "nobody knows which one is meant"),
                Csv.file(
                        "column twice, in another case",
                        "sku,name,Name,description\nA1,First,1st,one\n",
                        refused(),
                        "they are one column"),
                Csv.file(
                        "column without a name",
                        "sku,name,description,\nA1,First,one,\n",
                        refused(),
                        "a column without a name is none"),
                Csv.file(
                        "columns in another language",
                        "Artikel,Bezeichnung,Beschreibung\n" + ROWS,
                        refused(),
                        "meanings are not guessed"),
                Csv.file(
                        "semicolons",
                        Csv.GOOD.replace(',', ';'),
                        anyOf(kept(2), refused()),
                        "the header shows the delimiter; read by it, or one column with a strange name"),
                Csv.file(
                        "tabs",
                        Csv.GOOD.replace(',', '\t'),
                        anyOf(kept(2), refused()),
                        "the header shows the delimiter; read by it, or one column with a strange name"),
                Csv.file(
                        "bars",
                        Csv.GOOD.replace(',', '|'),
                        anyOf(kept(2), refused()),
                        "the header shows the delimiter; read by it, or one column with a strange name"),
                Csv.file(
                        "separator line of spreadsheets",
                        "sep=;\n" + Csv.GOOD.replace(',', ';'),
                        anyOf(kept(2), refused()),
                        "it names the delimiter; read by it, or no header"),
                Csv.file(
                        "comment before the header",
                        "# exported on Monday\n" + Csv.GOOD,
                        refused(),
                        "CSV has no comments"),
                Csv.file(
                        "ten thousand columns",
                        many(),
                        refused(),
                        "columns that there are not, told without printing them all"),
                Csv.file(
                        "one tall column",
                        tall(),
                        anyOf(kept(TALL), refused()),
                        "more rows than old spreadsheets had"));
    }

    private static String many() {
        String more = IntStream.range(0, MANY).mapToObj(i -> ",c" + i).collect(Collectors.joining());
        return "sku,name,description" + more + "\n" + "A1,First,one" + ",".repeat(MANY) + "\n";
    }

    private static String tall() {
        return IntStream.range(0, TALL).mapToObj(i -> "P" + i + "\n").collect(Collectors.joining("", "sku\n", ""));
    }
}
