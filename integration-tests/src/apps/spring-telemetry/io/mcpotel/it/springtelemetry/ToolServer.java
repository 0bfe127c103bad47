// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.springtelemetry;

import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A server whose tool traces its own work with the OpenTelemetry that Boot has made for it. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class ToolServer {

  public static void main(String[] arguments) {
    ConfigurableApplicationContext context = SpringApplication.run(ToolServer.class, arguments);
    System.out.println("PORT " + context.getEnvironment().getProperty("local.server.port"));
  }

  @Bean
  ToolCallbackProvider tools(
      OpenTelemetry openTelemetry, ObjectProvider<ObservationRegistry> observations) {
    // Without the actuator there is none.
    ObservationRegistry registry = observations.getIfAvailable(() -> ObservationRegistry.NOOP);
    return MethodToolCallbackProvider.builder()
        .toolObjects(new Tools(openTelemetry, registry))
        .build();
  }
}
