package dev.serai.transform;

import static com.schibsted.spt.data.jslt.parser.JsltParserConstants.COMMA;
import static com.schibsted.spt.data.jslt.parser.JsltParserConstants.EOF;
import static com.schibsted.spt.data.jslt.parser.JsltParserConstants.IDENT;
import static com.schibsted.spt.data.jslt.parser.JsltParserConstants.LBRACKET;
import static com.schibsted.spt.data.jslt.parser.JsltParserConstants.LCURLY;
import static com.schibsted.spt.data.jslt.parser.JsltParserConstants.LPAREN;
import static com.schibsted.spt.data.jslt.parser.JsltParserConstants.RBRACKET;
import static com.schibsted.spt.data.jslt.parser.JsltParserConstants.RCURLY;
import static com.schibsted.spt.data.jslt.parser.JsltParserConstants.RPAREN;
import static com.schibsted.spt.data.jslt.parser.JsltParserConstants.STRING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.parser.JsltParserTokenManager;
import com.schibsted.spt.data.jslt.parser.SimpleCharStream;
import com.schibsted.spt.data.jslt.parser.Token;
import com.schibsted.spt.data.jslt.parser.TokenMgrError;
import dev.serai.files.Problem;
import dev.serai.wire.Json;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds patterns in a transform that {@link PatternFunctions} cannot use, before a request meets them. */
final class TransformPatterns {

    private final String path;
    private final List<Token> tokens;
    private final List<Problem> problems = new ArrayList<>();

    private TransformPatterns(String path, List<Token> tokens) {
        this.path = path;
        this.tokens = tokens;
    }

    /** A problem for each that is written as a text; what is no JSLT is for the compiler to say. */
    static List<Problem> unusable(String path, String transform) {
        if (PatternFunctions.NAMES.stream().noneMatch(transform::contains)) {
            return List.of(); // the most, and reading words takes as long as compiling does
        }
        List<Token> tokens = new ArrayList<>();
        var reader = new JsltParserTokenManager(new SimpleCharStream(new StringReader(transform), 1, 1));
        try {
            do {
                tokens.add(reader.getNextToken());
            } while (tokens.get(tokens.size() - 1).kind != EOF);
        } catch (TokenMgrError e) {
            return List.of();
        }
        TransformPatterns patterns = new TransformPatterns(path, tokens);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token name = tokens.get(i);
            if (name.kind == IDENT && PatternFunctions.NAMES.contains(name.image) && patterns.kind(i + 1) == LPAREN) {
                patterns.call(i + 2);
            }
        }
        return patterns.problems;
    }

    private int kind(int index) {
        return tokens.get(index).kind;
    }

    /** Checks the second of the arguments that begin here. */
    private void call(int first) {
        int second = end(first) + 1;
        if (kind(second - 1) == COMMA && kind(second) == STRING && end(second) == second + 1) {
            check(tokens.get(second));
        }
    }

    /** Where an argument ends: at the comma or bracket after it. */
    private int end(int start) {
        int depth = 0;
        int at = start;
        while (kind(at) != EOF) {
            switch (kind(at)) {
                case LPAREN, LBRACKET, LCURLY -> depth++;
                case RPAREN, RBRACKET, RCURLY -> depth--;
                default -> {}
            }
            if (depth < 0 || (depth == 0 && kind(at) == COMMA)) {
                return at;
            }
            at++;
        }
        return at;
    }

    private void check(Token literal) {
        try {
            PatternFunctions.compiled(
                    Json.parse(literal.image.getBytes(StandardCharsets.UTF_8)).textValue());
        } catch (JsonProcessingException e) {
            return; // JSLT's texts are JSON's, which the compiler says better
        } catch (JsltException e) {
            problems.add(new Problem("transforms/" + path, literal.beginLine, e.getMessage()));
        }
    }
}
