// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.springai;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A server as Spring AI's starters make it; the features are in the classes beside this one. */
@SpringBootApplication
public class SpringServer {

  /** Long enough for a test to tell the function's time from the time around it. */
  static final long PAUSE_MILLIS = 60;

  public static void main(String[] arguments) {
    ConfigurableApplicationContext context =
        SpringApplication.run(SpringServer.class, arguments);
    String port = context.getEnvironment().getProperty("local.server.port");
    if (port != null) {
      System.out.println("PORT " + port);
    }
  }
}
