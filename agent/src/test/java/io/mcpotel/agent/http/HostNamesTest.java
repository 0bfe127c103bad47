// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

  private static HostNames names(String address, String... more) {
    try {
      return new HostNames(InetAddress.getByName(address), List.of(more));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:9464",
        "127.0.0.1",
        "127.0.0.1:9464",
        "127.9.9.9:1",
        "[::1]",
        "[::1]:9464",
        "localhost:"
      })
  void onThisMachineOnlyItsOwnNamesAreKnown(String host) {
    assertTrue(names("127.0.0.1").have(host));
    assertTrue(names("::1").have(host));
    assertTrue(names("0.0.0.0").have(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:9464",
        "evil",
        "10.0.0.1",
        "[fe80::1]",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil@localhost",
        "localhost:80:80",
        "localhost:x",
        "",
        " ",
        "localhost evil.example",
        "[::1",
        "[::1]x",
        "1.2.3",
        "256.1.1.1",
        "127.1",
        "2130706433",
        "[::ffff:10.0.0.1]",
        "localhost:123456"
      })
  void otherNamesAreNot(String host) {
    assertFalse(names("127.0.0.1").have(host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "10.0.0.1:9464", "[fe80::1]:9464", "mcp-server:9464"})
  void whereOthersAreLetInAddressesAndNamesWithoutADotAreKnown(String host) {
    assertTrue(names("0.0.0.0").have(host));
    assertTrue(names("10.0.0.1").have(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:9464", "10.0.0.1.evil.example", "256.1.1.1"})
  void whereOthersAreLetInNamesWithADotAreNot(String host) {
    assertFalse(names("0.0.0.0").have(host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcp.monitoring.svc", "MCP.monitoring.svc:9464"})
  void furtherNamesAreKnownWhereTheyAreGiven(String host) {
    assertTrue(names("0.0.0.0", "mcp.monitoring.SVC").have(host));
    assertTrue(names("127.0.0.1", "mcp.monitoring.svc").have(host));
    assertTrue(names("127.0.0.1", "*").have(host));
    assertFalse(names("0.0.0.0", "mcp").have(host));
  }
}
