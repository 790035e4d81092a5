package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.DerivedViewDefinition;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Table;
import java.util.Iterator;
import java.util.List;

/**
 * Fills a workbook before anybody works on it. Not for use beside an open {@link
 * WorkbookStore#begin transaction}.
 */
public interface WorkbookLoader {

    /**
     * Creates a table and fills it, in bounded memory, all or nothing.
     *
     * @param rows cells in the table's order, of its types
     * @throws AlreadyExistsException if a sheet has that name
     */
    void create(Table table, Iterator<List<CellValue>> rows);

    /**
     * Defines a rollup.
     *
     * @throws AlreadyExistsException if a sheet has that name
     * @throws RollupDefinition.UnresolvableException if it does not fit the tables
     */
    void define(RollupDefinition rollup);

    /**
     * Defines a view that is shown only.
     *
     * @throws AlreadyExistsException if a sheet has that name
     */
    void define(String name, DerivedViewDefinition view);

    /** Says that the name is taken. */
    final class AlreadyExistsException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param name the name that is taken */
        public AlreadyExistsException(String name) {
            super("there is already a table, rollup or view named " + name
                    + "; choose another name or another workbook");
        }
    }
}
