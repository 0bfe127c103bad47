// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests to copy are such as Kubernetes takes, and fit together. */
class DeployKubernetesIT {

  private static final Path FOLDER = Path.of("../deploy/kubernetes");
  private static final Path RULES = Path.of("../deploy/prometheus/mcp-rules.yml");

  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(
              OffsetDateTime.class,
              (JsonSerializer<OffsetDateTime>) (time, type, to) -> new JsonPrimitive("" + time))
          .create();

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "v1/ConfigMap", V1ConfigMap.class,
          "v1/Pod", V1Pod.class,
          "v1/Service", V1Service.class,
          "apps/v1/Deployment", V1Deployment.class,
          "apps/v1/StatefulSet", V1StatefulSet.class,
          "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class);

  @Test
  void manifestsAreOfTheSchemaOfKubernetes() throws Exception {
    List<String> checked = new ArrayList<>();
    for (Path file : manifests()) {
      for (JsonObject manifest : documents(file)) {
        String kind = kind(manifest);
        if (!kind.startsWith("monitoring.coreos.com/")) {
          check(manifest);
          checked.add(kind);
        }
      }
    }
    assertTrue(checked.containsAll(KINDS.keySet()), checked::toString);
  }

  /** The counterexamples: a name that there is not, and a number where a text is wanted. */
  @Test
  void manifestThatIsNotIsFound() throws Exception {
    String deployment = Files.readString(FOLDER.resolve("http-server.yaml"));
    for (String wrong :
        List.of(
            deployment.replace("livenessProbe", "livenesProbe"),
            deployment.replace("value: \"8085\"", "value: 8085"),
            deployment.replace("containerPort: 8080", "containerPort: \"8080\""))) {
      assertFalse(wrong.equals(deployment));
      JsonObject manifest = documents(wrong).get(0);
      assertThrows(AssertionError.class, () -> check(manifest));
    }
  }

  @Test
  void rulesOfTheOperatorAreThoseOfPrometheus() throws IOException {
    JsonObject rule = documents(FOLDER.resolve("prometheus-operator.yaml")).get(1);

    assertEquals("monitoring.coreos.com/v1/PrometheusRule", kind(rule));
    assertEquals(documents(RULES), List.of(rule.getAsJsonObject("spec")));
  }

  /** What Prometheus is to read is the port on which the server's agent answers. */
  @Test
  void operatorFindsTheServersPage() throws IOException {
    JsonObject monitor = documents(FOLDER.resolve("prometheus-operator.yaml")).get(0);
    List<JsonObject> server = documents(FOLDER.resolve("http-server.yaml"));

    assertEquals(
        at(monitor, "spec", "selector", "matchLabels"), at(server.get(1), "metadata", "labels"));
    String port = at(monitor, "spec").getAsJsonArray("endpoints").get(0).toString();
    assertTrue(port.contains("\"port\":\"metrics\""), port);
    assertTrue(server.get(1).toString().contains("{\"name\":\"metrics\",\"port\":9464"));
    assertTrue(server.get(0).toString().contains("{\"name\":\"metrics\",\"containerPort\":9464"));
    assertEquals(
        at(server.get(1), "spec", "selector"),
        at(server.get(0), "spec", "template", "metadata", "labels"));
  }

  private static void check(JsonObject manifest) throws ReflectiveOperationException {
    Class<?> type = KINDS.get(kind(manifest));
    assertTrue(type != null, () -> "nobody knows the schema of " + kind(manifest));
    try {
      type.getMethod("validateJsonElement", JsonElement.class).invoke(null, manifest);
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw new AssertionError(kind(manifest) + ": " + e.getCause().getMessage(), e);
    }
    assertKept(kind(manifest), manifest, GSON.toJsonTree(GSON.fromJson(manifest, type)));
  }

  /** What is of another type than the schema has it is another one when it is written again. */
  private static void assertKept(String where, JsonElement given, JsonElement written) {
    if (given.isJsonObject() && written.isJsonObject()) {
      for (Map.Entry<String, JsonElement> member : given.getAsJsonObject().entrySet()) {
        String place = where + "." + member.getKey();
        JsonElement again = written.getAsJsonObject().get(member.getKey());
        assertTrue(again != null, place);
        assertKept(place, member.getValue(), again);
      }
    } else if (given.isJsonArray() && written.isJsonArray()) {
      assertEquals(given.getAsJsonArray().size(), written.getAsJsonArray().size(), where);
      for (int i = 0; i < given.getAsJsonArray().size(); i++) {
        assertKept(
            where + "[" + i + "]", given.getAsJsonArray().get(i), written.getAsJsonArray().get(i));
      }
    } else {
      assertEquals(given.toString(), written.toString(), where);
    }
  }

  private static JsonObject at(JsonObject manifest, String... path) {
    JsonObject found = manifest;
    for (String name : path) {
      found = found.getAsJsonObject(name);
    }
    return found;
  }

  private static String kind(JsonObject manifest) {
    return manifest.get("apiVersion").getAsString() + "/" + manifest.get("kind").getAsString();
  }

  private static List<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static List<JsonObject> documents(Path file) throws IOException {
    return documents(Files.readString(file));
  }

  private static List<JsonObject> documents(String yaml) {
    List<JsonObject> documents = new ArrayList<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      documents.add(GSON.toJsonTree(document).getAsJsonObject());
    }
    return documents;
  }
}
