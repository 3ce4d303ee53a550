package io.github.qisaws.aws;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An element of an answer of the Query protocol. */
record Xml(Element element) {
    /**
     * The root element.
     *
     * @throws IllegalArgumentException if the answer is no XML
     */
    static Xml parse(String answer) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new Xml(factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(answer)))
                    .getDocumentElement());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("not an XML answer: " + answer, e);
        }
    }

    /** The members of all lists with this name. */
    List<Xml> members(String list) {
        return all(list).stream().flatMap(found -> found.children().stream()).toList();
    }

    /** The text of the first element with this name; empty if there is none. */
    Optional<String> text(String name) {
        return all(name).stream().findFirst().map(Xml::text).filter(text -> !text.isEmpty());
    }

    /** The text of the child with this name, not of a deeper element; empty if there is none. */
    String own(String name) {
        return children().stream()
                .filter(child -> child.element().getTagName().equals(name))
                .map(Xml::text)
                .findFirst()
                .orElse("");
    }

    String text() {
        return element.getTextContent().strip();
    }

    private List<Xml> all(String name) {
        return elements(element.getElementsByTagName(name));
    }

    private List<Xml> children() {
        return elements(element.getChildNodes());
    }

    private static List<Xml> elements(NodeList nodes) {
        List<Xml> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i).getNodeType() == Node.ELEMENT_NODE) {
                found.add(new Xml((Element) nodes.item(i)));
            }
        }
        return found;
    }
}
