// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Makes the tree of the parser's events: they know their lines, and nothing is made of them but
 * texts, lists and maps of a bounded depth and number.
 */
final class YamlReader {

  private static final int MOST_DEPTH = 20;
  private static final int MOST_NODES = 20_000;

  private final Iterator<Event> events;
  private final Variables variables;
  private final Map<Anchor, Node> anchors = new HashMap<>();
  private final Map<Anchor, Integer> sizes = new HashMap<>();
  private int nodes;

  private YamlReader(String text, Variables variables) {
    events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
    this.variables = variables;
  }

  /** The map that the file is; an empty one with its problem where it is none. */
  static Node.Mapping read(String text, Variables variables, Problems problems) {
    try {
      Node root = new YamlReader(text, variables).document();
      if (root instanceof Node.Mapping mapping) {
        return mapping;
      }
      if (!(root instanceof Node.Scalar scalar && scalar.isNull())) {
        problems.add(root.line(), "the file has to be a map of keys, such as port: 4318");
      }
    } catch (Unreadable e) {
      problems.add(e.line, e.getMessage());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(mark -> mark.getLine() + 1).orElse(1);
      problems.add(line, "this is no YAML: " + Problems.shown(e.getProblem()));
    } catch (ReaderException e) {
      long line = 1 + text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      problems.add((int) line, "this is no YAML: U+%04X is in it".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      problems.add(1, "this is no YAML: " + Problems.shown(String.valueOf(e.getMessage())));
    }
    return new Node.Mapping(Map.of(), 1);
  }

  private Node document() throws Unreadable {
    events.next(); // The stream starts.
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      return new Node.Mapping(Map.of(), 1);
    }
    Node root = node(events.next(), 0);
    events.next(); // The document ends.
    Event end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw new Unreadable(line(end), "the file has to be one document, and here begins another");
    }
    return root;
  }

  private Node node(Event event, int depth) throws Unreadable {
    int line = line(event);
    if (depth > MOST_DEPTH) {
      throw new Unreadable(line, "this is nested more than " + MOST_DEPTH + " deep");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias, line);
    }
    int before = nodes;
    count(1, line);
    Node node =
        switch (event.getEventId()) {
          case SequenceStart -> sequence((CollectionStartEvent) event, depth, line);
          case MappingStart -> mapping((CollectionStartEvent) event, depth, line);
          default -> scalar((ScalarEvent) event, line);
        };
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(
            anchor -> {
              anchors.put(anchor, node);
              sizes.put(anchor, nodes - before);
            });
    return node;
  }

  /** Counted as often as it is used, so that a few lines do not become billions. */
  private Node aliased(AliasEvent alias, int line) throws Unreadable {
    Node node = anchors.get(alias.getAlias());
    if (node == null) {
      throw new Unreadable(line, "there is no &" + alias.getAlias() + " before this");
    }
    count(sizes.get(alias.getAlias()), line);
    return node;
  }

  private void count(int more, int line) throws Unreadable {
    nodes += more;
    if (nodes > MOST_NODES) {
      throw new Unreadable(line, "the file has more than " + MOST_NODES + " values");
    }
  }

  private Node scalar(ScalarEvent event, int line) throws Unreadable {
    refuseTag(event.getTag().orElse(null), line);
    String written = event.getValue();
    return new Node.Scalar(variables.replaced(written, line), written, event.isPlain(), line);
  }

  private Node sequence(CollectionStartEvent start, int depth, int line) throws Unreadable {
    refuseTag(start.getTag().orElse(null), line);
    List<Node> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event, depth + 1));
      event = events.next();
    }
    return new Node.Sequence(items, line);
  }

  private Node mapping(CollectionStartEvent start, int depth, int line) throws Unreadable {
    refuseTag(start.getTag().orElse(null), line);
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      int keyLine = line(event);
      if (!(event instanceof ScalarEvent key)) {
        throw new Unreadable(keyLine, "a key has to be a text");
      }
      refuseTag(key.getTag().orElse(null), keyLine);
      Node.Entry entry = new Node.Entry(node(events.next(), depth + 1), keyLine);
      if (entries.put(key.getValue(), entry) != null) {
        throw new Unreadable(
            keyLine, "there is a key " + Problems.shown(key.getValue()) + " already");
      }
      event = events.next();
    }
    return new Node.Mapping(entries, line);
  }

  private static void refuseTag(String tag, int line) throws Unreadable {
    if (tag != null) {
      String written = tag.replaceFirst("^tag:yaml.org,2002:", "!!");
      throw new Unreadable(line, "tags such as " + Problems.shown(written) + " are not taken");
    }
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    Unreadable(int line, String message) {
      super(message);
      this.line = line;
    }
  }
}
