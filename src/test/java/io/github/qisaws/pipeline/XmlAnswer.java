package io.github.qisaws.pipeline;

import java.util.ArrayList;
import java.util.List;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A part of an answer, asked by XPath. */
record XmlAnswer(Node node) {

    /** The text of the only match; empty when nothing matches; two matches are a mistake of the question. */
    String text(String path) {
        List<String> found = texts(path);
        if (found.size() > 1) {
            throw new AssertionError(path + " is not single: " + found);
        }
        return found.isEmpty() ? "" : found.get(0);
    }

    List<String> texts(String path) {
        return parts(path).stream()
                .map(part -> part.node().getTextContent().strip())
                .toList();
    }

    List<XmlAnswer> parts(String path) {
        try {
            NodeList found =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, node, XPathConstants.NODESET);
            List<XmlAnswer> parts = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                parts.add(new XmlAnswer(found.item(i)));
            }
            return parts;
        } catch (XPathExpressionException e) {
            throw new AssertionError("not a path: " + path, e);
        }
    }

    /** The value of a tag of this resource, as EC2 writes tags. */
    String tag(String name) {
        return text("tagSet/item[key='" + name + "']/value");
    }
}
