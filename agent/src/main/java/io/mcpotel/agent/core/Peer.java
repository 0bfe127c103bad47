// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * Who a client or a server says it is, in the words of its {@code Implementation}.
 *
 * @param name its name, or null
 * @param version its version, or null
 */
public record Peer(String name, String version) {}
