package io.github.qisaws;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A text as an expression in a source file, with {@link #UNKNOWN} for each part that is known only at run time.
 */
record MessageText(String text) {
    static final String UNKNOWN = "\u0000";

    /**
     * All texts that an expression can have: one for each branch of a condition or switch.
     *
     * @param constants initializers of the file's constants by name
     */
    static List<MessageText> of(Tree expression, Map<String, ExpressionTree> constants) {
        return texts(expression, constants).map(MessageText::new).toList();
    }

    private static Stream<String> texts(Tree tree, Map<String, ExpressionTree> constants) {
        if (tree instanceof LiteralTree literal) {
            return Stream.of(String.valueOf(literal.getValue()));
        }
        if (tree instanceof ParenthesizedTree parentheses) {
            return texts(parentheses.getExpression(), constants);
        }
        if (tree instanceof ConditionalExpressionTree condition) {
            return Stream.of(condition.getTrueExpression(), condition.getFalseExpression())
                    .flatMap(each -> texts(each, constants));
        }
        if (tree instanceof SwitchExpressionTree choice) {
            return choice.getCases().stream().flatMap(each -> texts(each.getBody(), constants));
        }
        if (tree instanceof NewArrayTree array && array.getInitializers() != null) {
            return array.getInitializers().stream().flatMap(each -> texts(each, constants));
        }
        if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
            return texts(sum.getLeftOperand(), constants)
                    .flatMap(left -> texts(sum.getRightOperand(), constants).map(left::concat));
        }
        if (tree instanceof IdentifierTree name
                && constants.containsKey(name.getName().toString())) {
            return texts(constants.get(name.getName().toString()), constants);
        }
        return Stream.of(UNKNOWN);
    }

    boolean isComplete() {
        return !text.contains(UNKNOWN);
    }

    boolean startsUnknown() {
        return text.startsWith(UNKNOWN);
    }

    boolean endsUnknown() {
        return text.endsWith(UNKNOWN);
    }
}
