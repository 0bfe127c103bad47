// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickHouseAddressTest {

  @Test
  void aUrlHasItAll() {
    ClickHouseAddress address =
        ClickHouseAddress.of("http://hub:a%40b%3A%2F@clickhouse:8124/mcp", null, null);
    assertEquals("http://clickhouse:8124/", "" + address.server());
    assertEquals("mcp", address.database());
    assertEquals("hub", address.user());
    assertEquals("a@b:/", address.password());
    assertEquals("http://clickhouse:8124/mcp", "" + address);
  }

  @Test
  void whatIsLeftOutIsAsClickHouseHasIt() {
    ClickHouseAddress plain = ClickHouseAddress.of("http://here", null, null);
    assertEquals("http://here:8123/default", "" + plain);
    assertEquals("default", plain.user());
    assertEquals("", plain.password());
    ClickHouseAddress secure = ClickHouseAddress.of("https://u:p@[::1]/d/", "v", "q");
    assertEquals("https://[::1]:8443/d", "" + secure);
    assertEquals("v", secure.user());
    assertEquals("q", secure.password());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://u:secret@here:9000/d",
        "u:secret@here",
        "http://u:se@cret@here/d",
        "http://u:secret%@here/d",
        "http://u:secret@here/a/b",
        "http://u:secret@here/d?x=y"
      })
  void whatIsNoneIsSaidWithoutIt(String url) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ClickHouseAddress.of(url, null, null))
            .getMessage();
    assertFalse(message.contains("cret"), message);
  }
}
