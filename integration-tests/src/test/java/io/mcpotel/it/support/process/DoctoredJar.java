// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A copy of the SDK's jar in which something is missing that the agent looks for. */
public final class DoctoredJar {

  private DoctoredJar() {}

  /** The application's class path with one class of the SDK taken out. */
  public static String without(Path folder, String className) {
    return classPath(folder, className, bytes -> null);
  }

  /** The application's class path with one method of a class renamed, its calls included. */
  public static String renaming(Path folder, String className, String method) {
    String other = "x" + method.substring(1);
    return classPath(folder, className, bytes -> rename(bytes, method, other));
  }

  /** A copy of this jar in which a method has another name, wherever it stands. */
  public static Path renamingEverywhere(Path folder, Path jar, String method) {
    String other = "x" + method.substring(1);
    Path copy = folder.resolve(jar.getFileName());
    copy(jar.toString(), copy, (entry, bytes) -> renameWhereFound(bytes, method, other));
    return copy;
  }

  private static byte[] renameWhereFound(byte[] classFile, String from, String to) {
    try {
      return rename(classFile, from, to);
    } catch (IllegalStateException e) {
      return classFile;
    }
  }

  private interface Doctor {
    byte[] treat(byte[] classFile);
  }

  private static String classPath(Path folder, String className, Doctor doctor) {
    String core = AppClassPath.jar("mcp-core-");
    Path copy = folder.resolve(new File(core).getName());
    String entryName = className.replace('.', '/') + ".class";
    copy(core, copy, (entry, content) -> entry.equals(entryName) ? doctor.treat(content) : content);
    return AppClassPath.entries().stream()
        .map(entry -> entry.equals(core) ? copy.toString() : entry)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void copy(String from, Path to, BiFunction<String, byte[], byte[]> treatment) {
    try (ZipFile jar = new ZipFile(from);
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        byte[] content = jar.getInputStream(entry).readAllBytes();
        byte[] treated = treatment.apply(entry.getName(), content);
        if (treated != null) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          out.write(treated);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes the constant that both the declaration and the calls in the same class refer to. */
  private static byte[] rename(byte[] classFile, String from, String to) {
    byte[] old = constant(from);
    byte[] replacement = constant(to);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean found = false;
    for (int i = 0; i < classFile.length; i++) {
      if (!found && startsWith(classFile, i, old)) {
        out.writeBytes(replacement);
        i += old.length - 1;
        found = true;
      } else {
        out.write(classFile[i]);
      }
    }
    if (!found) {
      throw new IllegalStateException("The SDK has no " + from + " any more");
    }
    return out.toByteArray();
  }

  /** How a class file writes a name: a tag, the length in two bytes, the characters. */
  private static byte[] constant(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1);
    out.write(name.length() >> 8);
    out.write(name.length());
    out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] wanted) {
    if (at + wanted.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
