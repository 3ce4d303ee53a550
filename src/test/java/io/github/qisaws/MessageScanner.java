package io.github.qisaws;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Finds the messages in source files: the arguments of {@code new Problem}, those of the file's own methods that pass
 * them on, the results of methods named like an argument, and the texts of picocli's annotations.
 */
final class MessageScanner extends TreePathScanner<Void, Void> {
    private static final Map<String, Function<MessageText, List<String>>> RULES =
            Map.of("what", MessageStyle::what, "why", MessageStyle::why, "fix", MessageStyle::fix);
    private static final List<String> ARGUMENTS = List.of("exitCode", "what", "why", "fix");
    private static final Set<String> ANNOTATIONS = Set.of("Command", "Option", "Parameters");

    private final CompilationUnitTree file;
    private final Map<String, ExpressionTree> constants = new HashMap<>();
    private final Map<String, List<String>> passingOn = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    private MessageScanner(CompilationUnitTree file) {
        this.file = file;
    }

    /** Every fault in the files, with file and text. */
    static List<String> faults(Iterable<? extends JavaFileObject> files) {
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null, files);
        List<String> faults = new ArrayList<>();
        try {
            for (CompilationUnitTree file : task.parse()) {
                MessageScanner scanner = new MessageScanner(file);
                new Declarations(scanner).scan(file, null);
                scanner.scan(file, null);
                faults.addAll(scanner.faults);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return faults;
    }

    @Override
    public Void visitNewClass(NewClassTree created, Void unused) {
        if (created.getIdentifier().toString().equals("Problem")) {
            check(ARGUMENTS, created.getArguments());
        }
        return super.visitNewClass(created, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
        String key = call.getMethodSelect() + "/" + call.getArguments().size();
        check(passingOn.getOrDefault(key, List.of()), call.getArguments());
        return super.visitMethodInvocation(call, null);
    }

    @Override
    public Void visitReturn(ReturnTree result, Void unused) {
        Tree parent = getCurrentPath().getParentPath().getParentPath().getLeaf();
        if (parent instanceof MethodTree method
                && String.valueOf(method.getReturnType()).equals("String")) {
            check(method.getName().toString(), result.getExpression());
        }
        return super.visitReturn(result, null);
    }

    @Override
    public Void visitAnnotation(AnnotationTree annotation, Void unused) {
        if (ANNOTATIONS.contains(annotation.getAnnotationType().toString())) {
            for (ExpressionTree argument : annotation.getArguments()) {
                if (argument instanceof AssignmentTree assignment) {
                    report(assignment.getExpression(), MessageStyle::words);
                }
            }
        }
        return super.visitAnnotation(annotation, null);
    }

    private void check(List<String> names, List<? extends ExpressionTree> arguments) {
        for (int i = 0; i < Math.min(names.size(), arguments.size()); i++) {
            check(names.get(i), arguments.get(i));
        }
    }

    private void check(String name, ExpressionTree text) {
        if (RULES.containsKey(name)) {
            report(text, RULES.get(name));
        }
    }

    private void report(ExpressionTree expression, Function<MessageText, List<String>> rule) {
        for (MessageText text : MessageText.of(expression, constants)) {
            rule.apply(text)
                    .forEach(fault -> faults.add(file.getSourceFile().getName() + ": " + fault + ": "
                            + text.text().replace(MessageText.UNKNOWN, "…")));
        }
    }

    /** Collects constants, and the methods that pass their parameters on to {@code new Problem}. */
    private static final class Declarations extends TreePathScanner<Void, Void> {
        private final MessageScanner scanner;

        Declarations(MessageScanner scanner) {
            this.scanner = scanner;
        }

        @Override
        public Void visitVariable(VariableTree variable, Void unused) {
            if (variable.getModifiers().getFlags().containsAll(Set.of(Modifier.STATIC, Modifier.FINAL))
                    && variable.getInitializer() != null) {
                scanner.constants.put(variable.getName().toString(), variable.getInitializer());
            }
            return super.visitVariable(variable, null);
        }

        @Override
        public Void visitNewClass(NewClassTree created, Void unused) {
            Tree method = getCurrentPath().getLeaf();
            for (var path = getCurrentPath();
                    path != null && !(method instanceof MethodTree);
                    path = path.getParentPath()) {
                method = path.getLeaf();
            }
            if (created.getIdentifier().toString().equals("Problem") && method instanceof MethodTree owner) {
                passOn(owner, created);
            }
            return super.visitNewClass(created, null);
        }

        private void passOn(MethodTree method, NewClassTree problem) {
            List<String> roles = new ArrayList<>();
            for (VariableTree parameter : method.getParameters()) {
                int index = problem.getArguments().stream()
                        .map(argument -> argument instanceof IdentifierTree name
                                ? name.getName().toString()
                                : "")
                        .toList()
                        .indexOf(parameter.getName().toString());
                roles.add(index < 0 ? "" : ARGUMENTS.get(index));
            }
            scanner.passingOn.put(method.getName() + "/" + roles.size(), roles);
        }
    }
}
