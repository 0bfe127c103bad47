// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.List;

/**
 * Who a client or a server says it is, in the words of its {@code Implementation}, and what it can,
 * all of it as it may be exported.
 *
 * @param name its name, or null
 * @param version its version, or null
 * @param capabilities the names of its capabilities, or null where they are not known
 */
public record Peer(String name, String version, List<String> capabilities) {}
