// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.springai;

import org.springframework.ai.tool.annotation.Tool;

/** Spring AI 1.0 makes a sync or an async tool of each of these, as the server is. */
class Tools {

  @Tool(name = "echo", description = "Says the word again")
  String echo(String word) {
    return word;
  }

  @Tool(name = "slow", description = "Takes its time")
  String slow() throws InterruptedException {
    Thread.sleep(SpringServer.PAUSE_MILLIS);
    return "done";
  }

  @Tool(name = "broken", description = "Always fails")
  String broken() {
    throw new IllegalStateException("the tool is broken");
  }
}
