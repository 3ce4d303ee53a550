package io.github.qisaws.review.view;

import io.github.qisaws.review.Component;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Draws the components, their dependencies, and the number of changes of each, as SVG. */
final class Picture {
    private static final double HEIGHT = 52;
    private static final double CHARACTER = 8.2;
    private static final double PADDING = 28;

    private final List<Component> components;
    private final Map<String, ElkNode> nodes = new HashMap<>();
    private final ElkNode graph = ElkGraphUtil.createGraph();
    private final StringBuilder svg = new StringBuilder();

    private Picture(List<Component> components) {
        this.components = components;
    }

    /** The picture; empty if no component depends on another one. */
    static String of(List<Component> components) {
        List<Component> drawn = components.stream()
                .filter(component -> !component.name().isEmpty())
                .toList();
        if (drawn.stream().allMatch(component -> component.uses().isEmpty())) {
            return "";
        }
        Picture picture = new Picture(drawn);
        picture.layOut();
        picture.draw();
        return picture.svg.toString();
    }

    private void layOut() {
        graph.setProperty(CoreOptions.ALGORITHM, "org.eclipse.elk.layered");
        graph.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
        graph.setProperty(CoreOptions.RANDOM_SEED, 1);
        graph.setProperty(CoreOptions.SPACING_NODE_NODE, 24.0);
        for (Component component : components) {
            ElkNode node = ElkGraphUtil.createNode(graph);
            int longest = Math.max(component.title().length(), status(component).length());
            node.setDimensions(longest * CHARACTER + PADDING, HEIGHT);
            nodes.put(component.name(), node);
        }
        for (Component component : components) {
            component.uses().stream()
                    .map(nodes::get)
                    .filter(used -> used != null && used != nodes.get(component.name()))
                    .forEach(used -> ElkGraphUtil.createSimpleEdge(used, nodes.get(component.name())));
        }
        new RecursiveGraphLayoutEngine().layout(graph, new BasicProgressMonitor());
    }

    private void draw() {
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" role=\"img\" aria-labelledby=\"picture-title picture-text\">\n",
                graph.getWidth(),
                graph.getHeight(),
                graph.getWidth()));
        svg.append("<title id=\"picture-title\">Components and their changes</title>\n<desc id=\"picture-text\">");
        components.forEach(
                component -> svg.append(Html.escape(Clean.line(component.title() + ": " + status(component) + ". "))));
        svg.append("</desc>\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\""
                + " markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 8 4 0 8z\"/></marker></defs>\n");
        graph.getContainedEdges().forEach(this::edge);
        components.forEach(this::box);
        svg.append("</svg>\n");
    }

    private void edge(ElkEdge edge) {
        for (ElkEdgeSection section : edge.getSections()) {
            svg.append(String.format(Locale.ROOT, "<path d=\"M%.0f %.0f", section.getStartX(), section.getStartY()));
            for (ElkBendPoint bend : section.getBendPoints()) {
                svg.append(String.format(Locale.ROOT, " %.0f %.0f", bend.getX(), bend.getY()));
            }
            svg.append(String.format(
                    Locale.ROOT, " %.0f %.0f\" marker-end=\"url(#tip)\"/>\n", section.getEndX(), section.getEndY()));
        }
    }

    private void box(Component component) {
        ElkNode node = nodes.get(component.name());
        svg.append(String.format(
                Locale.ROOT,
                "<g class=\"%s\" transform=\"translate(%.0f %.0f)\"><rect width=\"%.0f\" height=\"%.0f\" rx=\"6\"/>",
                mark(component),
                node.getX(),
                node.getY(),
                node.getWidth(),
                node.getHeight()));
        svg.append("<text x=\"14\" y=\"22\">")
                .append(Html.escape(Clean.line(component.title())))
                .append("</text>");
        svg.append("<text class=\"small\" x=\"14\" y=\"40\">").append(Html.escape(status(component)));
        svg.append("</text></g>\n");
    }

    private static String status(Component component) {
        String sign = Loss.of(component) ? "■ data loss: " : "";
        return component.isTouched() ? sign + component.counts().words() : "unchanged";
    }

    private static String mark(Component component) {
        if (Loss.of(component)) {
            return "loses";
        }
        boolean fresh = component.counts().created() == component.counts().total();
        if (!component.isTouched()) {
            return "same";
        }
        return fresh ? "fresh" : "touched";
    }
}
