// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code hub.yaml}. Those who use a section of it read theirs from {@link #fields()}; what is wrong
 * is collected meanwhile, and told by {@link #finish()}.
 */
public final class ConfigFile {

  private static final int MOST_BYTES = 1 << 20;

  private final Path folder;
  private final Problems problems;
  private final Node.Mapping root;
  private final Map<Node.Mapping, Fields> fields = new IdentityHashMap<>();

  private ConfigFile(Path file, String text, Map<String, String> environment) {
    folder = file.toAbsolutePath().getParent();
    problems = new Problems(file.toString());
    root = YamlReader.read(text, new Variables(environment, problems), problems);
  }

  public static ConfigFile read(Path file, Map<String, String> environment) throws ConfigException {
    return of(file, text(file), environment);
  }

  /** A file of that name with that text, whether there is one or not. */
  public static ConfigFile of(Path file, String text, Map<String, String> environment) {
    return new ConfigFile(file, text, environment);
  }

  /** Its keys at the top. */
  public Fields fields() {
    return fields(root, "");
  }

  /** To be called when all sections have been read. */
  public void finish() throws ConfigException {
    fields.values().forEach(Fields::tellUnknown);
    problems.throwIfAny();
  }

  /** The same for all who read the same map, since each knows some of its keys. */
  Fields fields(Node.Mapping mapping, String path) {
    return fields.computeIfAbsent(mapping, any -> new Fields(this, any, path));
  }

  Path folder() {
    return folder;
  }

  Problems problems() {
    return problems;
  }

  private static String text(Path file) throws ConfigException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw unreadable(file, "has more than " + MOST_BYTES + " bytes");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "is not there");
    } catch (CharacterCodingException e) {
      throw unreadable(file, "is not UTF-8");
    } catch (IOException e) {
      throw unreadable(file, "cannot be read: " + e.getMessage());
    }
  }

  private static ConfigException unreadable(Path file, String why) {
    return new ConfigException(List.of(file + " " + why));
  }
}
