// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;

/** A small file that is replaced as a whole: whoever reads it sees one state or the next. */
final class JsonFile<T> {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .registerModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new Times()));

  private final Path file;
  private final Class<T> type;
  private boolean failing;

  JsonFile(Path file, Class<T> type) {
    this.file = file;
    this.type = type;
  }

  /** What is in it, or this where there is nothing that can be read. */
  T read(T otherwise) {
    if (!Files.exists(file)) {
      return otherwise;
    }
    try {
      return JSON.readValue(file.toFile(), type);
    } catch (IOException e) {
      Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
      System.err.println("[mcp-otel-hub] " + file + " cannot be read and becomes " + aside);
      try {
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException again) {
        // It is replaced by the next state.
      }
      return otherwise;
    }
  }

  /** Whether it is on disk. */
  boolean write(T value) {
    try {
      Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "alerts", ".tmp");
      // A channel would be closed by the interruption of a thread that ends just now.
      try (FileOutputStream out = new FileOutputStream(next.toFile())) {
        out.write(JSON.writeValueAsBytes(value));
        out.getFD().sync();
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(next);
      }
      failing = false;
      return true;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        System.err.println("[mcp-otel-hub] What is known of alerts cannot be kept: " + e);
      }
      return false;
    }
  }

  private static final class Times extends StdScalarDeserializer<Instant> {

    private static final long serialVersionUID = 1L;

    Times() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      try {
        return Instant.parse(parser.getText());
      } catch (DateTimeException e) {
        throw new IOException(e);
      }
    }
  }
}
