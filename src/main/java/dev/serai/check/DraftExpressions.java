package dev.serai.check;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/** The expressions of a step. */
final class DraftExpressions {

    private DraftExpressions() {}

    static List<ExpressionDefinition> of(ProcessorDefinition<?> step) {
        List<ExpressionDefinition> found = new ArrayList<>();
        if (step instanceof HasExpressionType one && one.getExpressionType() != null) {
            found.add(one.getExpressionType());
        }
        if (step instanceof ChoiceDefinition choice) {
            choice.getWhenClauses().stream()
                    .map(HasExpressionType::getExpressionType)
                    .filter(expression -> expression != null)
                    .forEach(found::add);
        }
        found.removeIf(expression -> expression.getExpression() == null);
        return found;
    }
}
