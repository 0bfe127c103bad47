// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNameTest {

  private static final String LAYERED = "org.springframework.boot.loader.launch.JarLauncher";

  @TempDir Path folder;

  @Test
  void mainClassNamesTheService() {
    assertEquals("com.acme.Server", named("com.acme.Server --port 8080"));
    assertEquals("com.acme.Server", named("acme.module/com.acme.Server"));
  }

  @ParameterizedTest
  @CsvSource({
    "/opt/my apps/server-1.2.jar serve, server",
    "server.jar, server",
    "weather-mcp-3.0.0-SNAPSHOT.jar, weather-mcp",
    "weather-mcp-1.0.0.RELEASE-all.jar, weather-mcp",
    "weather-1.0-20260101.120000-3.jar, weather",
    "weather-v2.1.jar, weather",
    "weather_2.0b1.jar, weather_2.0b1",
    "s3-server-1.0.0+build.5.jar, s3-server",
    "2fa-1.0.jar, 2fa",
    "k8s-2fa-proxy-1.0.jar, k8s-2fa-proxy",
    "1.0.jar, 1.0",
  })
  void jarNamesTheServiceWithoutPathEndingAndVersion(String command, String name) {
    assertEquals(name, named(command));
  }

  @Test
  void serverOfLibertyGoesByItsOwnNameForAllRunTheSameJar() {
    assertEquals("weather", named("/opt/wlp/bin/tools/ws-server.jar weather --clean"));
    assertEquals("defaultServer", named("/opt/wlp/bin/tools/ws-server.jar"));
    assertEquals("defaultServer", named("/opt/wlp/bin/tools/ws-server.jar --clean"));
  }

  @Test
  void nothingIsMadeUp() {
    assertNull(named(null));
    assertNull(named(" "));
  }

  @Test
  void executableJarOfSpringBootGoesByItsStartClass() throws Exception {
    Path jar = jar("weather-1.0.jar", "com.acme.WeatherApplication", Map.of());

    assertEquals("WeatherApplication", named(jar.toString(), jar.toString()));
    assertEquals("com.acme.Other", named("com.acme.Other", jar.toString()));
  }

  @Test
  void layersOfSpringBootGoByTheirStartClass() throws Exception {
    Files.createDirectories(folder.resolve("META-INF"));
    try (OutputStream out = Files.newOutputStream(folder.resolve("META-INF/MANIFEST.MF"))) {
      manifest("com.acme.WeatherApplication").write(out);
    }

    assertEquals("WeatherApplication", named(LAYERED, folder.toString()));
    assertEquals(LAYERED, named(LAYERED, folder.resolve("nothing").toString()));
  }

  @Test
  void springsNameForTheApplicationGoesBeforeItsClassAndItsJar() throws Exception {
    Path jar =
        jar(
            "weather-1.0.jar",
            "com.acme.WeatherApplication",
            Map.of("BOOT-INF/classes/application.properties", "spring.application.name=weather"));

    assertEquals("weather", named(jar.toString(), jar.toString()));
    assertEquals(
        "of-the-property",
        ServiceName.of(
            jar.toString(),
            Map.of("spring.application.name", "of-the-property")::get,
            new ProgramFiles(jar.toString())));
    assertEquals(
        "of-an-argument",
        named(jar + " --spring.application.name=of-an-argument x", jar.toString()));
  }

  @Test
  void springsNameIsFoundOnAClassPathOfFolders() throws Exception {
    Files.writeString(folder.resolve("application.yml"), "spring.application.name: weather\n");
    String classPath = "lib.jar" + java.io.File.pathSeparator + folder;

    assertEquals("weather", named("com.acme.Server", classPath));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring:\n  application:\n    name: weather\n",
        "spring:\n  main: x\n  application:\n\n    # why\n    name: \"weather\" # so\nother: 1\n",
        "spring.application:\n  name: 'weather'",
        "server:\n  name: no\nspring:\n    application.name:   weather\n",
        "---\nspring:\n  application:\n    name: weather\n",
      })
  void yamlIsReadInItsSimpleForms(String yaml) throws Exception {
    assertEquals("weather", inYaml(yaml));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring:\n  datasource:\n    name: no\n",
        "spring:\n  application:\n    other:\n      name: no\n",
        "a:\n  spring:\n    application:\n      name: no\n",
        "spring:\n  application:\n    name: ${NAME}\n",
        "spring:\n  application:\n    name: |\n      no\n",
        "spring:\n  application:\n    name:\n",
        "a: b\n---\nspring:\n  config.activate.on-profile: x\n  application:\n    name: no\n",
        "- spring\n- : :\n\t:",
        "",
      })
  void whatIsLessSimpleIsLeftAlone(String yaml) throws Exception {
    assertEquals("com.acme.Server", inYaml(yaml));
  }

  @Test
  void propertiesWithAPlaceholderOrOfAProfileAreLeftAlone() throws Exception {
    for (String text :
        new String[] {
          "spring.application.name=${NAME:x}", "a=b\n#---\nspring.application.name=x", "\\u00zz"
        }) {
      Files.writeString(folder.resolve("application.properties"), text);

      assertEquals("com.acme.Server", named("com.acme.Server", folder.toString()));
    }
  }

  private String inYaml(String yaml) throws IOException {
    Files.writeString(folder.resolve("application.yaml"), yaml);
    return named("com.acme.Server", folder.toString());
  }

  private static String named(String command) {
    return named(command, "");
  }

  private static String named(String command, String classPath) {
    return ServiceName.of(command, property -> null, new ProgramFiles(classPath));
  }

  private Path jar(String name, String startClass, Map<String, String> files) throws IOException {
    Path jar = folder.resolve(name);
    try (JarOutputStream out =
        new JarOutputStream(Files.newOutputStream(jar), manifest(startClass))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static Manifest manifest(String startClass) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Start-Class", startClass);
    return manifest;
  }
}
