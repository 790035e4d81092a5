package dev.ducksheet.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/**
 * Reads one JSON text (RFC 8259) and nothing else: UTF-8 without byte order mark, no name twice, no NaN, no comments,
 * nothing after the text, within bounds of depth and length.
 */
public final class JsonReader {
    /** How deep objects and arrays may nest. */
    public static final int MAX_DEPTH = 32;

    /** The longest number, in characters. */
    public static final int MAX_NUMBER = 400;

    /** The longest string, in characters. */
    public static final int MAX_STRING = 64 * 1024;

    private static final int MAX_NAME = 1024;
    private static final Pattern AFTER_A_QUOTE_IN_JACKSONS_WORDS = Pattern.compile("\\s*\\(.*\\)$", Pattern.DOTALL);

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_NAME)
                    .build())
            .build();

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a text.
     *
     * @throws MalformedJsonException if it is none, or not one that is taken here
     */
    public static Json read(byte[] bytes) {
        var text = decode(bytes);
        if (text.isBlank()) {
            throw new MalformedJsonException("", "the body is empty; send a JSON object");
        }
        try (var parser = FACTORY.createParser(text)) {
            return new JsonReader(parser).wholeText();
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the text of a body.
     *
     * @throws MalformedJsonException if it is not UTF-8, or begins with a byte order mark
     */
    public static String decode(byte[] bytes) {
        if (bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw new MalformedJsonException("", "the body starts with a byte order mark; send UTF-8 without one");
        }
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        CharBuffer chars;
        var in = ByteBuffer.wrap(bytes);
        try {
            chars = StandardCharsets.UTF_8.newDecoder().decode(in);
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("", "the body is not UTF-8 at byte " + in.position());
        }
        return chars.toString();
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte some : bytes) {
            if (some < 0) {
                return false;
            }
        }
        return true;
    }

    private static MalformedJsonException malformed(JsonProcessingException e) {
        var place = e.getLocation();
        var where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        var what = e instanceof StreamConstraintsException ? "beyond a limit" : "not JSON";
        var words =
                AFTER_A_QUOTE_IN_JACKSONS_WORDS.matcher(e.getOriginalMessage()).replaceAll("");
        return new MalformedJsonException("", "the body is " + what + where + ": " + words);
    }

    private Json wholeText() throws IOException {
        var json = value(parser.nextToken());
        if (parser.nextToken() != null) {
            var place = parser.currentTokenLocation();
            throw new MalformedJsonException(
                    "",
                    "something follows the JSON text at line " + place.getLineNr() + ", column " + place.getColumnNr());
        }
        return json;
    }

    private Json value(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new Json.Str(text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(number());
            case VALUE_TRUE -> Json.Word.TRUE;
            case VALUE_FALSE -> Json.Word.FALSE;
            default -> Json.Word.NULL;
        };
    }

    private Json object() throws IOException {
        var members = new LinkedHashMap<String, Json>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = wellFormed(parser.currentName());
            if (members.containsKey(name)) {
                throw new MalformedJsonException(pointer(), "the member \"" + name + "\" is there twice");
            }
            members.put(name, value(parser.nextToken()));
        }
        return new Json.Obj(members);
    }

    private Json array() throws IOException {
        var elements = new ArrayList<Json>();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(token));
        }
        return new Json.Arr(elements);
    }

    /** The parser checks the length only where it converts the digits, which we do not. */
    private String number() throws IOException {
        if (parser.getTextLength() > MAX_NUMBER) {
            throw new MalformedJsonException(
                    pointer(), "a number of more than " + MAX_NUMBER + " characters is beyond a limit");
        }
        return parser.getText();
    }

    private String text() throws IOException {
        return wellFormed(parser.getText());
    }

    /** Half of a surrogate pair can be escaped in JSON, but is no character and has no UTF-8. */
    private String wellFormed(String text) {
        int character;
        for (int i = 0; i < text.length(); i += Character.charCount(character)) {
            character = text.codePointAt(i);
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                throw new MalformedJsonException(pointer(), "the string holds half of a surrogate pair");
            }
        }
        return text;
    }

    private String pointer() {
        return parser.getParsingContext().pathAsPointer().toString();
    }
}
