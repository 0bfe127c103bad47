// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;

/**
 * The execution of a tool that Spring AI observes through Micrometer. Its span has neither name nor
 * attributes before it ends, but the observation itself knows them from the start.
 */
final class ToolObservation {

  private static final String REGISTRY = "io.micrometer.observation.ObservationRegistry";
  private static final String OBSERVATION = "io.micrometer.observation.Observation";
  private static final String KEY_VALUE = "io.micrometer.common.KeyValue";

  private ToolObservation() {}

  /** Whether the thread's current observation is of this tool. */
  static boolean executes(ClassLoader loader, String tool) throws ReflectiveOperationException {
    Map<String, String> values;
    try {
      values = ofCurrent(loader);
    } catch (ClassNotFoundException | InvocationTargetException e) {
      return false;
    }
    if (!"tool_call".equals(values.get("spring.ai.kind"))) {
      return false;
    }
    // The name that a model sees may begin with that of the client.
    String name = String.valueOf(values.get("spring.ai.tool.definition.name"));
    return name.equals(tool) || name.endsWith("_" + tool);
  }

  private static Map<String, String> ofCurrent(ClassLoader loader)
      throws ReflectiveOperationException {
    Class<?> registryType = Class.forName(REGISTRY, false, loader);
    Class<?> observationType = Class.forName(OBSERVATION, false, loader);
    Class<?> keyValueType = Class.forName(KEY_VALUE, false, loader);
    // What is current belongs to the thread: any registry knows it.
    Object registry = registryType.getMethod("create").invoke(null);
    Object observation = registryType.getMethod("getCurrentObservation").invoke(registry);
    Map<String, String> values = new HashMap<>();
    if (observation != null) {
      Object context = observationType.getMethod("getContextView").invoke(observation);
      Class<?> contextType = Class.forName(OBSERVATION + "$ContextView", false, loader);
      Object keyValues = contextType.getMethod("getLowCardinalityKeyValues").invoke(context);
      for (Object keyValue : (Iterable<?>) keyValues) {
        values.put(
            (String) keyValueType.getMethod("getKey").invoke(keyValue),
            (String) keyValueType.getMethod("getValue").invoke(keyValue));
      }
    }
    return values;
  }
}
