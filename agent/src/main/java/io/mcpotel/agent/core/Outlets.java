// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import io.mcpotel.agent.core.event.Records;

/**
 * Where everything but spans goes.
 *
 * @param metrics what measures operations and sessions
 * @param records what keeps the record of them
 * @param flush sends what is buffered, without waiting for it
 */
public record Outlets(Metrics metrics, Records records, Runnable flush) {}
