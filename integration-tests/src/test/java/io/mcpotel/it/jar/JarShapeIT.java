// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.process.AgentJar;
import io.mcpotel.it.support.process.AppClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped jar puts on an application's class path: next to nothing. */
class JarShapeIT {

  private static final String BOOTSTRAP = "io/mcpotel/bootstrap/";

  /** What a library runs with or without, or the application has: it never was in the jar. */
  private static final Pattern OPTIONAL =
      Pattern.compile(
          ": (com/fasterxml/jackson/|dev/langchain4j/|org/(conscrypt|bouncycastle|openjsse)/|android/"
              + "|com/sun/jna/|io/grpc/|io/opentelemetry/(api|sdk)/([a-z]+/)*incubator/)");

  private static final Set<String> METADATA =
      Set.of(
          "META-INF/MANIFEST.MF",
          "META-INF/LICENSE",
          "META-INF/NOTICE",
          "META-INF/licenses/ASM",
          "META-INF/licenses/protobuf",
          "META-INF/licenses/threetenbp",
          "META-INF/sbom/mcp-otel-agent.cdx.json");

  @Test
  void atTheRootAreOnlyTheBootstrapClassesTheManifestAndTheLicense() throws IOException {
    List<String> visible = entries(name -> !inTheAgentsFolder(name));

    assertEquals(
        List.of(),
        visible.stream()
            .filter(name -> !METADATA.contains(name))
            .filter(name -> !name.matches(BOOTSTRAP + "[A-Za-z$0-9]+\\.class"))
            .toList());
    assertTrue(visible.size() > 3 && visible.size() < 15, visible::toString);
  }

  @Test
  void everythingElseIsInOneFolderWithoutClassFiles() throws IOException {
    List<String> hidden = entries(JarShapeIT::inTheAgentsFolder);

    Set<String> folders =
        hidden.stream().map(name -> name.split("/")[0]).collect(Collectors.toSet());
    assertEquals(1, folders.size(), folders::toString);
    assertTrue(hidden.stream().anyMatch(name -> name.endsWith(".classdata")));
    assertEquals(List.of(), hidden.stream().filter(name -> name.endsWith(".class")).toList());
    assertFalse(folders.contains("META-INF"), "a folder that every class loader looks into");
  }

  @ParameterizedTest
  @ValueSource(strings = {"META-INF/", "mcp-otel-agent/META-INF/"})
  void noticeIsTheProjectsOwn(String folder) throws IOException {
    assertTrue(text(folder + "LICENSE").contains("Apache License"));
    String notice = text(folder + "NOTICE");

    assertEquals("MCP OTel Agent", notice.lines().findFirst().orElse(""));
    assertFalse(notice.contains("Apache Software Foundation"), notice);
    for (String library :
        List.of("OpenTelemetry", "OkHttp", "Okio", "Kotlin", "Prometheus", "Byte Buddy", "ASM")) {
      assertTrue(notice.contains(library), library);
    }
  }

  @Test
  void licensesOfWhatIsInsideAreInside() throws IOException {
    assertFalse(entries(name -> name.toLowerCase().contains("license")).isEmpty());
  }

  /** It is under the MPL, and nothing that the agent does needs it. */
  @Test
  void listOfPublicSuffixesIsLeftOut() throws IOException {
    assertEquals(List.of(), entries(name -> name.endsWith("PublicSuffixDatabase.list")));
  }

  @Test
  void manifestNamesTheEntryPoints() throws IOException {
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      for (String key : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
        assertTrue(manifest.getValue(key).startsWith("io.mcpotel.bootstrap."), key);
      }
      assertEquals("true", manifest.getValue("Can-Retransform-Classes"));
      assertEquals("0.1.0", manifest.getValue("Implementation-Version"));
      assertEquals(null, manifest.getValue("Boot-Class-Path"));
    }
  }

  @Test
  void jarIsSmallerThanSevenMegabytes() throws IOException {
    long size = Files.size(AgentJar.path());

    assertTrue(size < 5_000_000, () -> size + " bytes");
  }

  /**
   * Most of the libraries' classes are left out. Of each that is there the JVM checks the code and
   * finds the types of all members; what a library does not find by its design is listed.
   */
  @Test
  void nothingThatIsInTheJarMissesWhatWasLeftOut() throws Exception {
    List<String> broken = new ArrayList<>();
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      ClassLoader loader = new HiddenClasses(jar);
      for (String name : entries(entry -> entry.endsWith(HiddenClasses.SUFFIX))) {
        String type = HiddenClasses.typeOf(name);
        try {
          Class<?> known = Class.forName(type, false, loader);
          known.getDeclaredMethods();
          known.getDeclaredFields();
          known.getDeclaredConstructors();
        } catch (LinkageError | ClassNotFoundException e) {
          broken.add(type + ": " + e);
        }
      }
    }

    assertEquals(
        List.of(), broken.stream().filter(line -> !OPTIONAL.matcher(line).find()).toList());
  }

  private static boolean inTheAgentsFolder(String name) {
    return !name.startsWith("META-INF/") && !name.startsWith("io/");
  }

  private static String text(String entry) throws IOException {
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      return new String(
          jar.getInputStream(jar.getJarEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> entries(Predicate<String> wanted) throws IOException {
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      return jar.stream()
          .filter(entry -> !entry.isDirectory())
          .map(ZipEntry::getName)
          .filter(wanted)
          .toList();
    }
  }

  /** The agent's classes, and the application's that its helpers are compiled for. */
  private static final class HiddenClasses extends ClassLoader {
    static final String SUFFIX = ".classdata";
    private static final String FOLDER = "mcp-otel-agent/";

    private final JarFile jar;

    HiddenClasses(JarFile jar) {
      super(new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader()));
      this.jar = jar;
    }

    static String typeOf(String entry) {
      return entry.substring(FOLDER.length(), entry.length() - SUFFIX.length()).replace('/', '.');
    }

    private static URL[] classPath() {
      return Stream.concat(AppClassPath.entries().stream(), Stream.of(AgentJar.path().toString()))
          .map(
              entry -> {
                try {
                  return Path.of(entry).toUri().toURL();
                } catch (MalformedURLException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toArray(URL[]::new);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> loaded = findLoadedClass(name);
      JarEntry entry = jar.getJarEntry(FOLDER + name.replace('.', '/') + SUFFIX);
      if (loaded != null || entry == null) {
        return loaded != null ? loaded : super.loadClass(name, resolve);
      }
      try {
        byte[] bytes = jar.getInputStream(entry).readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
