// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import java.util.Map;

/** One event of a received span. */
public record EventView(String name, Map<String, Object> attributes) {}
