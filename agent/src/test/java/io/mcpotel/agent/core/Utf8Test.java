// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "größer", "日本語", "a😀b", "\u07ff\u0800\uffff\u0000"})
  void lengthIsThatOfTheBytes(String text) {
    assertEquals(text.getBytes(StandardCharsets.UTF_8).length, Utf8.length(text));
  }
}
