package dev.ducksheet.http.rows;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.port.RowBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;

/**
 * Rows in Arrow's format for streams: the schema, then batches of columns, then the end. The metadata is Arrow's own code;
 * the columns are written from the batches into arrays of this process, so that nothing has to be opened to a library that
 * keeps its own memory.
 */
final class ArrowRows implements RowEncoder {
    private static final int ROWS = 8192;
    private static final int BYTES = 4 << 20;
    private static final int ALIGNMENT = 8;
    private static final byte[] CONTINUATION = {-1, -1, -1, -1};

    private final RowFormat.Result result;
    private final ArrowColumn[] columns;
    private int rows;

    ArrowRows(RowFormat.Result result) {
        this.result = result;
        columns = result.columns().stream()
                .map(column -> ArrowColumn.of(column.type()))
                .toArray(ArrowColumn[]::new);
    }

    @Override
    public void head(ByteSink out) {
        var builder = new FlatBufferBuilder();
        int fields = Schema.createFieldsVector(builder, fields(builder));
        int metadata = Schema.createCustomMetadataVector(builder, new int[] {
            KeyValue.createKeyValue(
                    builder,
                    builder.createString("cursor"),
                    builder.createString(result.head().toString()))
        });
        int schema = Schema.createSchema(builder, Endianness.Little, fields, metadata, 0);
        write(out, builder, MessageHeader.Schema, schema, 0);
    }

    private int[] fields(FlatBufferBuilder builder) {
        List<Column> shown = result.columns();
        var fields = new int[columns.length];
        for (int i = 0; i < fields.length; i++) {
            int name = builder.createString(shown.get(i).name());
            int type = columns[i].type().write(builder);
            int children = Field.createChildrenVector(builder, new int[0]);
            fields[i] = Field.createField(builder, name, true, columns[i].type().id(), type, 0, children, 0);
        }
        return fields;
    }

    @Override
    public void row(ByteSink out, RowBatch batch, int row, boolean first) {
        int bytes = 0;
        for (int i = 0; i < columns.length; i++) {
            columns[i].add(batch, i, row);
            bytes = Math.max(bytes, columns[i].bytes());
        }
        rows++;
        if (rows == ROWS || bytes >= BYTES) {
            flush(out);
        }
    }

    @Override
    public void tail(ByteSink out, String nextCursor) {
        if (rows > 0) {
            flush(out);
        }
        out.put(CONTINUATION);
        out.put(new byte[4]);
    }

    private void flush(ByteSink out) {
        var builder = new FlatBufferBuilder();
        long length = 0;
        int buffers = 0;
        for (var column : columns) {
            buffers += column.buffers().size();
            for (var buffer : column.buffers()) {
                length += padded(buffer.size());
            }
        }
        RecordBatch.startNodesVector(builder, columns.length);
        for (int i = columns.length - 1; i >= 0; i--) {
            FieldNode.createFieldNode(builder, rows, columns[i].nulls());
        }
        int nodes = builder.endVector();
        int places = places(builder, buffers, length);
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, rows);
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, places);
        write(out, builder, MessageHeader.RecordBatch, RecordBatch.endRecordBatch(builder), length);
        for (var column : columns) {
            for (var buffer : column.buffers()) {
                buffer.writeTo(out);
                pad(out, padded(buffer.size()) - buffer.size());
            }
            column.clear();
        }
        rows = 0;
    }

    /** Flatbuffers are written from their end. */
    private int places(FlatBufferBuilder builder, int buffers, long length) {
        RecordBatch.startBuffersVector(builder, buffers);
        long end = length;
        for (int i = columns.length - 1; i >= 0; i--) {
            var own = columns[i].buffers();
            for (int b = own.size() - 1; b >= 0; b--) {
                end -= padded(own.get(b).size());
                Buffer.createBuffer(builder, end, own.get(b).size());
            }
        }
        return builder.endVector();
    }

    private static void write(ByteSink out, FlatBufferBuilder builder, byte kind, int header, long bodyLength) {
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, kind, header, bodyLength, 0));
        var metadata = builder.sizedByteArray();
        int size = (int) padded(metadata.length);
        out.put(CONTINUATION);
        out.put(new byte[] {(byte) size, (byte) (size >> 8), (byte) (size >> 16), (byte) (size >> 24)});
        out.put(metadata);
        pad(out, size - metadata.length);
    }

    private static long padded(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static void pad(ByteSink out, long count) {
        out.put(new byte[(int) count]);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
