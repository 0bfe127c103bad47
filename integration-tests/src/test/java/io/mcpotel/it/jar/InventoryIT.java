// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.process.AgentJar;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The jar's inventory, by which scanners know what is in it although the classes have other names.
 * Where one of these fails, a dependency has changed: {@code agent/src/main/jar/META-INF/sbom} is
 * to say so, and the {@code NOTICE} where its notices have changed too.
 */
class InventoryIT {

  private static final String FILE = "META-INF/sbom/mcp-otel-agent.cdx.json";
  private static final String CLASS = ".classdata";
  private static final String FOLDER = "mcp-otel-agent/";

  private static Map<String, Object> inventory;
  private static Map<String, Object> agent;
  private static List<Map<String, Object>> libraries;
  private static List<String> entries;
  private static String version;

  @BeforeAll
  static void read() throws IOException {
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      inventory =
          Json.parse(
              new String(
                  jar.getInputStream(jar.getJarEntry(FILE)).readAllBytes(),
                  StandardCharsets.UTF_8));
      entries = jar.stream().map(ZipEntry::getName).toList();
      version = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
    agent = Json.object(Json.object(inventory, "metadata"), "component");
    libraries = objects(inventory, "components");
  }

  @Test
  void namesTheLibrariesAndVersionsThatTheBuildPutIn() throws IOException {
    Set<String> bundled = new TreeSet<>();
    for (String path :
        Files.readString(AgentJar.path().resolveSibling("bundled.txt"))
            .strip()
            .split(File.pathSeparator)) {
      if (path.endsWith(".jar")) {
        Path folder = Path.of(path).getParent();
        bundled.add(folder.getParent().getFileName() + " " + folder.getFileName());
      }
    }
    Set<String> named = new TreeSet<>();
    libraries.forEach(library -> named.add(library.get("name") + " " + library.get("version")));

    assertTrue(bundled.size() > 20, bundled::toString);
    assertEquals(String.join("\n", bundled), String.join("\n", named));
  }

  @Test
  void eachClassIsInAPackageThatBelongsToOneOfThem() {
    Set<String> folders = new TreeSet<>();
    for (Map<String, Object> library : withNested()) {
      folders.addAll(folders(library));
    }
    List<String> others =
        entries.stream()
            .filter(name -> name.startsWith(FOLDER) && name.endsWith(CLASS))
            .filter(name -> !name.startsWith(FOLDER + "io/mcpotel/agent/"))
            .filter(name -> folders.stream().noneMatch(name::startsWith))
            .toList();

    assertEquals(List.of(), others);
  }

  /** Also of a library that another one has taken into itself. */
  @Test
  void eachPackageThatItNamesIsInTheJar() {
    for (Map<String, Object> library : withNested()) {
      List<String> folders = folders(library);
      assertFalse(folders.isEmpty(), library::toString);
      for (String folder : folders) {
        assertTrue(
            entries.stream().anyMatch(name -> name.startsWith(folder) && name.endsWith(CLASS)),
            folder);
      }
    }
  }

  @Test
  void isOneThatScannersRead() {
    assertEquals("CycloneDX", inventory.get("bomFormat"));
    assertEquals("1.6", inventory.get("specVersion"));
    assertEquals("mcp-otel-agent " + version, agent.get("name") + " " + agent.get("version"));
    List<Map<String, Object>> all = withNested();
    all.add(agent);
    for (Map<String, Object> component : all) {
      String url =
          "pkg:maven/%s/%s@%s"
              .formatted(component.get("group"), component.get("name"), component.get("version"));
      assertEquals(url, component.get("purl"));
      assertEquals(url, component.get("bom-ref"));
      assertFalse(objects(component, "licenses").isEmpty(), url);
    }
    assertEquals(
        all.size(), all.stream().map(component -> component.get("purl")).distinct().count());
  }

  private static List<Map<String, Object>> withNested() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> library : libraries) {
      all.add(library);
      all.addAll(objects(library, "components"));
    }
    return all;
  }

  private static List<String> folders(Map<String, Object> library) {
    return objects(library, "properties").stream()
        .filter(property -> property.get("name").equals("io.mcpotel:package"))
        .map(property -> FOLDER + property.get("value").toString().replace('.', '/') + "/")
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> objects(Map<String, Object> parent, String key) {
    return (List<Map<String, Object>>) parent.getOrDefault(key, List.of());
  }
}
