// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What stands at a key, or nothing. Each reading takes what it is where there is nothing, and where
 * it is wrong, too: that is remembered with its line, and told when all has been read.
 */
public final class Value {

  private final ConfigFile file;
  private final Node node;
  private final int line;
  private final String path;

  Value(ConfigFile file, Node node, int line, String path) {
    this.file = file;
    this.node = node instanceof Node.Scalar scalar && scalar.isNull() ? null : node;
    this.line = line;
    this.path = path;
  }

  public boolean isPresent() {
    return node != null;
  }

  /** For a message of one's own, which follows the keys: {@code has to be …}. */
  public void wrong(String message) {
    file.problems().add(line, Problems.shown(path) + " " + message);
  }

  public String text(String otherwise) {
    return read(otherwise, "a text", Optional::of);
  }

  public String choice(String otherwise, List<String> allowed) {
    return read(
        otherwise,
        "one of " + String.join(", ", allowed),
        text -> allowed.contains(text) ? Optional.of(text) : Optional.empty());
  }

  public boolean flag(boolean otherwise) {
    return Boolean.parseBoolean(choice("" + otherwise, List.of("true", "false")));
  }

  public int whole(int otherwise, int least, int most) {
    return read(
        otherwise,
        "a whole number from " + least + " to " + most,
        text -> {
          try {
            int number = Integer.parseInt(text);
            return number < least || number > most ? Optional.empty() : Optional.of(number);
          } catch (NumberFormatException e) {
            return Optional.empty();
          }
        });
  }

  /** From 0 to 1. */
  public double percentage(double otherwise) {
    return read(otherwise, "a percentage such as 5% or 99.5%", Units::percentage);
  }

  public Duration duration(Duration otherwise) {
    return read(otherwise, "a duration such as 5m, 2000ms or 7d", Units::duration);
  }

  /** In bytes. */
  public long size(long otherwise) {
    return read(otherwise, "a size such as 256MB, 512MiB or 20GB", Units::bytes);
  }

  /** A relative one is seen from the file's folder. */
  public Path file(Path otherwise) {
    return read(
        otherwise,
        "the name of a file or folder",
        text -> {
          try {
            return Optional.of(file.folder().resolve(text));
          } catch (InvalidPathException e) {
            return Optional.empty();
          }
        });
  }

  /** Its message does not show it: who knows a webhook's can write to it. */
  public URI url(URI otherwise) {
    String text = text(null);
    if (text == null) {
      return otherwise;
    }
    try {
      URI url = new URI(text);
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    wrong("has to be a URL that begins with http:// or https://");
    return otherwise;
  }

  /** Empty where there is nothing. */
  public List<Value> list() {
    List<Value> values = new ArrayList<>();
    if (node instanceof Node.Sequence sequence) {
      for (Node item : sequence.items()) {
        values.add(new Value(file, item, item.line(), path + "[" + values.size() + "]"));
      }
    } else if (node != null) {
      wrong("has to be a list");
    }
    return values;
  }

  /** Whether it is a map, for what may be written in more than one way. */
  public boolean isMap() {
    return node instanceof Node.Mapping;
  }

  public boolean isList() {
    return node instanceof Node.Sequence;
  }

  /** A map whose keys the program knows; without any where there is nothing. */
  public Fields fields() {
    return file.fields(mapping(), path + ".");
  }

  /** A map whose keys are names that the operator chose. */
  public Map<String, Value> entries() {
    Map<String, Value> values = new LinkedHashMap<>();
    mapping()
        .entries()
        .forEach(
            (name, entry) ->
                values.put(name, new Value(file, entry.value(), entry.line(), path + "." + name)));
    return values;
  }

  private Node.Mapping mapping() {
    if (node instanceof Node.Mapping mapping) {
      return mapping;
    }
    if (node != null) {
      wrong("has to be a map of keys");
    }
    return new Node.Mapping(Map.of(), line);
  }

  private <T> T read(T otherwise, String wanted, Function<String, Optional<T>> reading) {
    if (node == null) {
      return otherwise;
    }
    if (!(node instanceof Node.Scalar scalar)) {
      wrong("has to be " + wanted);
      return otherwise;
    }
    return reading
        .apply(scalar.text())
        .orElseGet(
            () -> {
              wrong("has to be " + wanted + ", and was " + Problems.shown(scalar.written()));
              return otherwise;
            });
  }
}
